#include "plugin/runtime/runtime.hpp"

namespace tillpoints {
namespace {

template <class T>
Json id_json(const std::optional<T>& id) {
    return id ? Json(id->value) : Json();
}

void add_body(Json& json, const FactBody& body) {
    if (const auto* purchase = std::get_if<PurchaseFact>(&body)) {
        json.set("kind", "purchase")
            .set("points", purchase->operation.points.count)
            .set("total", purchase->operation.total.count);
        json.set("purchase", nullptr).set("offline", purchase->offline.has_value());
    } else if (const auto* refund = std::get_if<RefundFact>(&body)) {
        json.set("kind", "refund").set("points", refund->carried ? Json(refund->carried->count) : Json());
        json.set("total", refund->partial ? Json(refund->partial->count) : Json());
        json.set("purchase", refund->number);
    } else {
        const auto& reward = std::get<RewardFact>(body);
        json.set("kind", "reward")
            .set("points", reward.points.count)
            .set("total", nullptr)
            .set("purchase", reward.cause.text);
    }
}

}  // namespace

Json fact_json(const Fact& fact) {
    Json json = Json::object({{"number", fact.id.text}, {"receipt_id", fact.receipt.text}});
    add_body(json, fact.body);
    json.set("state", name_of(fact.state)).set("wanted", fact.wanted == Wanted::keep ? "keep" : "withdraw");
    json.set("operation", id_json(fact.operation)).set("reversal", id_json(fact.reversal));
    json.set("cloud_points", fact.cloud_points.count)
        .set("tries", fact.tries)
        .set("created", to_text(fact.created));
    Json parking;
    if (fact.parking)
        parking = Json::object({{"reason", name_of(fact.parking->reason)},
                                {"detail", fact.parking->detail},
                                {"loss", fact.parking->loss.count}});
    return json.set("parking", std::move(parking));
}

Json counts_json(const QueueCounts& counts) {
    return Json::object({{"pending", counts.pending},
                         {"settling", counts.settling},
                         {"parked", counts.parked},
                         {"confirmed", counts.confirmed},
                         {"withdrawn", counts.withdrawn},
                         {"given_up", counts.given_up},
                         {"quarantined", counts.quarantined}});
}

Json journal_json(const JournalEntry& entry) {
    return Json::object({{"at", to_text(entry.at)},
                         {"fact", entry.fact ? Json(entry.fact->text) : Json()},
                         {"what", entry.what},
                         {"detail", entry.detail}});
}

}  // namespace tillpoints
