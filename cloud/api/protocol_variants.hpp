#pragma once
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/setting_table.hpp"
#include "cloud/programme/purchase_check.hpp"
#include "cloud/programme/refund.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {

enum class RepeatedNonce { same, refuse_400, refuse_409, duplicate };
enum class SpentAward { negative, clamp, refuse };
enum class OverRefund { bad_request, invalid_checksum, not_found, conflict };

/// How this cloud answers where the protocol leaves the answer open; constant while a cloud runs. Each
/// default is the one for which a client must be most careful: against a more lenient cloud, a mistake of the
/// client would stay hidden.
struct ProtocolVariants {
    RepeatedNonce repeated_nonce = RepeatedNonce::duplicate;
    bool receipt_exists = false;        ///< refuse a repeated receipt number with 409
    bool refuses_new_cashiers = false;  ///< 404 cashierNotFound instead of adding an unknown cashier
    OverRefund over_refund = OverRefund::bad_request;
    bool cashback_as_points = false;  ///< operation.points is +cashback where no points were redeemed
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
    /// The one default that is kind to clients: a shop may live on this cloud with a client of the live
    /// service. The plugin is tested against the other one.
    loyalty::InputForms input_forms = loyalty::InputForms::tolerated;
    GuessLimits guess_limits;  ///< the protocol says nothing of rate limits

    friend bool operator==(const ProtocolVariants&, const ProtocolVariants&) = default;
};

inline const ProtocolVariants default_variants{};

/// Their names, as `--set` takes them.
const SettingTable<ProtocolVariants>& variant_table();

}  // namespace tillpoints::cloud
