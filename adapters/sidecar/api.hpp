#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "adapters/sidecar/event_handler.hpp"
#include "adapters/sidecar/listener.hpp"
#include "adapters/sidecar/page_api.hpp"
#include "http/admission.hpp"

namespace tillpoints::sidecar {

/// The daemon's own part of a call.
struct ApiHost {
    std::function<const Terminals&()> terminals;
    /// Redeems a code of enrolment: the answer to POST /v1/enrol.
    std::function<HttpAnswer(const std::string& code)> enrol;
    std::function<std::string()> metrics;
    /// Calls back after a while.
    std::function<void(std::chrono::milliseconds, std::function<void()>)> later;
};

/// What the daemon answers over HTTP, at every listener. Used on the daemon's thread.
class Api {
  public:
    Api(ApiHost host, EventHandler& events, Streams& streams, Metrics& metrics, PageApi& pages,
        const Limits& limits);

    /// Judges a request by its head: listener, path, method, token, size and rate. A refused body is not
    /// read.
    Admission admit(const Listener& listener, const HttpRequest& head);
    void serve(const Listener& listener, HttpRequest request, const std::function<void(Reply)>& done);
    /// From now on every request is answered that the daemon ends.
    void end() { ending_ = true; }

  private:
    struct Route;
    /// A terminal that shows its token, or that a person who is signed in to a page works at.
    using Caller = std::variant<std::shared_ptr<Terminal>, HttpAnswer>;

    const Route* route_of(std::string_view path) const;
    Caller caller_of(const Listener& listener, const HttpRequest& head) const;
    Caller signed_in_caller(const PageSession& session, const HttpRequest& head) const;
    /// Every reason but size and rate; nothing if the request may go on.
    std::optional<HttpAnswer> refusal_of(const Listener& listener, const HttpRequest& head) const;
    std::optional<HttpAnswer> refusal_of_body(const Route& route, const HttpRequest& head) const;
    std::optional<HttpAnswer> refusal_of_rate(const Listener& listener, const Route& route,
                                              const HttpRequest& head);
    void take_event(const Listener& listener, HttpRequest request, const std::function<void(Reply)>& done);
    void open_stream(const Listener& listener, const HttpRequest& request,
                     const std::function<void(Reply)>& done);
    void tell_status(const Listener& listener, const HttpRequest& request,
                     const std::function<void(Reply)>& done);
    HttpAnswer enrol(const HttpRequest& request);
    Reply slowed(HttpAnswer refusal) const;

    ApiHost host_;
    EventHandler& events_;
    Streams& streams_;
    Metrics& metrics_;
    PageApi& pages_;
    Limits limits_;
    Allowance enrolments_;
    bool ending_ = false;
};

}  // namespace tillpoints::sidecar
