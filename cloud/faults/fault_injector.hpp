#pragma once
#include <boost/asio/io_context.hpp>

#include "cloud/api/api_handler.hpp"
#include "cloud/faults/fault_schedule.hpp"

namespace tillpoints::cloud {

/// Stands in front of the API and commits the faults of its switches: some requests never reach the API, some
/// answers do not reach the client as they were given. What is not struck passes unchanged. Every Reply holds
/// the answer of the protocol, whatever its transmission does with it. Used by one thread; all it is given
/// must outlive it and every reply it gave.
class FaultInjector {
  public:
    /// `inner` answers with what `api` gives.
    FaultInjector(boost::asio::io_context& io, Service& service, ApiHandler& api, Endpoint inner,
                  FaultSwitches& switches);

    Admission admit(const HttpRequest& head);
    void serve(const HttpRequest& request, std::function<void(Reply)> done);

  private:
    std::optional<HttpAnswer> refuse(const HttpRequest& request);
    bool rate_exceeded();
    HttpAnswer failure(const HttpRequest& request);
    Reply struck_before(Fault fault, const HttpRequest& request);
    Reply struck_after(Fault fault, const HttpRequest& request, Reply reply);
    Reply with_latency(Reply reply) const;

    boost::asio::io_context& io_;
    Service& service_;
    ApiHandler& api_;
    Endpoint inner_;
    FaultSwitches& switches_;
    FaultSchedule schedule_;
    std::int64_t second_ = 0;
    std::int64_t in_second_ = 0;
};

}  // namespace tillpoints::cloud
