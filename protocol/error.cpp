#include "protocol/error.hpp"

#include <array>
#include <stdexcept>

namespace tillpoints {
namespace {

struct Entry {
    Errc code;
    std::string_view name;
    std::string_view sentence;
};

constexpr std::array entries{
    Entry{Errc::invalid_json, "invalid_json", "The text is not JSON."},
    Entry{Errc::invalid_utf8, "invalid_utf8", "The text is not valid UTF-8."},
    Entry{Errc::too_large, "too_large", "The message is larger than allowed."},
    Entry{Errc::too_deep, "too_deep", "The message is nested deeper than allowed."},
    Entry{Errc::missing_field, "missing_field", "A required field is missing."},
    Entry{Errc::wrong_type, "wrong_type", "A field has another type than expected."},
    Entry{Errc::out_of_range, "out_of_range", "A number is outside its range."},
    Entry{Errc::invalid_value, "invalid_value", "A field has a value that is not allowed."},
    Entry{Errc::duplicate, "duplicate", "The same thing is given twice."},
    Entry{Errc::does_not_add_up, "does_not_add_up", "The sums do not agree with each other."},
    Entry{Errc::unsupported, "unsupported", "This version does not know the event."},
    Entry{Errc::unknown_receipt, "unknown_receipt", "No receipt with this id was opened."},
    Entry{Errc::receipt_finished, "receipt_finished", "The receipt is already closed or cancelled."},
    Entry{Errc::out_of_order, "out_of_order", "The event does not fit the state of the receipt."},
    Entry{Errc::not_stored, "not_stored", "Nothing was stored; submit the event again."},
    Entry{Errc::shutting_down, "shutting_down", "The plugin is being shut down."},
    Entry{Errc::switched_off, "switched_off", "Loyalty is switched off in the configuration."},
    Entry{Errc::storage_failed, "storage_failed", "The disk did not take the data."},
    Entry{Errc::storage_newer, "storage_newer", "The database was written by a newer version."},
    Entry{Errc::storage_corrupt, "storage_corrupt", "A stored record is damaged."},
    Entry{Errc::storage_busy, "storage_busy", "Another process owns the database."},
    Entry{Errc::misuse, "misuse", "The host called the library in a way its contract forbids."},
    Entry{Errc::bad_request, "bad_request", "The loyalty cloud found the request malformed."},
    Entry{Errc::invalid_checksum, "invalid_checksum", "Total, cash and points do not agree."},
    Entry{Errc::withdraw_not_permitted, "withdraw_not_permitted",
          "Points cannot be spent with this kind of identification."},
    Entry{Errc::insufficient_funds, "insufficient_funds", "The customer has fewer points than asked for."},
    Entry{Errc::discount_limit_exceeded, "discount_limit_exceeded",
          "More points than the programme allows for this receipt."},
    Entry{Errc::purchase_by_phone_disabled, "purchase_by_phone_disabled",
          "The programme does not take phone numbers."},
    Entry{Errc::participant_blocked, "participant_blocked", "The customer is blocked in the programme."},
    Entry{Errc::unauthorized, "unauthorized", "The loyalty cloud refused the company's key."},
    Entry{Errc::forbidden, "forbidden", "The loyalty cloud forbids this to the company."},
    Entry{Errc::not_found, "not_found", "No such customer, or the code has expired."},
    Entry{Errc::company_inactive, "company_inactive", "The company is not active in the loyalty cloud."},
    Entry{Errc::cashier_not_found, "cashier_not_found", "The loyalty cloud does not know the cashier."},
    Entry{Errc::receipt_exists, "receipt_exists", "The loyalty cloud already has this receipt number."},
    Entry{Errc::too_many_requests, "too_many_requests",
          "The loyalty cloud asks to wait before the next request."},
    Entry{Errc::server_failed, "server_failed", "The loyalty cloud failed inside."},
    Entry{Errc::cloud_error, "cloud_error",
          "The loyalty cloud answered an error this version does not know."},
    Entry{Errc::confirmation_required, "confirmation_required",
          "The customer has to confirm the redemption, or has to do so again."},
    Entry{Errc::confirmation_wrong, "confirmation_wrong", "The PIN or the code is not the customer's."},
    Entry{Errc::confirmation_unavailable, "confirmation_unavailable",
          "The customer cannot confirm now: no PIN and no way to send a code, or too many tries."},
    Entry{Errc::unreachable, "unreachable", "The loyalty cloud cannot be reached."},
    Entry{Errc::timed_out, "timed_out", "No answer within the deadline."},
    Entry{Errc::connection_lost, "connection_lost", "The connection was lost before the answer."},
    Entry{Errc::certificate_rejected, "certificate_rejected",
          "The server's certificate was rejected; check the terminal's clock first."},
    Entry{Errc::not_the_cloud, "not_the_cloud", "Something other than the loyalty cloud answered."},
    Entry{Errc::given_up, "given_up", "An operator gave it up."},
};

const Entry& entry_of(Errc code) {
    for (const auto& entry : entries)
        if (entry.code == code) return entry;
    throw std::logic_error("error code without an entry");
}

}  // namespace

std::string_view name_of(Errc code) {
    return entry_of(code).name;
}

std::string_view sentence_of(Errc code) {
    return entry_of(code).sentence;
}

std::string Problem::sentence() const {
    std::string text;
    if (!where.empty()) text += where + ": ";
    if (expected.empty()) {
        text += sentence_of(code);
    } else {
        text += "expected " + expected;
        if (!found.empty()) text += ", found " + found;
    }
    text += " (";
    text += name_of(code);
    return text + ")";
}

void throw_exception_from_error(const Problem& problem, const boost::source_location&) {
    throw std::runtime_error(problem.sentence());
}

}  // namespace tillpoints
