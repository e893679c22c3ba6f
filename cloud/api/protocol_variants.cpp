#include "cloud/api/protocol_variants.hpp"

namespace tillpoints::cloud {
namespace {

NamedSetting<ProtocolVariants> limit(std::string name, std::int64_t& (*at)(ProtocolVariants&),
                                     std::string meaning) {
    return integer<ProtocolVariants>(std::move(name), 1, 1'000'000, at, std::move(meaning));
}

}  // namespace

const SettingTable<ProtocolVariants>& variant_table() {
    using V = ProtocolVariants;
    static const SettingTable<V> table{
        choice("repeated_nonce", &V::repeated_nonce, {"same", "400", "409", "duplicate"},
               "a purchase with a nonce seen before"),
        choice("receipt_exists", &V::receipt_exists, {"off", "409"},
               "a purchase with a receipt number seen before"),
        choice("new_cashier", &V::refuses_new_cashiers, {"taken", "404"},
               "a purchase by a cashier never seen before"),
        choice("over_refund", &V::over_refund, {"badRequest", "invalidChecksum", "notFound", "409"},
               "a refund of more than is left"),
        choice("points_without_redemption", &V::cashback_as_points, {"0", "cashback"},
               "operation.points where no points were redeemed"),
        choice("order", &V::order, {"newest", "oldest"}, "which operation the list begins with"),
        choice("max_points_base", &V::max_points_base, {"total", "redeemable"},
               "what the redemption limit is a share of"),
        choice("cashback_base", &V::award_base,
               {"cash_less_skipped", "cash_in_proportion", "total_less_skipped"},
               "what the cashback is a share of"),
        choice("percent_fields", &V::percent_form, {"30", "0.3"}, "how find and calc write thirty percent"),
        choice("phone_discount", &V::phone_discount, {"allowed", "refused"},
               "a purchase by phone under a percent discount"),
        choice("refund_rounding", &V::refund_rounding, {"half_up", "down"}, "the split of a partial refund"),
        choice("partial_refund_state", &V::partial_refund_cancels, {"normal", "canceled"},
               "the sale after a partial refund"),
        choice("spent_award", &V::spent_award, {"negative", "clamp", "refuse"},
               "a refund whose award is already spent"),
        choice("exchange_kills_code", &V::exchange_kills_code, {"no", "yes"},
               "the short code after find?exchangeCode"),
        choice("find_without_total", &V::zeros_without_total, {"null", "zeros"},
               "find.purchase where no total was given"),
        choice(
            "client_input", &V::input_forms, {"tolerated", "described"},
            "phones without +, numbers for texts, cashiers without externalId, zeros for none, max above 50"),
        limit(
            "failed_codes", [](V & v) -> auto& { return v.guess_limits.codes.burst; },
            "look-ups by code, card, certificate or voucher that may fail in a row"),
        limit(
            "failed_codes_per_hour", [](V & v) -> auto& { return v.guess_limits.codes.per_hour; },
            "and so many more in each hour"),
        limit(
            "failed_phones", [](V & v) -> auto& { return v.guess_limits.phones.burst; },
            "look-ups by phone that may fail in a row"),
        limit(
            "failed_phones_per_hour", [](V & v) -> auto& { return v.guess_limits.phones.per_hour; },
            "and so many more in each hour"),
        limit(
            "cashier_failed_codes", [](V & v) -> auto& { return v.guess_limits.cashier_codes.burst; },
            "purchases by code, card or certificate of one cashier that may fail in a row"),
        limit(
            "cashier_failed_codes_per_hour",
            [](V & v) -> auto& { return v.guess_limits.cashier_codes.per_hour; },
            "and so many more in each hour"),
    };
    return table;
}

}  // namespace tillpoints::cloud
