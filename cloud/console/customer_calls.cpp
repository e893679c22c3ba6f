#include "cloud/console/customer_calls.hpp"

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/console/name_beginnings.hpp"
#include "cloud/console/note_calls.hpp"
#include "cloud/messages/templates.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_found = 50;
constexpr int history_on_a_page = 50;

constexpr std::string_view kinds_of_cards[] = {"telegram", "wallet", "plastic"};
constexpr std::string_view states_of_certificates[] = {"active", "used", "lapsed"};

Json found_json(ConsoleCall& call, const CustomerRecord& record) {
    const auto totals = call.context.db.customers.totals(record.id);
    return Json::object({{"participant", shown_id(record.id).value},
                         {"name", record.name},
                         {"phone", record.phone ? Json(record.phone->e164()) : Json()},
                         {"member", record.uid.has_value()},
                         {"blocked", record.blocked},
                         {"tier", tier_of(call.context, totals).name},
                         {"points", decimal_of(totals.balance)}});
}

Json tags_json(ConsoleCall& call, ParticipantId customer) {
    Json out = Json::array();
    for (const auto& tag : call.context.db.tags.of_customer(customer)) out.push(tag.name);
    return out;
}

Json time_json(const std::optional<Timestamp>& moment) {
    return moment ? Json(to_text(*moment)) : Json();
}

Json cards_json(ConsoleCall& call, ParticipantId customer) {
    Json out = Json::array();
    for (const auto& card : call.context.db.identifiers.cards_of(customer))
        out.push(Json::object(
            {{"kind", kinds_of_cards[static_cast<std::size_t>(card.kind)]},
             // Whoever knows all of it could pay with it.
             {"ends_with", card.code.substr(card.code.size() - std::min<std::size_t>(4, card.code.size()))},
             {"blocked", card.blocked}}));
    return out;
}

Json certificates_json(ConsoleCall& call, ParticipantId customer) {
    Json out = Json::array();
    for (const auto& one : call.context.db.promotions.certificates_of(customer))
        out.push(Json::object({{"points", decimal_of(one.nominal)},
                               {"from", to_text(one.valid_from)},
                               {"to", to_text(one.valid_to)},
                               {"state", states_of_certificates[static_cast<std::size_t>(one.state)]}}));
    return out;
}

/// What advertising the customer wants, by channel; a channel that was never asked about is not there.
Json consents_json(ConsoleCall& call, ParticipantId customer) {
    Json out = Json::array();
    for (const auto& consent : call.context.db.cards.consents(customer))
        out.push(Json::object({{"channel", name_of(consent.channel)},
                               {"given", consent.given},
                               {"since", to_text(consent.changed)}}));
    return out;
}

Json card_json(ConsoleCall& call, const CustomerRecord& record) {
    const auto totals = call.context.db.customers.totals(record.id);
    auto out = found_json(call, record);
    const std::pair<const char*, Json> members[] = {
        {"birth_date", record.birth_date ? Json(*record.birth_date) : Json()},
        {"created", to_text(record.created)},
        {"source", record.source ? Json(*record.source) : Json()},
        {"inviter", record.inviter ? Json(shown_id(*record.inviter).value) : Json()},
        {"spent", decimal_of(totals.cash_spent)},
        {"redeemed", decimal_of(totals.redeemed)},
        {"purchases", totals.purchases - totals.full_refunds},
        {"invited", totals.invited},
        {"invited_who_bought", totals.effective_invited},
        {"last_purchase", time_json(totals.last_purchase)},
        {"tags", tags_json(call, record.id)},
        {"cards", cards_json(call, record.id)},
        {"certificates", certificates_json(call, record.id)},
        {"consents", consents_json(call, record.id)},
        {"imported", record.imported},
        {"erased", is_erased(record)}};
    for (const auto& [name, value] : members) out.set(name, value);
    return out;
}

Json history_json(ConsoleCall& call, ParticipantId customer, int max, std::int64_t offset) {
    Json out = Json::array();
    for (const auto id : call.context.db.console.operations_of(customer, own_branch(call), max, offset))
        if (const auto record = call.context.db.operations.find(id)) out.push(operation_json(*record));
    return out;
}

std::vector<CustomerRecord> customers_by(ConsoleCall& call, const std::string& text) {
    auto& customers = call.context.db.customers;
    std::vector<CustomerRecord> out;
    const auto add = [&](std::optional<CustomerRecord> found) {
        if (found) out.push_back(std::move(*found));
    };
    if (const auto phone = Phone::parse(text)) add(customers.find_by_phone(*phone));
    if (is_uuid(text)) add(customers.find_by_uid(CustomerUid(text)));
    if (const auto number = parse_decimal(text, 0, Rounding::exact))
        add(customers.find(stored_id(ParticipantId{*number})));
    if (out.empty())
        for (const auto id : call.context.db.console.customers_named(name_beginnings(text), most_found))
            add(customers.find(id));
    return out;
}

}  // namespace

