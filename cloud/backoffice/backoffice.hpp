#pragma once
#include "cloud/server/reply.hpp"
#include "cloud/service/service.hpp"

namespace tillpoints::cloud {

/// The back office's local API; every call but GET /health needs `Authorization: Bearer TOKEN`.
///
/// A customer is named by `uid` or by `phone`: WHO. An error is `{problems: ["FIELD: what is wrong", ...]}`.
///
///     POST /customers {name, phone?, birth_date?, inviter?, promo_code?} -> {uid, participant, phone, code}
///     GET  /customers?WHO                          -> all that is known of one
///     POST /customers/import {contacts: [{phone, name?}]} -> {imported, known}
///     POST /customers/block  {WHO, blocked?}       -> {participant, blocked}
///     POST /codes     {WHO}                        -> {code, expires}
///     POST /cards     {WHO, kind, code?}           -> {code, kind, blocked}; kind telegram, wallet or
///     plastic POST /cards/block {code, blocked?}           -> the card POST /certificates {WHO} -> {code,
///     points, from, to, state}: the birthday's POST /certificates {WHO, points, days}       -> the same: one
///     by hand POST /vouchers  {code, WHO}                  -> {points} POST /tags      {name} -> {id, name}
///     POST /cashiers  {external_id, name?, branch?}, GET /cashiers
///     POST /branches  {name}, GET /branches
///     POST /receipts  {id, total, cashier?: {external_id, name?}, created?} -> {id, new}: one without a
///     customer POST /ratings   {operation, stars, comment?}, GET /ratings?max= POST /sources   {promo_code,
///     name, platform?}, GET /sources POST /campaigns {name, message?, promo_code?, points?, segment?:
///     {tier?, source?, tag?, bought?,
///                      silent_days?}}, GET /campaigns
///     GET  /report?from=&to=                       -> the owner's report
///     GET  /time, POST /time {days?, hours?} or {to} -> {now, virtual}
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

    /// The same for who has the books at hand: no credential, no HTTP. Of a GET `body` is its query, an
    /// object of strings. Throws StorageFailed.
    HttpAnswer perform(const std::string& method, const std::string& path, const Json& body);

  private:
    HttpAnswer route(const HttpRequest& request);

    Service& service_;
    std::string credential_;
};

}  // namespace tillpoints::cloud
