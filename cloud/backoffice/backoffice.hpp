#pragma once
#include "cloud/api/service.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// Calls that another program adds: the answer, or nothing for a call it does not know.
using BackOfficeExtension = std::function<std::optional<HttpAnswer>(
    const std::string& method, const std::string& path, const Json& body)>;

/// The back office's local API; every call needs `Authorization: Bearer TOKEN`. Without it GET /health says
/// only that the cloud lives, and only to a loopback Host.
///
/// A customer is named by `uid` or by `phone`: WHO. An error is `{problems: ["FIELD: what is wrong", ...]}`.
/// cloud/README.md tells what each call answers.
///
///     POST /customers {name, phone?, birth_date?, inviter?, promo_code?}
///     GET  /customers?WHO
///     POST /customers/import {contacts: [{phone, name?}]}
///     POST /customers/block {WHO, blocked?}
///     POST /codes {WHO}
///     POST /cards {WHO, kind, code?}, POST /cards/block {code, blocked?}
///     POST /certificates {WHO}, or by hand {WHO, points, days}
///     POST /vouchers {code, WHO}
///     POST /tags {name}
///     POST /cashiers {external_id, name?, branch?}, GET /cashiers
///     POST /branches {name}, GET /branches
///     POST /receipts {id, total, cashier?: {external_id, name?}, created?}
///     POST /ratings {operation, stars, comment?}, GET /ratings?max=
///     POST /sources {promo_code, name, platform?}, GET /sources
///     POST /campaigns {name, message?, promo_code?, points?, segment?, winners?}, GET /campaigns
///     POST /orders {uid, items, branch or delivery, paymentMethod?, comment?, points?}
///     POST /orders/answer {order, action: agree, decline or pay}
///     GET  /report?from=&to=
///     GET  /webhooks?after=
///     GET  /messages?after=
///     GET  /time, POST /time {days?, hours?} or {to}
///     GET  /ledger
///     GET  /alarms
///     GET  /health                             -> {status, requests: {"POST /operations": count, ...},
///     lookups_refused, alarms}, counted since the start
///
/// Used by one thread. `service` must outlive it.
class BackOffice {
  public:
    BackOffice(Service& service, const std::string& token, BackOfficeExtension extension = {});

    /// Refuses a request without the token before its body is read.
    Admission admit(const HttpRequest& head);
    HttpAnswer serve(const HttpRequest& request);
    /// Does the answer take long, because it reads all rows, and change nothing? Then `serve` may run on
    /// another thread.
    static bool reads_everything(const HttpRequest& request);

    /// The same for a caller with access to the database: no credential, no HTTP. For a GET `body` is its
    /// query, an object of strings. Throws StorageFailed.
    HttpAnswer perform(const std::string& method, const std::string& path, const Json& body);

  private:
    bool authorized(const HttpRequest& request) const;
    HttpAnswer route(const HttpRequest& request);
    HttpAnswer health() const;
    HttpAnswer serve_health(const HttpRequest& request) const;

    Service& service_;
    std::string credential_;
    BackOfficeExtension extension_;
};

}  // namespace tillpoints::cloud