bool is_erased(const CustomerRecord& customer) {
    return customer.blocked && customer.name.empty() && !customer.phone && !customer.birth_date;
}

Json customer_card(ConsoleCall& call, const CustomerRecord& customer) {
    return card_json(call, customer);
}

Json customer_line(ConsoleCall& call, const CustomerRecord& customer) {
    const auto totals = call.context.db.customers.totals(customer.id);
    auto out = found_json(call, customer);
    const std::pair<const char*, Json> members[] = {
        {"birth_date", customer.birth_date ? Json(*customer.birth_date) : Json()},
        {"created", to_text(customer.created)},
        {"source", customer.source ? Json(*customer.source) : Json()},
        {"imported", customer.imported},
        {"spent", decimal_of(totals.cash_spent)},
        {"redeemed", decimal_of(totals.redeemed)},
        {"purchases", totals.purchases - totals.full_refunds},
        {"last_purchase", time_json(totals.last_purchase)}};
    for (const auto& [name, value] : members) out.set(name, value);
    return out;
}

std::string subject_of(const CustomerRecord& customer) {
    return "customer/" + std::to_string(shown_id(customer.id).value);
}

HttpAnswer no_such_customer() {
    return console_refusal({Problem{Errc::not_found, "participant", "a customer's number", {}}});
}

HttpAnswer nobody_by_this_number() {
    return console_refusal(409, "erased_already", "Nobody is known by this number.");
}

std::optional<CustomerRecord> lock_customer_in(ConsoleCall& call, Reader& in) {
    const ParticipantId shown{in.integer("participant", 1, INT64_MAX)};
    if (!in.problems().empty()) return {};
    return call.context.db.customers.lock(stored_id(shown));
}

HttpAnswer search_customers(ConsoleCall& call, Reader in) {
    const auto text = in.text("text", 128);
    if (!in.problems().empty()) return console_refusal(in.problems());
    Json rows = Json::array();
    for (const auto& record : customers_by(call, text)) rows.push(found_json(call, record));
    return console_answer(200, Json::object({{"customers", std::move(rows)}, {"most", most_found}}));
}

HttpAnswer open_customer(ConsoleCall& call, Reader in) {
    const auto record = lock_customer_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!record) return no_such_customer();
    apply_due_events(call.context, *record);
    auto card = card_json(call, *record);
    card.set("operations", history_json(call, record->id, history_on_a_page, 0));
    card.set("notes", notes_json(call, record->id));
    log_action(call, "customer_shown", subject_of(*record));
    return console_answer(200, card);
}

HttpAnswer customer_history(ConsoleCall& call, Reader in) {
    const ParticipantId shown{in.integer("participant", 1, INT64_MAX)};
    const auto offset = in.maybe_integer("offset", 0, 1'000'000'000).value_or(0);
    if (!in.problems().empty()) return console_refusal(in.problems());
    return console_answer(
        200, Json::object({{"operations", history_json(call, stored_id(shown), history_on_a_page, offset)}}));
}

HttpAnswer block_customer_for(ConsoleCall& call, Reader in) {
    const auto blocked = in.flag("blocked", true);
    const auto reason = in.text("reason", 200);
    auto record = lock_customer_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!record) return no_such_customer();
    if (is_erased(*record)) return nobody_by_this_number();
    record->blocked = blocked;
    call.context.db.customers.update(*record);
    log_action(call, blocked ? "customer_blocked" : "customer_unblocked", subject_of(*record), reason);
    return console_answer(200, card_json(call, *record));
}

HttpAnswer tag_customer(ConsoleCall& call, Reader in) {
    const auto names = in.texts("tags", 50);
    const auto record = lock_customer_in(call, in);
    for (const auto& name : names)
        if (name.empty() || name.size() > 64) in.fail("tags", Errc::invalid_value, "names of 1 to 64 bytes");
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!record) return no_such_customer();
    if (is_erased(*record)) return nobody_by_this_number();
    std::vector<std::int64_t> ids;
    ids.reserve(names.size());
    for (const auto& name : names) ids.push_back(call.context.db.tags.find_or_add(name).id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    call.context.db.tags.set_of_customer(record->id, ids);
    std::string detail;
    for (const auto id : ids) detail += (detail.empty() ? "tags " : ", ") + std::to_string(id);
    log_action(call, "customer_tagged", subject_of(*record), detail.empty() ? "no tags" : detail);
    return console_answer(200, card_json(call, *record));
}

}  // namespace tillpoints::cloud
