#pragma once
#include "cloud/server/admission.hpp"
#include "cloud/service/fates.hpp"
#include "cloud/service/service.hpp"
#include "protocol/loyalty/language.hpp"

namespace tillpoints::cloud {

/// The protocol's front: credential, request to call, faults, answer to response, headers. Used by one
/// thread; `service` must outlive it and every `Reply::later` it gave.
class Front {
  public:
    /// `credential` is the whole value of the Authorization header that is right.
    Front(Service& service, std::string credential);

    /// Refuses who has not the credential, before there is a body. Never throws.
    Admission admit(const HttpRequest& head);

    /// Takes targets with or without the live service's base path /partner/v2. Never throws.
    Reply serve(const HttpRequest& request);
    /// The same for several that wait in one moment, in their order: they share one commit where they can.
    std::vector<Reply> serve(const std::vector<HttpRequest>& requests);

  private:
    using Errand = std::function<HttpAnswer(Desk&)>;

    /// A request on its way through.
    struct Turn {
        HttpRequest request;
        loyalty::Language language{};      ///< of the messages it asks for
        std::optional<HttpAnswer> answer;  ///< as it stands so far
        Errand errand;                     ///< to the books, for the answer; none where they are not asked
        Fault fault = Fault::none;
    };

    void begin(Turn& turn, const HttpRequest& incoming);
    void ask_books(std::vector<Turn>& turns);
    Reply end(const Turn& turn);
    /// Does a step of one turn. Where it throws the turn's answer is a 500, and no other turn is touched.
    bool step(Turn& turn, const std::function<void()>& work);

    void read(Turn& turn);
    bool knows(const HttpRequest& request) const;
    HttpAnswer written(const loyalty::Answer& answer, loyalty::Language language);
    HttpAnswer shop_written(const loyalty::ShopAnswer& answer, loyalty::Language language);
    Reply commit_fault(const Turn& turn);
    bool over_rate();

    Service& service_;
    std::string credential_;
    Fates fates_;
    std::int64_t second_ = 0;
    std::int64_t in_second_ = 0;
};

}  // namespace tillpoints::cloud
