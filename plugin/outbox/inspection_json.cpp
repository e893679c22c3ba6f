#include "plugin/outbox/inspection_json.hpp"

#include "plugin/entries/number.hpp"

namespace tillpoints {
namespace {

template <class T>
Json id_json(const std::optional<T>& id) {
    return id ? Json(id->value) : Json();
}

/// What the technician sees of the body. The members are the same for every kind; null where a kind has none.
struct BodyMembers {
    Json& json;

    void operator()(const PurchaseEntry& purchase) const {
        json.set("points", purchase.operation.points.count)
            .set("total", purchase.operation.total.count)
            .set("purchase", nullptr)
            .set("offline", purchase.offline.has_value());
    }

    void operator()(const RefundEntry& refund) const {
        json.set("points", refund.carried ? Json(refund.carried->count) : Json())
            .set("total", refund.partial ? Json(refund.partial->count) : Json())
            .set("purchase", refund.number);
    }

    void operator()(const RewardEntry& reward) const {
        json.set("points", reward.points.count).set("total", nullptr).set("purchase", reward.cause.text);
    }
};

}  // namespace

Json entry_json(const OutboxEntry& entry) {
    Json json = Json::object({{"number", entry.id.text}, {"receipt_id", entry.receipt.text}});
    json.set("kind", kind_of(entry.body));
    std::visit(BodyMembers{json}, entry.body);
    const bool purchase = std::holds_alternative<PurchaseEntry>(entry.body);
    json.set("cloud_number", purchase ? Json(number_of(entry)) : Json());
    json.set("state", name_of(entry.state)).set("wanted", entry.wanted == Wanted::keep ? "keep" : "withdraw");
    json.set("operation", id_json(entry.operation)).set("reversal", id_json(entry.reversal));
    json.set("cloud_points", entry.cloud_points.count)
        .set("tries", entry.tries)
        .set("created", to_text(entry.created));
    Json parking;
    if (entry.parking())
        parking = Json::object({{"reason", name_of(entry.parking()->reason)},
                                {"detail", entry.parking()->detail},
                                {"loss", entry.parking()->loss.count}});
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

Json journal_json(const JournalLine& line) {
    return Json::object({{"at", to_text(line.at)},
                         {"fact", line.entry ? Json(line.entry->text) : Json()},
                         {"what", line.what},
                         {"detail", line.detail}});
}

}  // namespace tillpoints
