#pragma once
#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "cloud/api/goods/image_endpoint.hpp"
#include "cloud/jobs/sweep.hpp"

namespace tillpoints::cloud {

/// Sweeps the books at the start and whenever a new day has begun (UTC, by the books' own time), and the
/// pictures' folder after them, a slice at a time so that tills are served in between. Lives on the thread of
/// `io`; `service` and `gallery` must outlive it.
class DailySweep {
  public:
    DailySweep(boost::asio::io_context& io, Service& service, ImageEndpoint& images);

  private:
    void wait(std::chrono::milliseconds pause);
    void go_on();

    Service& service_;
    ImageEndpoint& images_;
    bool orphans_left_ = false;
    boost::asio::steady_timer timer_;
    std::optional<Sweep> running_;
    std::optional<std::chrono::sys_days> swept_day_;
};

}  // namespace tillpoints::cloud
