#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "cloud/programme/purchase_check.hpp"
#include "cloud/programme/refund.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/json.hpp"
#include "protocol/loyalty/wire.hpp"

/// What the protocol leaves open, and the faults a cloud can commit: each a switch that tests and
/// demonstrations turn, on the command line or while it runs. Where nothing is documented the default is the
/// least kind.
namespace tillpoints::cloud {

enum class RepeatedNonce { same, refuse_400, refuse_409, duplicate };
enum class SpentAward { negative, clamp, refuse };
enum class OverRefund { bad_request, invalid_checksum, not_found, conflict };

/// What can happen to a request that may write (all but a GET). At most one happens; the first in this order
/// that comes up.
enum class Fault {
    none,
    error_before,    ///< 5xx, nothing committed
    error_after,     ///< committed, then 5xx
    lost_request,    ///< the connection closes, nothing committed
    lost_answer,     ///< committed, then the connection closes without an answer
    late_commit,     ///< the connection closes, the commit happens later
    cut_answer,      ///< committed, then half an answer
    captive_portal,  ///< nothing committed, a 200 with a page for people
    slow_body,       ///< committed, then the body comes in dribbles
    wrong_type,      ///< committed, then the right body under a content type that is not JSON
};
inline constexpr std::array<std::string_view, 10> fault_names{
    "none",        "error_before", "error_after",    "lost_request", "lost_answer",
    "late_commit", "cut_answer",   "captive_portal", "slow_body",    "wrong_type"};

/// How often a fault comes: `next` times for certain, then by chance.
struct Odds {
    std::int64_t percent = 0;
    std::int64_t next = 0;
    friend bool operator==(const Odds&, const Odds&) = default;
};

struct Switches {
    RepeatedNonce repeated_nonce = RepeatedNonce::duplicate;
    bool receipt_exists = false;  ///< refuse a repeated receipt number with 409
    int wrong_key = 401;
    bool company_inactive = false;      ///< 403 companyIsInactive, as seen in older documents
    bool refuses_new_cashiers = false;  ///< 404 cashierNotFound instead of making a cashier known
    OverRefund over_refund = OverRefund::bad_request;
    bool cashback_as_points = false;  ///< operation.points is +cashback where nothing was redeemed
    Order order = Order::newest;
    LimitBase max_points_base = LimitBase::redeemable;
    AwardBase award_base = AwardBase::cash_less_skipped;
    loyalty::PercentForm percent_form = loyalty::PercentForm::of_hundred;
    PhoneDiscount phone_discount = PhoneDiscount::refused;
    SplitRounding refund_rounding = SplitRounding::half_up;
    bool partial_refund_cancels = false;  ///< the state of a partly refunded sale
    SpentAward spent_award = SpentAward::negative;
    bool exchange_kills_code = true;
    bool zeros_without_total = false;  ///< find without total answers a calculation of zero instead of null

    std::array<Odds, fault_names.size()> odds{};
    std::int64_t seed = 1;
    std::int64_t error_status = 500;
    std::int64_t requests_per_second = 0;  ///< 0: no limit; beyond it 429
    std::chrono::milliseconds latency{0};
    std::chrono::milliseconds late_commit_delay{2000};
    std::chrono::milliseconds slow_body_time{5000};  ///< from the first byte of a slow body to its last

    friend bool operator==(const Switches&, const Switches&) = default;
};

/// Turns one switch by its name, as `--set` and the back office do. A problem if name or value is unknown.
std::optional<Problem> set_switch(Switches& switches, std::string_view name, std::string_view value);

/// Every switch with its position, each value as `turn` takes it.
Json to_json(const Switches& switches);

/// One line a switch for `--help`: name, values, meaning.
std::string describe_switches();

}  // namespace tillpoints::cloud
