#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "plugin/ports/loop.hpp"

namespace tillpoints {

/// The product's loop: an executor whose io_context runs on one thread.
class AsioLoop final : public Loop {
  public:
    explicit AsioLoop(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    Moment now() const override { return std::chrono::steady_clock::now(); }
    void post(std::function<void()> work) override;
    std::unique_ptr<Timer> timer() override;

  private:
    boost::asio::any_io_executor executor_;
};

}  // namespace tillpoints
