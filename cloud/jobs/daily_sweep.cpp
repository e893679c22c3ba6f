#include "cloud/jobs/daily_sweep.hpp"

#include <cstdio>

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::milliseconds between_slices{20};
constexpr std::chrono::milliseconds between_looks{1000};
constexpr std::chrono::milliseconds after_failure{60'000};

}  // namespace

DailySweep::DailySweep(boost::asio::io_context& io, Service& service, ImageEndpoint& images)
    : service_(service), images_(images), timer_(io) {
    wait(between_slices);
}

void DailySweep::wait(std::chrono::milliseconds pause) {
    timer_.expires_after(pause);
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) go_on();
    });
}

void DailySweep::go_on() {
    try {
        const auto today = std::chrono::floor<std::chrono::days>(service_.now());
        if (orphans_left_) {
            orphans_left_ = images_.remove_orphans();
            return wait(between_slices);
        }
        if (!running_ && swept_day_ == today) return wait(between_looks);
        if (!running_) {
            running_.emplace(service_);
            swept_day_ = today;
        }
        if (!running_->step()) {
            running_.reset();
            orphans_left_ = true;
        }
        wait(between_slices);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: the daily sweep failed and begins again in a minute: %s\n",
                     error.what());
        running_.reset();
        swept_day_.reset();
        wait(after_failure);
    }
}

}  // namespace tillpoints::cloud
