#pragma once
#include "cloud/api/service.hpp"
#include "http/admission.hpp"
#include "protocol/loyalty/language.hpp"

namespace tillpoints::cloud {

/// The protocol over HTTP: checks the credential, reads a request as a call, has it answered, and writes the
/// answer as a response with the protocol's headers. From any thread; `service` must outlive it.
class ApiHandler {
  public:
    /// `credential` is the whole value of the Authorization header that is right.
    ApiHandler(Service& service, std::string credential);

    bool authorized(const HttpRequest& request) const;

    /// Refuses a request without the credential before its body is read. Never throws.
    Admission admit(const HttpRequest& head);

    /// Takes targets with or without the live service's base path /partner/v2. Never throws.
    HttpAnswer serve(const HttpRequest& request);
    /// The same for several requests that are there at one moment, in their order, for one wait for the disk.
    std::vector<HttpAnswer> serve(const std::vector<HttpRequest>& requests);

    /// The response that refuses this request: in its language and with the protocol's headers.
    HttpAnswer refuse(const HttpRequest& request, const loyalty::Refusal& refusal);
    /// Counts a request that came; `serve` does so itself.
    void count(const HttpRequest& request);

  private:
    using Work = std::function<HttpAnswer(RequestContext&)>;

    /// A request between its arrival and its answer.
    struct InFlightRequest {
        HttpRequest request;
        loyalty::Language language{};      ///< of the messages it asks for
        std::optional<HttpAnswer> answer;  ///< what is known of it so far
        Work work;  ///< to be done in a transaction for the answer; none where it is known
    };

    void start(InFlightRequest& in_flight, const HttpRequest& incoming);
    void read_call(InFlightRequest& in_flight);
    void run_in_transaction(std::vector<InFlightRequest>& all);
    HttpAnswer finish(const InFlightRequest& in_flight);
    /// Does a step for one request. If it throws, the answer of this request is a 500, and the others go on.
    bool step(InFlightRequest& in_flight, const std::function<void()>& work);

    HttpAnswer to_http(const loyalty::Answer& answer, loyalty::Language language);
    HttpAnswer shop_to_http(const loyalty::ShopAnswer& answer, loyalty::Language language);
    HttpAnswer with_headers(HttpAnswer answer, const HttpRequest& request);

    Service& service_;
    std::string credential_;
};

}  // namespace tillpoints::cloud
