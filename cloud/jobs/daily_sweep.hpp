#pragma once
#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "cloud/api/goods/image_endpoint.hpp"
#include "cloud/jobs/sweep.hpp"

namespace tillpoints::cloud {

/// Runs a sweep at the start and whenever a new day has begun (UTC, by the time of the database), and after
/// it removes orphaned image files, a slice at a time so that terminals are served in between. Lives on the
/// thread of `io`; `service` and `images` must outlive it.
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
