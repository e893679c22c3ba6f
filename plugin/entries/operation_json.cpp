#include "plugin/entries/operation_json.hpp"

#include <limits>

namespace tillpoints {
namespace {

template <class Unit>
void set_amount(Json& json, std::string_view key, const std::optional<Amount<Unit>>& amount) {
    if (amount) json.set(key, amount->count);
}

std::optional<Money> maybe_money(Reader& in, std::string_view key) {
    const auto count = maybe_stored_integer(in, key);
    return count ? std::optional(Money(*count)) : std::nullopt;
}

std::vector<std::int64_t> stored_tags_from(Reader& in) {
    std::vector<std::int64_t> tags;
    for (const auto& digits : in.texts("tags", 100'000)) {
        const auto tag = parse_decimal(digits, 0, Rounding::exact);
        if (!tag) in.fail("tags", Errc::invalid_value, "whole numbers");
        tags.push_back(tag.value_or(0));
    }
    return tags;
}

}  // namespace

Json stored_identity(const loyalty::Identity& who) {
    struct {
        Json operator()(const loyalty::ByCode& by) const { return Json::object({{"code", by.code}}); }
        Json operator()(const loyalty::ByUid& by) const { return Json::object({{"uid", by.uid.text}}); }
        Json operator()(const loyalty::ByPhone& by) const {
            return Json::object({{"phone", by.phone.e164()}});
        }
    } constexpr written;
    return std::visit(written, who);
}

loyalty::Identity stored_identity_from(Reader in) {
    if (const auto code = in.maybe_text("code", stored_text_limit)) return loyalty::ByCode{*code};
    if (const auto uid = in.maybe_text("uid", stored_text_limit)) return loyalty::ByUid{CustomerUid(*uid)};
    const auto phone = Phone::from_e164(in.text("phone", stored_text_limit));
    if (phone) return loyalty::ByPhone{*phone};
    in.fail("phone", Errc::invalid_value, "a number in E.164");
    return loyalty::ByCode{};
}

std::int64_t stored_integer(Reader& in, std::string_view key) {
    return in.integer(key, std::numeric_limits<std::int64_t>::min(),
                      std::numeric_limits<std::int64_t>::max());
}

std::optional<std::int64_t> maybe_stored_integer(Reader& in, std::string_view key) {
    return in.maybe_integer(key, std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max());
}

Json stored_operation(const loyalty::CreateOperation& operation) {
    Json json = Json::object({{"who", stored_identity(operation.who)}});
    if (operation.nonce) json.set("nonce", operation.nonce->text);
    if (operation.cashier) {
        Json cashier = Json::object({{"external_id", operation.cashier->external_id}});
        if (operation.cashier->name) cashier.set("name", *operation.cashier->name);
        json.set("cashier", cashier);
    }
    json.set("total", operation.total.count);
    json.set("cash", operation.cash.count);
    json.set("points", operation.points.count);
    if (operation.number) json.set("number", *operation.number);
    set_amount(json, "skip_loyalty_total", operation.skip_loyalty_total);
    set_amount(json, "unredeemable_total", operation.unredeemable_total);
    if (operation.tags) {
        Json tags = Json::array();
        for (const auto tag : *operation.tags) tags.push(std::to_string(tag));
        json.set("tags", tags);
    }
    if (operation.confirmation) json.set("confirmation", *operation.confirmation);
    return json;
}

loyalty::CreateOperation stored_operation_from(Reader in) {
    loyalty::CreateOperation operation;
    operation.who = stored_identity_from(in.object("who"));
    if (auto nonce = in.maybe_text("nonce", stored_text_limit)) operation.nonce = Nonce(*nonce);
    if (auto cashier = in.maybe_object("cashier"))
        operation.cashier = loyalty::Cashier{cashier->text("external_id", stored_text_limit),
                                             cashier->maybe_text("name", stored_text_limit)};
    operation.total = Money(stored_integer(in, "total"));
    operation.cash = Money(stored_integer(in, "cash"));
    operation.points = Points(stored_integer(in, "points"));
    operation.number = in.maybe_text("number", stored_text_limit);
    operation.skip_loyalty_total = maybe_money(in, "skip_loyalty_total");
    operation.unredeemable_total = maybe_money(in, "unredeemable_total");
    if (in.has("tags")) operation.tags = stored_tags_from(in);
    operation.confirmation = in.maybe_text("confirmation", stored_text_limit);
    return operation;
}

}  // namespace tillpoints
