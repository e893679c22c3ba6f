#include "tests/simulation/register_day.hpp"

#include <algorithm>

namespace tillpoints::simulation {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view serial = "register-1";

}  // namespace

Money Sale::total() const {
    Money sum;
    for (const auto& line : lines) sum += line.sum;
    return sum - rounding;
}

Money Sale::discount() const {
    Money full;
    for (const auto& position : cart) full += position.sum;
    return full - rounding - total();
}

void RegisterDay::run() {
    sales_.reserve(static_cast<std::size_t>(receipts_) + 1);
    for (int i = 0; i < receipts_; ++i) {
        shop_.maybe_bad_weather();
        auto& random = shop_.random;
        const auto kind = random.between(0, 99);
        if (kind < 10 && !sales_.empty())
            give_back();
        else if (kind < 13 && !elsewhere_.empty())
            give_back_elsewhere();
        else
            sell();
        if (random.chance(100)) {
            const auto member = static_cast<std::size_t>(random.between(0, 7));
            elsewhere_.push_back(shop_.cloud.sell_elsewhere(member, Money(random.between(1'000, 90'000)),
                                                            Points(random.between(0, 20'000))));
        }
        shop_.pass(random.ms(2'000, 90'000));
        if (!shop_.power.on()) restart();
    }
    settle();
}

void RegisterDay::restart() {
    for (int tries = 0; tries < 20; ++tries) {
        shop_.boot();
        if (shop_.say(till::RegisterStarted{std::string(serial), lists()})) return;
    }
}

void RegisterDay::settle() {
    shop_.calm();
    if (!shop_.power.on() || shop_.random.chance(500)) restart();
    for (auto& [event, entry] : unsaid_) tell_return(event, returns_[entry]);
    shop_.say(till::ShiftClosed{"1", lists()});
    shop_.say(till::RegisterStarted{std::string(serial), lists()});
    shop_.pass(std::chrono::hours(3));
}

till::ClosedReceipt RegisterDay::closed(const Sale& sale) const {
    till::ClosedReceipt out;
    out.receipt = sale.id;
    out.lines = sale.lines;
    out.fiscal = {"drive", sale.id.text, "sign", "1"};
    out.payments = {{"cash", sale.total()}};
    out.total = sale.total();
    out.closed_at = sale.closed_at;
    return out;
}

till::RegisterLists RegisterDay::lists() const {
    till::RegisterLists out;
    for (const auto& sale : sales_) {
        if (sale.end == Sale::End::open) out.open.push_back(sale.id);
        // What the plugin said is stored need not be told again.
        if (sale.end == Sale::End::closed && !sale.stored) out.closed.push_back(closed(sale));
    }
    out.complete_since = shop_.terminal_time() - std::chrono::hours(72);
    return out;
}

void RegisterDay::give_back() {
    auto& random = shop_.random;
    Sale& sale =
        sales_[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(sales_.size()) - 1))];
    if (sale.end != Sale::End::closed) return;
    till::ReturnClosed event;
    event.receipt = ReceiptId(fresh("return-"));
    event.original = sale.id;
    const bool whole = random.chance(400);
    Return entry{event.receipt, sale.id, true, {}, false};
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        const auto& line = sale.lines[i];
        const std::int64_t rest = line.quantity.thousandths - sale.returned[i].thousandths;
        if (rest <= 0 || (!whole && random.chance(500))) continue;
        const bool part = !whole && line.quantity.whole() && rest > 1000;
        const Quantity quantity{part ? 1000 * random.between(1, rest / 1000) : rest};
        sale.returned[i].thousandths += quantity.thousandths;
        event.lines.push_back({line.id, "", line.price, quantity, line_sum(line.price, quantity)});
        event.total += event.lines.back().sum;
        entry.amount += event.lines.back().sum;
    }
    if (event.lines.empty()) return;
    returns_.push_back(entry);
    tell_return(event, returns_.back());
    if (!returns_.back().stored) unsaid_.emplace_back(event, returns_.size() - 1);
}

void RegisterDay::give_back_elsewhere() {
    till::ReturnClosed event;
    event.receipt = ReceiptId(fresh("return-"));
    const std::string number = elsewhere_.back();
    elsewhere_.pop_back();
    event.original = ReceiptId(number.substr(0, number.rfind('/')));
    event.total = Money(shop_.random.between(100, 1'000));
    event.lines.push_back({PositionId("x"), "", event.total, Quantity{1000}, event.total});
    returns_.push_back({event.receipt, *event.original, false, event.total, false});
    tell_return(event, returns_.back());
    if (!returns_.back().stored) unsaid_.emplace_back(event, returns_.size() - 1);
}

void RegisterDay::tell_return(const till::ReturnClosed& event, Return& entry) {
    till::ReceiptOpened opened;
    opened.receipt = event.receipt;
    opened.kind = till::ReceiptKind::sale_return;
    opened.lists = lists();
    shop_.say(opened);
    const auto reply = shop_.say(event);
    if (!reply) return restart();
    entry.stored = *reply->find("status")->string() == "stored";
}

}  // namespace tillpoints::simulation
