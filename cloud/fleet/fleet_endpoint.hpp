#pragma once
#include "cloud/api/service.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// Takes the heartbeats of terminals and hands releases out (protocol/FLEET.md):
///
///     POST /fleet/heartbeat   Authorization: Bearer TOKEN
///
/// From any thread, if `clock` is so. `service` must outlive it.
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

    Service& service_;
    std::function<Timestamp()> clock_;
};

}  // namespace tillpoints::cloud
