#include <array>

#include "protocol/loyalty/wire.hpp"

namespace tillpoints::loyalty {
namespace {

struct Entry {
    Errc code;
    std::string_view name;
    int status;
};

constexpr std::array entries{
    Entry{Errc::bad_request, "badRequest", 400},
    Entry{Errc::invalid_checksum, "invalidChecksum", 400},
    Entry{Errc::withdraw_not_permitted, "withdrawNotPermitted", 400},
    Entry{Errc::insufficient_funds, "insufficientFunds", 400},
    Entry{Errc::discount_limit_exceeded, "discountLimitExceed", 400},
    Entry{Errc::purchase_by_phone_disabled, "purchaseByPhoneDisabled", 400},
    Entry{Errc::participant_blocked, "participantIsBlocked", 400},
    Entry{Errc::unauthorized, "unauthorized", 401},
    Entry{Errc::forbidden, "forbidden", 403},
    Entry{Errc::not_found, "notFound", 404},
    Entry{Errc::company_inactive, "companyIsInactive", 403},
    Entry{Errc::cashier_not_found, "cashierNotFound", 404},
    Entry{Errc::receipt_exists, "receiptExists", 409},
    Entry{Errc::too_many_requests, "tooManyRequests", 429},
    Entry{Errc::server_failed, "internalError", 500},
    Entry{Errc::cloud_error, "cloudError", 400},
    Entry{Errc::confirmation_required, "confirmationRequired", 400},
    Entry{Errc::confirmation_wrong, "confirmationWrong", 400},
    Entry{Errc::confirmation_unavailable, "confirmationUnavailable", 400},
};

const Entry* entry_of(Errc code) {
    for (const auto& entry : entries)
        if (entry.code == code) return &entry;
    return nullptr;
}

/// A problem found while reading a request is the client's fault; any other problem without a name in the
/// table is the server's.
bool is_malformed_request(Errc code) {
    return code >= Errc::invalid_json && code <= Errc::unsupported;
}

Errc errc_of_status(int status) {
    if (status == 401) return Errc::unauthorized;
    if (status == 403) return Errc::forbidden;
    if (status == 404) return Errc::not_found;
    if (status == 429) return Errc::too_many_requests;
    return status >= 500 ? Errc::server_failed : Errc::cloud_error;
}

}  // namespace

Errc errc_of(int status, std::string_view error_code) {
    if (status >= 500 || status == 429) return errc_of_status(status);
    for (const auto& entry : entries)
        if (entry.name == error_code) return entry.code;
    return errc_of_status(status);
}

std::string_view error_code_of(Errc code) {
    if (const auto* entry = entry_of(code)) return entry->name;
    return is_malformed_request(code) ? "badRequest" : "internalError";
}

int status_of(Errc code) {
    if (const auto* entry = entry_of(code)) return entry->status;
    return is_malformed_request(code) ? 400 : 500;
}

}  // namespace tillpoints::loyalty
