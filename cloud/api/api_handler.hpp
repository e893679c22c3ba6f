#pragma once
#include "cloud/api/fault_injector.hpp"
#include "cloud/api/service.hpp"
#include "cloud/server/admission.hpp"
#include "protocol/loyalty/language.hpp"

namespace tillpoints::cloud {

/// The protocol's front: credential, request to call, faults, answer to response, headers. Used by one
/// thread; `service` must outlive it and every `Reply::later` it gave.
class ApiHandler {
  public:
    /// `credential` is the whole value of the Authorization header that is right.
    ApiHandler(Service& service, std::string credential);

    /// Refuses who has not the credential, before there is a body. Never throws.
    Admission admit(const HttpRequest& head);

    /// Takes targets with or without the live service's base path /partner/v2. Never throws.
    Reply serve(const HttpRequest& request);
    /// The same for several that wait in one moment, in their order: they share one commit where they can.
    std::vector<Reply> serve(const std::vector<HttpRequest>& requests);

  private:
    using Work = std::function<HttpAnswer(RequestContext&)>;

    /// A request on its way through.
    struct InFlightRequest {
        HttpRequest request;
        loyalty::Language language{};      ///< of the messages it asks for
        std::optional<HttpAnswer> answer;  ///< as it stands so far
        Work work;                         ///< to the books, for the answer; none where they are not asked
        Fault fault = Fault::none;
    };

    void begin(InFlightRequest& in_flight, const HttpRequest& incoming);
    void run_in_transaction(std::vector<InFlightRequest>& in_flight);
    Reply finish(const InFlightRequest& in_flight);
    /// Does a step of one turn. Where it throws the turn's answer is a 500, and no other turn is touched.
    bool step(InFlightRequest& in_flight, const std::function<void()>& work);

    void read(InFlightRequest& in_flight);
    bool authorized(const HttpRequest& request) const;
    HttpAnswer to_http(const loyalty::Answer& answer, loyalty::Language language);
    HttpAnswer shop_to_http(const loyalty::ShopAnswer& answer, loyalty::Language language);
    Reply commit_fault(const InFlightRequest& in_flight);
    bool rate_exceeded();

    Service& service_;
    std::string credential_;
    FaultInjector injector_;
    std::int64_t second_ = 0;
    std::int64_t in_second_ = 0;
};

}  // namespace tillpoints::cloud
