#include "tests/simulation/register_day.hpp"

/// Goods that come back.
namespace tillpoints::simulation {
namespace {

Quantity rest_of(const Sale& sale, std::size_t line) {
    return {sale.lines[line].quantity.thousandths - sale.returned[line].thousandths};
}

}  // namespace

void RegisterDay::give_back() {
    if (record_.sales.empty()) return;
    // Goods come back soon as often as late.
    const auto last = static_cast<std::int64_t>(record_.sales.size()) - 1;
    const auto first = random_.chance(500) ? std::max<std::int64_t>(last - 3, 0) : 0;
    Sale& sale = record_.sales[static_cast<std::size_t>(random_.between(first, last))];
    if (sale.end != Sale::End::closed) return;
    // Which of two equal reversals belongs to which till nobody can tell: a sale's goods come back to one.
    if (!sale.returns_at) sale.returns_at = sale.till == index_ || random_.chance(300) ? index_ : sale.till;
    // Where ids are not unique, only the extra says whose sale it is.
    if (shop_.numbered_alike && !sale.extra) sale.returns_at = sale.till;
    if (*sale.returns_at != index_) return;
    if (random_.chance(250)) return take_back_piece_by_piece(sale);
    take_back(sale, random_.chance(400));
}

till::ReturnClosed RegisterDay::return_of(const Sale& sale) {
    till::ReturnClosed event;
    event.receipt = ReceiptId(fresh("return-"));
    event.original = sale.id;
    if (sale.till != index_ && (shop_.numbered_alike || random_.chance(700))) event.extra = sale.extra;
    return event;
}

void RegisterDay::put_in(till::ReturnClosed& event, Sale& sale, std::size_t line, Quantity quantity) {
    const auto& sold = sale.lines[line];
    sale.returned[line].thousandths += quantity.thousandths;
    const Money sum = quantity == sold.quantity ? sold.sum : line_sum(sold.price, quantity);
    till::ReturnedLine back{sold.id, "", sold.price, quantity, sum, sold.part};
    if (shop_.faults.strike(Fault::returned_otherwise, 80)) tell_otherwise(back);
    event.total += back.sum;
    event.lines.push_back(std::move(back));
}

void RegisterDay::tell_otherwise(till::ReturnedLine& line) {
    const auto how = random_.between(0, 3);
    if (how >= 2) line.id = PositionId("again-" + line.id.text);
    if (how == 2) return;
    const bool fee = random_.chance(500);
    line.price = fee ? Money(line.price.count * 85 / 100) : std::max(line.price - Money(1), Money());
    line.sum = line.part ? part_sum(line.price, *line.part) : line_sum(line.price, line.quantity);
}

void RegisterDay::take_back(Sale& sale, bool whole) {
    till::ReturnClosed event = return_of(sale);
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        const Quantity rest = rest_of(sale, i);
        if (rest.thousandths <= 0 || (!whole && random_.chance(500))) continue;
        const bool part = !whole && sale.lines[i].quantity.whole() && rest.thousandths > 1000;
        put_in(event, sale, i, part ? Quantity{1000 * random_.between(1, rest.thousandths / 1000)} : rest);
    }
    if (!event.lines.empty()) tell_new_return(event, sale.till);
}

/// The customer thinks again: piece after piece comes back, on a receipt of its own, within a minute.
void RegisterDay::take_back_piece_by_piece(Sale& sale) {
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        if (!sale.lines[i].quantity.whole() || rest_of(sale, i).thousandths < 2000) continue;
        while (rest_of(sale, i).thousandths > 0) {
            till::ReturnClosed event = return_of(sale);
            put_in(event, sale, i, Quantity{1000});
            tell_new_return(event, sale.till);
            till_.pass(random_.ms(500, 8'000));
            if (!till_.power.on()) restart();
        }
        return;
    }
}

void RegisterDay::give_back_elsewhere() {
    till::ReturnClosed event;
    event.receipt = ReceiptId(fresh("return-"));
    const std::string number = record_.elsewhere.back();
    record_.elsewhere.pop_back();
    event.original = ReceiptId(number.substr(0, number.rfind('/')));
    event.total = Money(random_.between(100, 1'000));
    event.lines.push_back({PositionId("x"), "", event.total, Quantity{1000}, event.total});
    tell_new_return(event, index_);
}

void RegisterDay::tell_new_return(const till::ReturnClosed& event, std::size_t sold_by) {
    Return& line = record_.returns.emplace_back(
        Return{event.receipt, *event.original, index_, sold_by, false, 0, shop_.time.now()});
    for (const auto& back : event.lines) {
        line.thousandths += back.quantity.thousandths;
        line.worthless = line.worthless || back.sum == Money();
    }
    tell_return(event, line);
    if (!line.stored) unsaid_.emplace_back(event, &line);
}

void RegisterDay::tell_return(const till::ReturnClosed& event, Return& line) {
    till::ReceiptOpened opened;
    opened.receipt = event.receipt;
    opened.kind = till::ReceiptKind::sale_return;
    opened.lists = lists();
    till_.say(opened);
    const auto reply = till_.say(event);
    if (!reply) return restart();
    line.stored = *reply->find("status")->string() == "stored";
}

}  // namespace tillpoints::simulation
