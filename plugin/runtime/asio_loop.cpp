#include "plugin/runtime/asio_loop.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace tillpoints {
namespace {

class AsioTimer final : public Loop::Timer {
  public:
    explicit AsioTimer(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    void at(Loop::Moment moment, std::function<void()> work) override {
        timer_.expires_at(moment);
        timer_.async_wait([work = std::move(work)](boost::system::error_code cancelled) {
            if (!cancelled) work();
        });
    }
    void cancel() override { timer_.cancel(); }

  private:
    boost::asio::steady_timer timer_;
};

}  // namespace

void AsioLoop::post(std::function<void()> work) {
    boost::asio::post(executor_, std::move(work));
}

std::unique_ptr<Loop::Timer> AsioLoop::timer() {
    return std::make_unique<AsioTimer>(executor_);
}

}  // namespace tillpoints
