#include "tests/ledger/summary.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "protocol/reader.hpp"

namespace tillpoints::ledger {
namespace {

constexpr std::int64_t largest_sum = 1'000'000'000'000'000'000;

struct Range {
    Points least;
    Points most;
};

/// Did the cloud take purchases back, or take them in another order than they were made, so that a customer's
/// tier may have been another one when a receipt was quoted than when it was awarded?
bool tiers_may_differ(const Records& records) {
    const auto& operations = records.cloud.operations;
    std::int64_t last = 0;
    for (const auto& entry : records.entries) {
        const auto found = std::find_if(operations.begin(), operations.end(), [&](const auto& operation) {
            return !operation.origin && operation.number == entry.cloud_number;
        });
        if (entry.kind != Kind::purchase || found == operations.end()) continue;
        if (entry.state != "confirmed" || found->id < last) return true;
        last = found->id;
    }
    return false;
}

/// Between what the receipt's confirmed purchases were awarded in the cloud and what was promised. Where no
/// offer says what was promised, anything may have been if `tiers_differ`.
Range awarded_for(const Printed& printed, const Records& records, bool tiers_differ) {
    constexpr std::int64_t rates_apart = 10;
    Range sum;
    for (const auto& entry : records.entries) {
        if (entry.receipt != printed.receipt || entry.kind != Kind::purchase || entry.state != "confirmed")
            continue;
        for (const auto& operation : records.cloud.operations) {
            if (operation.id != entry.operation) continue;
            const bool unknown = tiers_differ && !printed.promised_award;
            const auto least = unknown ? Points() : printed.promised_award.value_or(operation.award);
            const auto most = unknown ? Points(operation.award.count * rates_apart)
                                      : printed.promised_award.value_or(operation.award);
            sum.least += std::min(operation.award, least);
            sum.most += std::max(operation.award, most);
        }
    }
    return sum;
}

bool has_customer(const Printed& printed) {
    return printed.customer == "customer" || printed.customer == "unregistered" ||
           printed.customer == "offline";
}

/// What the records have; `awarded` is the least that the summary may say.
ShiftSummary summary_of(const Records& records, Points& most_awarded) {
    ShiftSummary summary;
    const bool tiers_differ = tiers_may_differ(records);
    std::map<std::string, const Printed*> sales;
    for (const auto& printed : records.printed)
        if (!printed.is_return) sales[printed.receipt] = &printed;
    for (const auto& printed : records.printed) {
        const auto sale = sales.find(printed.is_return ? printed.original : printed.receipt);
        ++summary.receipts;
        if (sale == sales.end()) continue;
        summary.with_card += has_customer(*sale->second) ? 1 : 0;
        const auto used = Points((printed.discount + printed.tender).count);
        summary.redeemed += printed.is_return ? -used : used;
        if (printed.is_return || printed.customer != "customer") continue;
        const auto awarded = awarded_for(printed, records, tiers_differ);
        summary.awarded += awarded.least;
        most_awarded += awarded.most;
    }
    return summary;
}

}  // namespace

ShiftSummary read_summary(const std::string& text) {
    const auto json = parse_json(text);
    if (!json) throw std::runtime_error("summary: " + json.error().sentence());
    Problems problems;
    Reader in(*json, "", problems);
    ShiftSummary summary;
    summary.receipts = in.integer("receipts", 0, largest_sum);
    summary.with_card = in.integer("with_card", 0, largest_sum);
    summary.awarded = Points(in.integer("awarded", -largest_sum, largest_sum));
    summary.redeemed = Points(in.integer("redeemed", -largest_sum, largest_sum));
    if (!problems.empty()) throw std::runtime_error("summary: " + problems.front().sentence());
    return summary;
}

std::vector<Mismatch> compare(const ShiftSummary& summary, const Records& records) {
    Points most_awarded;
    const auto expected = summary_of(records, most_awarded);
    std::vector<Mismatch> mismatches;
    const auto check = [&](const std::string& member, const std::string& said, const std::string& found) {
        if (said != found)
            mismatches.push_back({"shift summary", member + " is " + said + ", the records have " + found});
    };
    const auto points = [](Points value) { return format_fixed(value.count, 2); };
    check("receipts", std::to_string(summary.receipts), std::to_string(expected.receipts));
    check("with_card", std::to_string(summary.with_card), std::to_string(expected.with_card));
    check("redeemed", points(summary.redeemed), points(expected.redeemed));
    if (summary.awarded < expected.awarded || summary.awarded > most_awarded)
        check("awarded", points(summary.awarded),
              expected.awarded == most_awarded ? points(most_awarded)
                                               : points(expected.awarded) + " to " + points(most_awarded));
    return mismatches;
}

}  // namespace tillpoints::ledger
