#pragma once
#include "cloud/server/admission.hpp"
#include "cloud/service/fates.hpp"
#include "cloud/service/service.hpp"

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

  private:
    bool knows(const HttpRequest& request) const;
    HttpAnswer answer(const HttpRequest& request);
    HttpAnswer shop_answer(const loyalty::ShopReading& reading, const HttpRequest& request);
    HttpAnswer written(const loyalty::Answer& answer, const HttpRequest& request);
    Reply commit_fault(Fault fault, const HttpRequest& request);
    bool over_rate();

    Service& service_;
    std::string credential_;
    Fates fates_;
    std::int64_t second_ = 0;
    std::int64_t in_second_ = 0;
};

}  // namespace tillpoints::cloud
