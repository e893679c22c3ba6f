#include "cloud/console/person_calls.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/card/membership.hpp"
#include "cloud/console/customer_calls.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_rows = 100'000;

using HeldRow = std::vector<HeldValue>;

Json value_json(const HeldColumn& column, const HeldValue& value) {
    if (value.text) {
        if (column.kind != HeldKind::document) return *value.text;
        auto document = parse_json(*value.text);
        return document ? std::move(*document) : Json(*value.text);
    }
    if (!value.number) return {};
    switch (column.kind) {
        case HeldKind::moment:
            return to_text(Timestamp(std::chrono::milliseconds(*value.number)));
        case HeldKind::amount:
            return decimal_of(Points(*value.number));
        case HeldKind::flag:
            return *value.number != 0;
        case HeldKind::customer:
            return shown_id(ParticipantId{*value.number}).value;
        default:
            return *value.number;
    }
}

std::vector<HeldRow> rows_of(ConsoleCall& call, const CustomerRecord& customer, const HeldTable& table,
                             int most) {
    return call.context.db.personal_data.rows(table, customer.id, customer.phone, subject_of(customer), most);
}

/// Counted by the database, because an erasure keeps tills waiting.
std::int64_t count_rows(ConsoleCall& call, const CustomerRecord& customer, HeldTable table) {
    table.columns = {{"rows", HeldKind::number, "count(*)"}};
    const auto counted = rows_of(call, customer, table, 1);
    return counted.empty() ? 0 : counted.front().front().number.value_or(0);
}

Json rows_json(const HeldTable& table, const std::vector<HeldRow>& rows) {
    Json out = Json::array();
    for (const auto& row : rows) {
        Json one = Json::object();
        for (std::size_t at = 0; at < row.size(); ++at)
            one.set(table.columns[at].name, value_json(table.columns[at], row[at]));
        out.push(std::move(one));
    }
    return out;
}

/// How many rows stay in each table, without the customer's own.
Json kept_json(ConsoleCall& call, const CustomerRecord& customer) {
    Json kept = Json::object();
    for (const auto& table : held_tables())
        if (const auto rows = count_rows(call, customer, table);
            rows > 0 && std::string_view(table.name) != "customers")
            kept.set(table.name, rows);
    return kept;
}

Json held_json(ConsoleCall& call, const CustomerRecord& customer) {
    auto out = customer_card(call, customer);
    Json tables = Json::object();
    Json cut = Json::array();
    for (const auto& table : held_tables()) {
        const auto rows = rows_of(call, customer, table, most_rows);
        if (rows.size() == most_rows) cut.push(table.name);
        tables.set(table.name, rows_json(table, rows));
    }
    out.set("uid", customer.uid ? Json(customer.uid->text) : Json());
    out.set("exported", to_text(call.moment));
    out.set("tables", std::move(tables));
    out.set("cut", std::move(cut));
    return out;
}

/// Points that wait for a second person come to nobody any more.
void decline_waiting_points(ConsoleCall& call, const CustomerRecord& customer) {
    for (const auto& request : call.context.db.console.waiting_point_requests())
        if (request.customer == customer.id)
            call.context.db.console.decide_point_request(request.id, PointRequestState::declined,
                                                         call.caller.person.id);
}

}  // namespace

Reply export_customer(ConsoleWork& work, Reader in) {
    const ParticipantId shown{in.integer("participant", 1, INT64_MAX)};
    if (!in.problems().empty()) return console_refusal(in.problems());
    const FreshPassword none;
    std::optional<CustomerRecord> record;
    Json held;
    work.service.read_much([&](RequestContext& context) {
        ConsoleCall call{context, work.caller, work.moment, none, work.rules};
        record = context.db.customers.find(stored_id(shown));
        if (record) held = held_json(call, *record);
    });
    if (!record) return no_such_customer();
    // Nobody gets the data if this cannot be written.
    work.service.storage().transact([&](Transaction& db) {
        log_action(db, work.caller, work.moment, "customer_exported", subject_of(*record));
    });
    return console_answer(200, held);
}

HttpAnswer erase_customer(ConsoleCall& call, Reader in) {
    const auto typed = in.text("typed", 32);
    const auto reason = in.text("reason", 200);
    const auto record = lock_customer_in(call, in);
    if (in.problems().empty() && reason.empty()) in.fail("reason", Errc::missing_field, "why");
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!record) return no_such_customer();
    if (typed != std::to_string(shown_id(record->id).value))
        return console_refusal(409, "typed_wrong", "What was typed is not the number of this customer.");
    if (is_erased(*record)) return nobody_by_this_number();
    leave(call.context, PhoneCodes(call.context.service_info.customer_secret), *record);
    decline_waiting_points(call, *record);
    log_action(call, "customer_erased", subject_of(*record), reason);
    const auto erased = call.context.db.customers.find(record->id).value();
    return console_answer(
        200, Json::object({{"customer", customer_card(call, erased)}, {"kept", kept_json(call, erased)}}));
}

}  // namespace tillpoints::cloud
