#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "cloud/outbound/destination.hpp"
#include "protocol/http.hpp"

namespace tillpoints::cloud {

struct OutboundOptions {
    std::string ca_file;                      ///< PEM, what to trust; empty: what the system trusts
    std::chrono::milliseconds timeout{5000};  ///< from the name's look-up to the answer's last byte
    std::size_t body_limit = 8u << 20;
};

/// The outcome of a request.
struct OutboundOutcome {
    std::optional<HttpAnswer> answer;  ///< whole, or absent
    bool timed_out = false;
    bool reached = false;  ///< without an answer: might the other side have seen the request?
    std::string what;      ///< without an answer: why, for a log; no header or body of the request
};

/// Sends requests, each on a connection of its own. TLS verifies the chain and the host name and fails
/// closed; a redirect is an answer like any other. An answer without a length, whose end cannot be told from
/// a lost connection, counts as no answer. Used by the io_context's thread.
class OutboundClient {
  public:
    /// Throws std::runtime_error if the CA file cannot be read. `io` must outlive it.
    OutboundClient(boost::asio::io_context& io, Destination destination, OutboundOptions options);
    ~OutboundClient();

    /// `request.target` goes behind the destination's base path. `done` is called once, later, unless the
    /// io_context stops before.
    void send(HttpRequest request, std::function<void(OutboundOutcome)> done);

  private:
    struct Settings;
    boost::asio::io_context& io_;
    std::shared_ptr<Settings> settings_;
};

}  // namespace tillpoints::cloud
