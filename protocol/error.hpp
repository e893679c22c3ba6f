#pragma once
#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints {

/// The one error enumeration of the project. `sentence_of` gives its meaning for a person, `name_of` the
/// stable snake_case name that replies, logs and `--json` carry. Values are never renumbered.
enum class Errc {
    // What can be wrong with a message from outside.
    invalid_json = 1,
    invalid_utf8,
    too_large,
    too_deep,
    missing_field,
    wrong_type,
    out_of_range,
    invalid_value,
    duplicate,
    does_not_add_up,
    unsupported,
    unknown_receipt,
    receipt_finished,
    out_of_order,
    // What prevents the plugin from doing its work.
    not_stored = 40,
    shutting_down,
    switched_off,
    storage_failed,
    storage_newer,
    storage_corrupt,
    storage_busy,
    misuse,
    // What the loyalty cloud answers (documented error codes of UDS Partner API v2).
    bad_request = 80,
    invalid_checksum,
    withdraw_not_permitted,
    insufficient_funds,
    discount_limit_exceeded,
    purchase_by_phone_disabled,
    participant_blocked,
    unauthorized,
    forbidden,
    not_found,
    company_inactive,
    cashier_not_found,
    receipt_exists,
    too_many_requests,
    server_failed,
    cloud_error,  // an error code this version does not know
    // What the reference cloud answers beyond them.
    confirmation_required,
    confirmation_wrong,
    confirmation_unavailable,
    // What can go wrong on the way to the cloud.
    unreachable = 120,
    timed_out,
    connection_lost,
    certificate_rejected,
    not_the_cloud,  // a redirect, a captive portal's page, a body that is not the protocol's
    // What an operator decided.
    given_up = 160,
};

std::string_view name_of(Errc code);
std::string_view sentence_of(Errc code);

/// A failure as a value: what went wrong, where (a path such as `positions[2].price`), what was expected
/// and what was found. `expected` and `found` may be empty. It never holds personal data: a `found` text is
/// shortened, and problems about phones and codes have none.
struct Problem {
    Errc code = Errc::invalid_value;
    std::string where;
    std::string expected;
    std::string found;

    /// One line for a person: "positions[2].price: expected ..., found ... (out_of_range)".
    std::string sentence() const;

    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// `value()` on a failure throws ProblemError; code asks `has_value()` first.
template <class T>
using Result = boost::system::result<T, Problem>;

[[noreturn]] void throw_exception_from_error(const Problem& problem, const boost::source_location& where);

}  // namespace tillpoints
