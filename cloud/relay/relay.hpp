#pragma once
#include "cloud/outbound/outbound_client.hpp"
#include "cloud/server/admission.hpp"

namespace tillpoints::cloud {

struct RelayOptions {
    std::string credential_header = "X-Loyalty-Key";
    std::size_t max_in_flight = 256;
};

/// Takes what a line of the log says; never a credential, a query or a body.
using LogLine = std::function<void(const std::string&)>;

/// Forwards requests to the cloud and its answers back. Keeps nothing. Used by the io_context's thread;
/// `cloud` must outlive it, and it every request under way.
class Relay {
  public:
    Relay(OutboundClient& cloud, RelayOptions options, LogLine log);

    /// Reads no body of what it will not forward.
    Admission admit(const HttpRequest& head);
    void serve(const HttpRequest& request, std::function<void(Reply)> done);

  private:
    HttpAnswer refuse(const HttpRequest& request, HttpAnswer refusal);
    void forward(const HttpRequest& request, HttpRequest out, std::function<void(Reply)> done);

    OutboundClient& cloud_;
    RelayOptions options_;
    LogLine log_;
    std::size_t in_flight_ = 0;
};

}  // namespace tillpoints::cloud
