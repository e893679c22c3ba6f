#include "plugin/entries/entry.hpp"
#include "plugin/entries/operation_json.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints {
namespace {

struct BodyWriter {
    Json operator()(const PurchaseEntry& purchase) const {
        Json json = Json::object(
            {{"kind", PurchaseEntry::kind}, {"operation", stored_operation(purchase.operation)}});
        if (const auto& offline_redemption = purchase.offline)
            json.set("offline", Json::object({{"award_to", stored_identity(offline_redemption->award_to)},
                                              {"award_nonce", offline_redemption->award_nonce.text},
                                              {"refused", offline_redemption->refused}}));
        if (purchase.customer) json.set("customer", purchase.customer->text);
        return json;
    }

    Json operator()(const RefundEntry& refund) const {
        Json json = Json::object(
            {{"kind", RefundEntry::kind}, {"purchase", refund.purchase.text}, {"number", refund.number}});
        if (refund.sold_at) json.set("sold_at", refund.sold_at->time_since_epoch().count());
        if (refund.operation) json.set("operation", refund.operation->value);
        if (refund.partial) json.set("partial", refund.partial->count);
        if (refund.of_total) json.set("of_total", refund.of_total->count);
        if (refund.carried) json.set("carried", refund.carried->count);
        if (refund.sale)
            json.set("sale", Json::object({{"least", refund.sale->least.count},
                                           {"most", refund.sale->most.count},
                                           {"points", refund.sale->points.count}}));
        Json known = Json::array();
        for (const auto id : refund.known_reversals) known.push(std::to_string(id.value));
        json.set("known_reversals", known);
        return json;
    }

    Json operator()(const RewardEntry& reward) const {
        return Json::object({{"kind", RewardEntry::kind},
                             {"cause", reward.cause.text},
                             {"participant", reward.participant.value},
                             {"points", reward.points.count},
                             {"comment", reward.comment}});
    }
};

void read(Reader& in, PurchaseEntry& purchase) {
    purchase = PurchaseEntry{stored_operation_from(in.object("operation"))};
    if (auto offline_redemption = in.maybe_object("offline"))
        purchase.offline =
            OfflineRedemption{stored_identity_from(offline_redemption->object("award_to")),
                              Nonce(offline_redemption->text("award_nonce", stored_text_limit)),
                              offline_redemption->flag("refused", false)};
    if (auto uid = in.maybe_text("customer", stored_text_limit)) purchase.customer = CustomerUid(*uid);
}

void read(Reader& in, RefundEntry& refund) {
    refund.purchase = EntryId(in.text("purchase", stored_text_limit));
    refund.number = in.text("number", stored_text_limit);
    if (const auto sold = maybe_stored_integer(in, "sold_at"))
        refund.sold_at = Timestamp(std::chrono::milliseconds(*sold));
    if (const auto id = maybe_stored_integer(in, "operation")) refund.operation = OperationId{*id};
    if (const auto count = maybe_stored_integer(in, "partial")) refund.partial = Money(*count);
    if (const auto count = maybe_stored_integer(in, "of_total")) refund.of_total = Money(*count);
    if (auto sale = in.maybe_object("sale"))
        refund.sale = NotedSale{Money(stored_integer(*sale, "least")), Money(stored_integer(*sale, "most")),
                                Points(stored_integer(*sale, "points"))};
    const auto carried = maybe_stored_integer(in, "carried");
    refund.carried = carried ? std::optional(Points(*carried)) : std::nullopt;
    for (const auto& digits : in.texts("known_reversals", 100'000)) {
        const auto id = parse_decimal(digits, 0, Rounding::exact);
        if (!id) in.fail("known_reversals", Errc::invalid_value, "whole numbers");
        refund.known_reversals.push_back(OperationId{id.value_or(0)});
    }
}

void read(Reader& in, RewardEntry& reward) {
    reward.cause = EntryId(in.text("cause", stored_text_limit));
    reward.participant = ParticipantId{stored_integer(in, "participant")};
    reward.points = Points(stored_integer(in, "points"));
    reward.comment = in.text("comment", stored_text_limit);
}

/// Reads the body by its `kind`: every kind of the variant needs a `read` above.
template <class... Kinds>
EntryBody body_of_kind(Reader& in, const std::variant<Kinds...>*) {
    const auto chosen = in.one_of("kind", {Kinds::kind...});
    EntryBody body;
    std::size_t at = 0;
    ((at++ == chosen ? read(in, body.emplace<Kinds>()) : void()), ...);
    return body;
}

}  // namespace

std::string_view kind_of(const EntryBody& body) {
    return std::visit([]<class Kind>(const Kind&) { return Kind::kind; }, body);
}

Json to_json(const EntryBody& body) {
    return std::visit(BodyWriter{}, body);
}

Result<EntryBody> entry_body_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    EntryBody body = body_of_kind(in, static_cast<EntryBody*>(nullptr));
    if (!problems.empty()) return problems.front();
    return body;
}

}  // namespace tillpoints
