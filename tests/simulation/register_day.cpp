#include "tests/simulation/register_day.hpp"

namespace tillpoints::simulation {
namespace {

using std::chrono::milliseconds;

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

void RegisterDay::sell_all_day() {
    for (int i = 0; i < receipts_; ++i) {
        till_.maybe_bad_weather();
        const auto kind = random_.between(0, 99);
        if (kind < 12)
            give_back();
        else if (kind < 15 && !record_.elsewhere.empty())
            give_back_elsewhere();
        else if (kind < 25 && !suspended_.empty())
            finish_suspended();
        else
            sell();
        if (random_.chance(100)) {
            const auto member = static_cast<std::size_t>(random_.between(0, 7));
            record_.elsewhere.push_back(shop_.cloud.sell_elsewhere(
                member, Money(random_.between(1'000, 90'000)), Points(random_.between(0, 20'000))));
        }
        till_.pass(random_.ms(2'000, 90'000));
        if (shop_.backed_up) maybe_lose_the_disk();
        if (!till_.power.on()) restart();
        if (shop_.technician && random_.chance(80)) see_to_the_queue();
    }
    while (!suspended_.empty()) finish_suspended();
}

void RegisterDay::restart() {
    for (int tries = 0; tries < 20; ++tries) {
        till_.boot();
        if (say_started()) return;
    }
}

void RegisterDay::maybe_lose_the_disk() {
    const auto waits = [&] {
        bool any = false;
        const auto visit = [&](const OutboxEntry& entry) { any |= entry.state == EntryState::pending; };
        till_.outbox().each_unsettled(visit).value();
        return any;
    };
    if (!till_.has_backup() && !backup_made_ && till_.power.on() && waits() && random_.chance(400)) {
        till_.back_up();
        backup_made_ = shop_.time.now();
    }
    if (!till_.has_backup() || !shop_.faults.strike(Fault::disk_restored, 80)) return;
    till_.outbox()
        .each_entry([&](const OutboxEntry& entry) { record_.lost.emplace_back(index_, entry); })
        .value();
    forget_since(*backup_made_);
    // The inbox is a file of its own, so what was ordered may still be done; the backup may lack the entries.
    for (const auto& order : std::exchange(unanswered_, {}))
        if (!replay::about_receipt(order.kind)) record_.commanded.emplace(index_, order.entry);
    till_.boot_from_backup();
    if (!say_started()) restart();
}

/// What the backup does not know the end of. The register tells the plugin of these sales again.
void RegisterDay::forget_since(Timestamp backup) {
    for (auto& sale : record_.sales)
        if (sale.till == index_ && (sale.end == Sale::End::open || sale.ended_at >= backup)) {
            sale.forgotten = true;
            sale.stored = false;
        }
    for (auto& line : record_.returns)
        if (line.till == index_ && line.told_at >= backup) line.forgotten = true;
}

bool RegisterDay::say_started() {
    const auto reply = till_.say(till::RegisterStarted{serial(), lists()});
    if (!reply) return false;
    const Json* in_doubt = reply->find("in_doubt");
    if (!in_doubt) return true;
    std::erase_if(record_.in_doubt, [&](const auto& it) { return it.first == index_; });
    for (const auto& receipt : *in_doubt->items())
        record_.in_doubt.emplace(index_, ReceiptId(*receipt.string()));
    return true;
}

void RegisterDay::close_shift() {
    if (!till_.power.on() || random_.chance(500)) restart();
    for (auto& [event, line] : unsaid_) tell_return(event, *line);
    for (int i = 0; shop_.technician && i < 3; ++i) see_to_the_queue();
    till_.say(till::ShiftClosed{"1", lists()});
    say_started();
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
    for (const auto& sale : record_.sales) {
        if (sale.till != index_) continue;
        if (sale.end == Sale::End::open) out.open.push_back(sale.id);
        // What the plugin said is stored need not be told again.
        if (sale.end != Sale::End::closed || sale.stored) continue;
        if (shop_.faults.strike(Fault::odd_in_list, 100))
            out.odd.push_back({sale.id, {Errc::does_not_add_up, "closed[0].total", "", ""}});
        else
            out.closed.push_back(closed(sale));
    }
    out.complete_since = till_.time() - std::chrono::hours(72);
    return out;
}

}  // namespace tillpoints::simulation
