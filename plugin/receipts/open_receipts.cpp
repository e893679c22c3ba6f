#include "plugin/receipts/open_receipts.hpp"

#include <algorithm>

#include "plugin/outbox/inspection_json.hpp"
#include "plugin/receipts/stored_values.hpp"
#include "plugin/session/manual_resolution.hpp"

namespace tillpoints {
namespace {

Json commands_json(const session::Session& session) {
    const auto possible = [&](session::Paper paper) {
        const auto event = session::explained(session, paper, "", session.opened_at);
        return event ? Json() : Json("expected " + event.error().expected + ", found " + event.error().found);
    };
    return Json::object({{"receipt_closed", possible(session::Paper::as_quoted)},
                         {"receipt_closed_at_full_price", possible(session::Paper::full_price)},
                         {"receipt_cancelled", possible(session::Paper::none)}});
}

Json receipt_json(const session::Session& session, const std::vector<OutboxEntry>& entries, bool in_doubt) {
    const auto total = session::total_known(session);
    Json json = Json::object({{"receipt_id", session.receipt.text},
                              {"opened_at", to_text(session.opened_at)},
                              {"in_doubt", in_doubt},
                              {"kind", till::name_of(session.kind)},
                              {"register", session.register_serial},
                              {"shift", session.shift},
                              {"cashier", session.cashier.id},
                              {"customer", session.customer.has_value()},
                              {"total", total ? Json(total->count) : Json()},
                              {"discount", session.quote ? session.quote->discount.count : 0}});
    Json hanging = Json::array();
    for (const auto& entry : entries) hanging.push(entry_json(entry));
    return json.set("facts", std::move(hanging)).set("commands", commands_json(session));
}

}  // namespace

Result<std::vector<Json>> open_receipts(Outbox& outbox) {
    const auto stored = outbox.unfinished_sessions();
    if (!stored) return stored.error();
    const auto doubted = stored_receipts(outbox, in_doubt_name);
    std::vector<Json> receipts;
    for (const auto& each : *stored) {
        const auto session = session::session_from_text(each.state);
        const auto entries = outbox.entries_of(each.receipt);
        if (!entries) return entries.error();
        const bool in_doubt = std::find(doubted.begin(), doubted.end(), each.receipt) != doubted.end();
        if (session)
            receipts.push_back(receipt_json(*session, *entries, in_doubt));
        else
            receipts.push_back(Json::object({{"receipt_id", each.receipt.text},
                                             {"in_doubt", in_doubt},
                                             {"problem", session.error().sentence()}}));
    }
    return receipts;
}

}  // namespace tillpoints
