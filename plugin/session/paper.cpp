#include <algorithm>

#include "plugin/session/matching.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/till/amounts.hpp"

/// What the fiscal receipt says. Lines are compared by content, because a register that merges lines changes
/// their ids.
namespace tillpoints::session {
namespace {

using till::FiscalLine;
using till::Position;

const Position* with_id(const std::vector<Position>& cart, const PositionId& id) {
    const auto at = std::find_if(cart.begin(), cart.end(), [&](const Position& it) { return it.id == id; });
    return at == cart.end() ? nullptr : &*at;
}

/// The position that a printed line was quoted from: found by id, else by price and quantity, else by price.
/// A register may print a quote that was withdrawn.
const Position* position_of(const Session& session, const FiscalLine& line) {
    if (const auto* same = with_id(session.cart, line.id)) return same;
    for (const bool exactly : {true, false}) {
        const auto fits = [&](Money price, Quantity quantity) {
            return price == line.price && (!exactly || quantity == line.quantity);
        };
        for (const auto* quote : {&session.quote, &session.retracted})
            if (*quote)
                for (const auto& quoted : (*quote)->lines)
                    if (fits(quoted.price, quoted.quantity))
                        if (const auto* position = with_id(session.cart, quoted.id)) return position;
        for (const auto& position : session.cart)
            if (fits(position.price, position.quantity)) return &position;
    }
    return nullptr;
}

/// What the goods of a printed line cost before the discount.
Money full_sum_of(const Position& position, const FiscalLine& line) {
    if (line.quantity == position.quantity) return position.sum;
    if (till::amounts_of(position) == till::Amounts::agree && !position.part)
        return line_sum(position.price, line.quantity);
    return Money(scale_half_up(position.sum.count, line.quantity.thousandths, position.quantity.thousandths));
}

/// The part of each line that was paid with points in tender mode; nothing in discount mode.
std::vector<Money> tendered(const Session& session, const pricing::Assessed& receipt) {
    std::vector<Money> out(receipt.lines.size());
    if (!session.redemption || !session.quote || session.quote->tender == Money()) return out;
    const auto allocation = pricing::tender(receipt, session.quote->tender);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = allocation.explanation[i].cut;
    return out;
}

}  // namespace

Money full_sum_of(const Session& session, const FiscalLine& line) {
    const auto* position = position_of(session, line);
    return position ? full_sum_of(*position, line) : line.sum;
}

Money paid_with_points(const till::ClosedReceipt& closed) {
    Money sum;
    for (const auto& payment : closed.payments)
        if (payment.type == "points") sum += payment.sum;
    return sum;
}

std::vector<Position> as_paid(const Session& session, const std::vector<FiscalLine>& lines) {
    std::vector<Position> out;
    for (const auto& line : lines) {
        Position position;
        if (const auto* known = position_of(session, line)) position = *known;
        position.id = line.id;
        position.price = line.price;
        position.quantity = line.quantity;
        position.sum = line.sum;
        position.part = line.part;
        out.push_back(std::move(position));
    }
    return out;
}

std::vector<pricing::SoldLine> sold_lines(const Session& session, const till::ClosedReceipt& closed,
                                          const StepContext& context) {
    const auto paid = as_paid(session, closed.lines);
    const auto receipt = pricing::assess(paid, context.config->rules);
    const auto tender = tendered(session, receipt);
    std::vector<pricing::SoldLine> out;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        pricing::SoldLine sold;
        sold.id = closed.lines[i].id;
        sold.name = paid[i].name;
        sold.paid_price = closed.lines[i].price;
        sold.quantity = sold_units(closed.lines[i].quantity, closed.lines[i].part);
        sold.part = closed.lines[i].part;
        sold.paid_sum = closed.lines[i].sum - tender[i];
        sold.full_sum = session.redemption ? full_sum_of(session, closed.lines[i]) : closed.lines[i].sum;
        sold.in_total = receipt.lines[i].treatment != pricing::Treatment::excluded;
        sold.awarded = sold.in_total;
        out.push_back(std::move(sold));
    }
    return out;
}

Money printed_discount(const Session& session, const Quote& quote, const till::ClosedReceipt& closed) {
    // A register that reports no payments is taken to have used the tender of the quote.
    if (quote.tender > Money()) return closed.payments.empty() ? quote.tender : paid_with_points(closed);
    const Money points = paid_with_points(closed);
    if (same_content(quote.lines, closed.lines)) return quote.discount + points;
    return std::max(sum_of(session.cart) - sum_of(closed.lines), Money()) + points;
}

}  // namespace tillpoints::session
