#include "plugin/outbox/entry_row.hpp"

#include <stdexcept>

#include "plugin/entries/stored_status.hpp"

namespace tillpoints::outbox {
namespace {

Cell cell(Timestamp time) {
    return time.time_since_epoch().count();
}
Timestamp time_of(std::int64_t count) {
    return Timestamp(std::chrono::milliseconds(count));
}

void add_sent(Row& row, const std::optional<SentAt>& sent) {
    row.push_back(sent ? cell(sent->local) : Cell());
    row.push_back(sent && sent->cloud ? cell(*sent->cloud) : Cell());
}

std::optional<SentAt> sent_from(const Cell& local, const Cell& cloud) {
    const auto first = maybe_integer_of(local);
    const auto second = maybe_integer_of(cloud);
    if (!first) return {};
    return SentAt{time_of(*first), second ? std::optional(time_of(*second)) : std::nullopt};
}

Cell operation_cell(const std::optional<OperationId>& id) {
    return id ? Cell(id->value) : Cell();
}

std::optional<OperationId> operation_from(const Cell& stored) {
    const auto value = maybe_integer_of(stored);
    return value ? std::optional(OperationId{*value}) : std::nullopt;
}

/// After a roll-back the file may hold a reason that only the newer version knows.
Errc reason_from(std::int64_t number) {
    try {
        const auto code = static_cast<Errc>(number);
        name_of(code);
        return code;
    } catch (const std::logic_error&) {
        return Errc::cloud_error;
    }
}

std::optional<Parking> parking_from(const Cell& code, const Cell& detail, const Cell& loss) {
    const auto number = maybe_integer_of(code);
    if (!number) return {};
    return Parking{reason_from(*number), text_of(detail), Money(integer_of(loss))};
}

EntryState state_from(const Cell& name) {
    if (const auto state = entry_state_from(text_of(name))) return *state;
    throw Undecodable{"unknown state"};
}

EntryBody body_from(std::string_view json_text) {
    const auto json = parse_json(json_text);
    const auto body = json ? entry_body_from(*json) : Result<EntryBody>(json.error());
    if (body) return *body;
    throw Undecodable{"body: " + body.error().where + " " + std::string(name_of(body.error().code))};
}

}  // namespace

SealedTable entries_layout() {
    return {"facts",
            {"id",
             "receipt",
             "kind",
             "state",
             "wanted",
             "after_fact",
             "customer",
             "created",
             "tries",
             "not_before",
             "first_sent",
             "first_sent_cloud",
             "reversal_first_sent",
             "reversal_first_sent_cloud",
             "operation",
             "reversal",
             "cloud_points",
             "parked_code",
             "parked_detail",
             "parked_loss",
             "purchase",
             "last_sent",
             "last_sent_cloud",
             "refusal",
             "printed"},
            0,
            1,
            "receipt"};
}

Row plain_cells(const OutboxEntry& entry) {
    Row row{entry.id.text, entry.receipt.text, std::string(kind_of(entry.body)),
            std::string(name_of(entry.state)),
            std::string(entry.wanted == Wanted::keep ? "keep" : "withdraw")};
    row.push_back(entry.after ? Cell(entry.after->text) : Cell());
    row.emplace_back(entry.customer);
    row.push_back(cell(entry.created));
    row.emplace_back(std::int64_t(entry.tries));
    row.push_back(cell(entry.not_before));
    add_sent(row, entry.first_sent);
    add_sent(row, entry.reversal_first_sent);
    row.push_back(operation_cell(entry.operation));
    row.push_back(operation_cell(entry.reversal));
    row.emplace_back(entry.cloud_points.count);
    row.push_back(entry.parking() ? Cell(std::int64_t(entry.parking()->reason)) : Cell());
    row.push_back(entry.parking() ? Cell(entry.parking()->detail) : Cell());
    const auto loss = entry.parking() ? std::optional(entry.parking()->loss) : entry.state.earlier_loss();
    row.push_back(loss ? Cell(loss->count) : Cell());
    const auto* refund = std::get_if<RefundEntry>(&entry.body);
    row.push_back(refund ? Cell(refund->purchase.text) : Cell());
    add_sent(row, entry.last_sent);
    row.push_back(entry.refusal ? Cell(std::int64_t(*entry.refusal)) : Cell());
    row.emplace_back(std::int64_t(entry.printed));
    return row;
}

OutboxEntry entry_from(const Row& cells, std::string_view body_json) {
    OutboxEntry entry;
    entry.id = EntryId(text_of(cells[0]));
    entry.receipt = ReceiptId(text_of(cells[1]));
    entry.body = body_from(body_json);
    auto parking = parking_from(cells[17], cells[18], cells[19]);
    const auto loss = parking ? std::nullopt : maybe_integer_of(cells[19]);
    entry.state = stored_status(state_from(cells[3]), std::move(parking),
                                loss ? std::optional(Money(*loss)) : std::nullopt);
    entry.wanted = text_of(cells[4]) == "keep" ? Wanted::keep : Wanted::withdraw;
    if (!std::holds_alternative<std::monostate>(cells[5])) entry.after = EntryId(text_of(cells[5]));
    entry.customer = text_of(cells[6]);
    entry.created = time_of(integer_of(cells[7]));
    entry.tries = static_cast<int>(integer_of(cells[8]));
    entry.not_before = time_of(integer_of(cells[9]));
    entry.first_sent = sent_from(cells[10], cells[11]);
    entry.reversal_first_sent = sent_from(cells[12], cells[13]);
    entry.operation = operation_from(cells[14]);
    entry.reversal = operation_from(cells[15]);
    entry.cloud_points = Points(integer_of(cells[16]));
    entry.last_sent = sent_from(cells[21], cells[22]);
    if (const auto refusal = maybe_integer_of(cells[23])) entry.refusal = reason_from(*refusal);
    entry.printed = integer_of(cells[24]) != 0;
    return entry;
}

}  // namespace tillpoints::outbox
