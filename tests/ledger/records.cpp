#include "tests/ledger/records.hpp"

#include <sstream>
#include <stdexcept>

#include "protocol/reader.hpp"

namespace tillpoints::ledger {
namespace {

constexpr std::int64_t most = 1'000'000'000'000'000'000;
constexpr std::size_t many = 10'000'000;

[[noreturn]] void fail(const std::string& where, const Problem& problem) {
    throw std::runtime_error(where + ": " + problem.sentence());
}

/// Reads every line of `jsonl` with `read`.
template <class Record, class Read>
std::vector<Record> read_lines(const std::string& jsonl, const std::string& what, Read read) {
    std::vector<Record> records;
    std::istringstream input(jsonl);
    std::string line;
    for (int number = 1; std::getline(input, line); ++number) {
        if (line.empty()) continue;
        const auto where = what + " line " + std::to_string(number);
        const auto json = parse_json(line);
        if (!json) fail(where, json.error());
        Problems problems;
        records.push_back(read(Reader(*json, "", problems)));
        if (!problems.empty()) fail(where, problems.front());
    }
    return records;
}

ExportedEntry read_entry(Reader in) {
    ExportedEntry entry;
    entry.number = in.text("number");
    entry.cloud_number = in.maybe_text("cloud_number").value_or(entry.number);
    entry.receipt = in.text("receipt_id");
    entry.kind = static_cast<Kind>(in.one_of("kind", {"purchase", "refund", "reward"}));
    entry.state = in.text("state");
    entry.wanted = in.one_of("wanted", {"keep", "withdraw"}) == 0;
    entry.points = Points(in.maybe_integer("points", -most, most).value_or(0));
    entry.total = in.maybe_minor("total");
    entry.operation = in.maybe_integer("operation", 0, most);
    entry.reversal = in.maybe_integer("reversal", 0, most);
    entry.purchase = in.maybe_text("purchase").value_or("");
    entry.offline = in.flag("offline", false);
    if (auto parking = in.maybe_object("parking")) {
        entry.parking = parking->text("reason");
        if (parking->has("loss")) entry.loss = parking->minor("loss");
    }
    return entry;
}

PrintedLine read_line(Reader in) {
    PrintedLine line;
    line.price = in.minor("price");
    line.quantity = parse_decimal(in.text("quantity"), 3, Rounding::exact).value_or(0);
    line.sum = in.minor("sum");
    line.full_price = in.minor("full_price");
    return line;
}

Printed read_printed(Reader in) {
    Printed printed;
    printed.receipt = in.text("receipt_id");
    printed.is_return = in.one_of("kind", {"sale", "return"}) == 1;
    Money taking_part;
    in.each("lines", many, [&](Reader line) {
        printed.lines.push_back(read_line(line));
        if (!line.flag("excluded", false)) taking_part += printed.lines.back().sum;
    });
    auto customer = in.maybe_object("customer");
    if (customer && customer->has("status")) printed.customer = customer->text("status");
    const Json* award = customer ? customer->raw("will_award") : nullptr;
    printed.award_promised = award && award->boolean() && *award->boolean() && taking_part > Money();
    printed.original = in.maybe_text("original").value_or("");
    printed.full_total = in.minor("full_total");
    printed.lines_total = in.minor("lines_total");
    printed.discount = in.minor("discount");
    printed.tender = in.minor("tender");
    printed.total = in.minor("total");
    const auto promised = customer ? customer->maybe_integer("promised_award", 0, INT64_MAX) : std::nullopt;
    if (promised &&
        customer->integer("promised_with", 0, INT64_MAX) == (printed.discount + printed.tender).count)
        printed.promised_award = Points(*promised);
    in.each("payments", many, [&](Reader payment) { printed.paid += payment.minor("sum"); });
    return printed;
}

CloudOperation read_operation(Reader in) {
    CloudOperation operation;
    operation.id = in.integer("id", 0, most);
    operation.number = in.maybe_text("number").value_or("");
    operation.state = in.text("state");
    operation.origin = in.maybe_integer("origin", 0, most);
    operation.points = in.points("points");
    operation.award = in.maybe_points("award").value_or(Points());
    operation.total = in.major("total");
    return operation;
}

}  // namespace

std::vector<ExportedEntry> read_export(const std::string& jsonl) {
    return read_lines<ExportedEntry>(jsonl, "export", read_entry);
}

std::vector<Printed> read_fiscal(const std::string& jsonl) {
    return read_lines<Printed>(jsonl, "fiscal storage", read_printed);
}

CloudLedger read_cloud(const std::string& text) {
    const auto json = parse_json(text, {std::size_t{1} << 30, 16});
    if (!json) fail("ledger", json.error());
    Problems problems;
    Reader in(*json, "", problems);
    CloudLedger records;
    records.balanced = in.flag("balanced", false);
    if (in.has("faults")) records.faults = in.texts("faults", many);
    in.each("operations", many, [&](Reader each) { records.operations.push_back(read_operation(each)); });
    if (in.has("postings"))
        in.each("postings", many, [&](Reader each) {
            if (each.text("cause") == "reward" && each.text("account").starts_with("customer/"))
                records.rewards.push_back(each.points("points"));
        });
    if (!problems.empty()) fail("ledger", problems.front());
    return records;
}

}  // namespace tillpoints::ledger
