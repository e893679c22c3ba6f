#include "plugin/outbox/fact_row.hpp"

#include <array>
#include <stdexcept>

namespace tillpoints::outbox {
namespace {

constexpr std::array<std::string_view, 3> kinds{"purchase", "refund", "reward"};

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

/// A reason that only a newer version knows stays readable after a roll-back.
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

FactState state_from(const Cell& name) {
    if (const auto state = fact_state_from(text_of(name))) return *state;
    throw Undecodable{"unknown state"};
}

FactBody body_from(std::string_view json_text) {
    const auto json = parse_json(json_text);
    const auto body = json ? fact_body_from(*json) : Result<FactBody>(json.error());
    if (body) return *body;
    throw Undecodable{"body: " + body.error().where + " " + std::string(name_of(body.error().code))};
}

}  // namespace

SealedTable facts_layout() {
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
            1};
}

Row plain_cells(const Fact& fact) {
    Row row{fact.id.text, fact.receipt.text, std::string(kinds[fact.body.index()]),
            std::string(name_of(fact.state)), std::string(fact.wanted == Wanted::keep ? "keep" : "withdraw")};
    row.push_back(fact.after ? Cell(fact.after->text) : Cell());
    row.emplace_back(fact.customer);
    row.push_back(cell(fact.created));
    row.emplace_back(std::int64_t(fact.tries));
    row.push_back(cell(fact.not_before));
    add_sent(row, fact.first_sent);
    add_sent(row, fact.reversal_first_sent);
    row.push_back(operation_cell(fact.operation));
    row.push_back(operation_cell(fact.reversal));
    row.emplace_back(fact.cloud_points.count);
    row.push_back(fact.parking ? Cell(std::int64_t(fact.parking->reason)) : Cell());
    row.push_back(fact.parking ? Cell(fact.parking->detail) : Cell());
    row.push_back(fact.parking ? Cell(fact.parking->loss.count) : Cell());
    const auto* refund = std::get_if<RefundFact>(&fact.body);
    row.push_back(refund ? Cell(refund->purchase.text) : Cell());
    add_sent(row, fact.last_sent);
    row.push_back(fact.refusal ? Cell(std::int64_t(*fact.refusal)) : Cell());
    row.emplace_back(std::int64_t(fact.printed));
    return row;
}

Fact fact_from(const Row& cells, std::string_view body_json) {
    Fact fact;
    fact.id = FactId(text_of(cells[0]));
    fact.receipt = ReceiptId(text_of(cells[1]));
    fact.body = body_from(body_json);
    fact.state = state_from(cells[3]);
    fact.wanted = text_of(cells[4]) == "keep" ? Wanted::keep : Wanted::withdraw;
    if (!std::holds_alternative<std::monostate>(cells[5])) fact.after = FactId(text_of(cells[5]));
    fact.customer = text_of(cells[6]);
    fact.created = time_of(integer_of(cells[7]));
    fact.tries = static_cast<int>(integer_of(cells[8]));
    fact.not_before = time_of(integer_of(cells[9]));
    fact.first_sent = sent_from(cells[10], cells[11]);
    fact.reversal_first_sent = sent_from(cells[12], cells[13]);
    fact.operation = operation_from(cells[14]);
    fact.reversal = operation_from(cells[15]);
    fact.cloud_points = Points(integer_of(cells[16]));
    fact.parking = parking_from(cells[17], cells[18], cells[19]);
    fact.last_sent = sent_from(cells[21], cells[22]);
    if (const auto refusal = maybe_integer_of(cells[23])) fact.refusal = reason_from(*refusal);
    fact.printed = integer_of(cells[24]) != 0;
    return fact;
}

}  // namespace tillpoints::outbox
