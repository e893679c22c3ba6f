#pragma once
#include "cloud/outbound/outbound_client.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

struct RelayOptions {
    std::string credential_header = "X-Loyalty-Key";
    std::size_t max_in_flight = 256;
};

/// Takes a line for the log; it never contains a credential, a query or a body.
using LogLine = std::function<void(const std::string&)>;

/// Forwards requests to the cloud and its answers back. Stores nothing. Used by the io_context's thread;
/// `cloud` must outlive it, and it must outlive every pending request.
class Relay {
  public:
    Relay(OutboundClient& cloud, RelayOptions options, LogLine log);

    /// Refuses a request that will not be forwarded before its body is read.
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
