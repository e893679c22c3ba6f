#include "adapters/simulator/returns.hpp"

#include <algorithm>
#include <utility>

#include "adapters/simulator/fiscal_rules.hpp"
#include "adapters/simulator/random.hpp"

namespace tillpoints::simulator {
namespace {

void take(FiscalLine& line, Thousandths quantity) {
    line.quantity = quantity;
    line.sum = line_sum(line.price, quantity);
}

FiscalLine part_of(FiscalLine line, Random& random) {
    const bool in_pieces = line.quantity % 1000 == 0;
    const auto units = in_pieces ? line.quantity / 1000 : line.quantity;
    if (units > 1) take(line, random.between(1, units - 1) * (in_pieces ? 1000 : 1));
    return line;
}

FiscalRecord document(Checkout& checkout, const ReturnPlan& plan, const FiscalRecord* sale,
                      std::vector<FiscalLine> lines) {
    FiscalRecord record;
    record.kind = "return";
    record.receipt_id = receipt_id(checkout.state.run, checkout.seed, plan.sale, 'r');
    record.original = sale != nullptr && plan.names_sale ? sale->receipt_id : "";
    record.shift = std::to_string(checkout.state.shift);
    record.closed_at = checkout.clock.now();
    for (const auto& line : lines) record.full_total += line_sum(line.full_price, line.quantity);
    record.lines_total = sum_of(lines);
    record.discount = record.full_total - record.lines_total;
    record.total = record.lines_total;
    record.lines = std::move(lines);
    record.payments = {{{"type", "cash"}, {"sum", record.total}}};
    if (sale != nullptr && plan.names_sale && plan.carries_extra) record.extra = sale->extra;
    return record;
}

Json return_event(const FiscalRecord& record) {
    auto positions = fiscal_lines(record.lines);
    for (std::size_t at = 0; at < record.lines.size(); ++at) positions[at]["name"] = record.lines[at].name;
    Json event{{"receipt_id", record.receipt_id},
               {"positions", std::move(positions)},
               {"total", record.total},
               {"fiscal", fiscal_data(record)},
               {"closed_at", record.closed_at}};
    if (record.original.empty()) return event;
    event["original"] = {{"receipt_id", record.original}};
    if (!record.extra.is_null()) event["original"]["extra"] = record.extra;
    return event;
}

/// Null if the sale was never printed or has been returned completely.
const FiscalRecord* print_return(Checkout& checkout, const Cart& cart, const ReturnPlan& plan) {
    const auto* sale =
        cart.is_return ? nullptr
                       : checkout.fiscal.find(receipt_id(checkout.state.run, checkout.seed, plan.sale, 's'));
    if (sale == nullptr && !cart.is_return) return nullptr;
    auto lines = sale == nullptr ? full_price_lines(cart)
                                 : lines_to_return(remaining_lines(*sale, checkout.fiscal.records()), plan);
    if (lines.empty()) return nullptr;
    auto opening = checkout.opening(receipt_id(checkout.state.run, checkout.seed, plan.sale, 'r'), "return");
    opening["capabilities"] = {
        {"payment_event", false}, {"split", "none"}, {"tender", false}, {"prompt", true}};
    checkout.plugin.ask("receipt_opened", opening);
    const auto& printed = checkout.fiscal.print(document(checkout, plan, sale, std::move(lines)));
    checkout.show(printed, {});
    return &printed;
}

}  // namespace

std::vector<FiscalLine> lines_to_return(std::vector<FiscalLine> remaining, const ReturnPlan& plan) {
    if (remaining.empty() || plan.what == ReturnOf::whole) return remaining;
    Random random(plan.seed);
    const auto one = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(remaining.size())));
    if (plan.what == ReturnOf::part_of_a_quantity) return {part_of(remaining[one], random)};
    std::vector<FiscalLine> some;
    for (std::size_t at = 0; at < remaining.size(); ++at)
        if (at == one || random.percent(40)) some.push_back(remaining[at]);
    return some;
}

std::vector<FiscalLine> remaining_lines(const FiscalRecord& sale, const std::deque<FiscalRecord>& records) {
    auto lines = sale.lines;
    for (const auto& record : records) {
        if (record.kind != "return" || record.original != sale.receipt_id) continue;
        for (const auto& back : record.lines) {
            const auto line = std::find_if(lines.begin(), lines.end(), [&](const FiscalLine& each) {
                return each.id == back.id && each.price == back.price;
            });
            if (line != lines.end()) take(*line, line->quantity - back.quantity);
        }
    }
    std::erase_if(lines, [](const FiscalLine& line) { return line.quantity <= 0; });
    return lines;
}

void play_return(Checkout& checkout, const Cart& cart, const ReturnPlan& plan) {
    const auto id = receipt_id(checkout.state.run, checkout.seed, plan.sale, 'r');
    const auto* printed = checkout.fiscal.find(id);
    if (printed == nullptr) printed = print_return(checkout, cart, plan);
    if (printed == nullptr) return;
    const auto reply = checkout.ask_until_stored("return_closed", return_event(*printed));
    if (reply["status"] == "not_stored") checkout.state.unreported_returns.push_back(id);
    checkout.outcomes.add({plan.sale + 1,
                           id,
                           "return",
                           {},
                           "none",
                           0,
                           attempts_of(checkout.plugin.plugin().receipt(id)),
                           fiscal_lines(printed->lines),
                           reply,
                           checkout.plugin.take_latencies()});
}

void report_unstored_returns(Checkout& checkout) {
    auto still_unreported = Json::array();
    for (const auto& id : checkout.state.unreported_returns) {
        const auto* printed = checkout.fiscal.find(id);
        if (printed == nullptr) continue;
        const auto reply = checkout.plugin.ask("return_closed", return_event(*printed));
        if (reply["status"] == "not_stored") still_unreported.push_back(id);
    }
    checkout.state.unreported_returns = std::move(still_unreported);
    checkout.save();
}

}  // namespace tillpoints::simulator
