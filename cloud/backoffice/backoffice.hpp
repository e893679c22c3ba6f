#pragma once
#include "cloud/server/reply.hpp"
#include "cloud/service/service.hpp"

namespace tillpoints::cloud {

/// The back office's local API; every call but GET /health needs `Authorization: Bearer TOKEN`.
///
///     POST /customers {name, phone?, birth_date?, inviter?}  -> {uid, participant, phone, code}
///     POST /codes     {uid} or {phone}             -> {code, expires}
///     POST /vouchers  {code, uid}                  -> {points}
///     POST /certificates {uid}               -> {code, points, from, to}: the birthday's
///     POST /certificates {uid, points, days} -> the same: one by hand
///     POST /orders    {uid, items, delivery, paymentMethod?, comment?, points?} -> the order
///     POST /orders/answer {order, action: agree, decline or pay}               -> the order
///     POST /switches  {name: value, ...}           -> every switch; all are turned or none
///     GET  /switches, GET /ledger
///     GET  /health                             -> {status, requests: {"POST /operations": count, ...}} since
///     the start
///
/// Used by one thread. `service` must outlive it.
class BackOffice {
  public:
    BackOffice(Service& service, const std::string& token);

    Reply serve(const HttpRequest& request);

  private:
    HttpAnswer route(const HttpRequest& request);
    HttpAnswer post(const std::string& path, const Json& body);

    Service& service_;
    std::string credential_;
};

}  // namespace tillpoints::cloud
