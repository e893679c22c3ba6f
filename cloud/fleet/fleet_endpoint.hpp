#pragma once
#include <map>
#include <mutex>

#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/service.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// Takes the heartbeats of terminals and hands releases out (protocol/FLEET.md):
///
///     POST /fleet/heartbeat   Authorization: Bearer TOKEN
///
/// A terminal that reports again and again is told to wait, so that it does not keep the database's writer
/// from the tills. From any thread, if `clock` is so. `service` must outlive it.
class FleetEndpoint {
  public:
    /// `clock` tells real time.
    FleetEndpoint(Service& service, std::function<Timestamp()> clock);

    static bool has(const HttpRequest& request) {
        return request.method == "POST" && request.target == "/fleet/heartbeat";
    }
    /// Refuses what is no heartbeat before its body is read. Never throws.
    Admission admit(const HttpRequest& head);
    /// Never throws.
    HttpAnswer serve(const HttpRequest& request);

  private:
    HttpAnswer answer(const HttpRequest& request);
    /// How long the terminal has to wait; zero: its report counts.
    std::chrono::milliseconds wait_of(const std::string& token);

    Service& service_;
    std::function<Timestamp()> clock_;
    std::mutex mutex_;
    std::map<std::string, Timestamp>
        full_at_;  ///< the bucket of each terminal that reports, by its token's digest
};

}  // namespace tillpoints::cloud
