#include <algorithm>
#include <cstdio>

#include "tests/simulation/register_day.hpp"

/// A technician at the till.
namespace tillpoints::simulation {
namespace {

using replay::CommandKind;

std::string uuid_of(std::uint64_t number) {
    char text[37];
    std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012llx",
                  static_cast<unsigned long long>(number & 0xFFFFFFFFFFFFu));
    return text;
}

std::vector<EntryId> that_wait(Outbox& outbox) {
    std::vector<EntryId> out;
    const auto visit = [&](const OutboxEntry& entry) {
        if (entry.state == EntryState::parked || entry.state == EntryState::pending) out.push_back(entry.id);
    };
    outbox.each_unsettled(visit).value();
    return out;
}

CommandKind kind_of(std::int64_t percent) {
    if (percent < 40) return CommandKind::retry;
    if (percent < 60) return CommandKind::edit;
    return percent < 80 ? CommandKind::write_off : CommandKind::cancel;
}

}  // namespace

replay::Command RegisterDay::order(CommandKind kind) {
    replay::Command order;
    order.id = uuid_of(random_.next());
    order.kind = kind;
    order.by = "technician";
    order.reason = "order " + order.id;
    return order;
}

void RegisterDay::see_to_the_queue() {
    for (const auto& again : std::exchange(unanswered_, {})) command(again);
    settle_a_doubt();
    if (record_.sales.size() % 16 == 5) forget_somebody();
    const auto waiting = that_wait(till_.outbox());
    if (waiting.empty()) return;
    auto wish = order(kind_of(random_.between(0, 99)));
    wish.entry =
        waiting[static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(waiting.size()) - 1))];
    if (wish.kind == CommandKind::edit)
        wish.phone = Phone::parse("+7900000000" + std::to_string(random_.between(0, 7)));
    command(wish);
    // ListTime twice, it happens once.
    if (random_.chance(300)) command(wish);
}

/// A customer asks to be forgotten. One whose request the power took asks again another day.
void RegisterDay::forget_somebody() {
    replay::Command wish;
    wish.id = uuid_of(0xF000'0000 + record_.sales.size() * 16 + index_);
    wish.kind = CommandKind::forget;
    wish.by = "technician";
    wish.reason = "asked for it";
    wish.phone = Phone::parse("+7900000000" + std::to_string(record_.sales.size() / 16 % 8));
    const auto answer = till_.order(wish);
    if (!answer) return restart();
    if (*answer->find("outcome") != Json("done")) till_.complaints.push_back("a customer is not forgotten");
}

/// Whoever looks at the paper roll finds none: only receipts that were cancelled stay in doubt.
void RegisterDay::settle_a_doubt() {
    const auto mine = [&](const Sale& sale) {
        return sale.till == index_ && sale.end == Sale::End::cancelled &&
               record_.in_doubt.contains({index_, sale.id});
    };
    const auto sale = std::find_if(record_.sales.begin(), record_.sales.end(), mine);
    if (sale == record_.sales.end()) return;
    auto wish = order(CommandKind::receipt_cancelled);
    wish.receipt = sale->id;
    command(wish);
}

void RegisterDay::command(const replay::Command& order) {
    const auto answer = till_.order(order);
    if (!answer) {
        unanswered_.push_back(order);
        return restart();
    }
    const bool of_receipt = replay::about_receipt(order.kind);
    const auto receipt = of_receipt ? order.receipt : till_.outbox().entry(order.entry).value()->receipt;
    const bool done = *answer->find("outcome")->string() == "done";
    if (done && of_receipt) record_.in_doubt.erase({index_, receipt});
    if (done && !of_receipt)
        for (const auto& changed : *answer->find("changed")->items())
            record_.commanded.emplace(index_, EntryId(*changed.find("number")->string()));
    const auto journal = till_.outbox().journal_of(receipt).value();
    const auto told = std::count_if(journal.begin(), journal.end(), [&](const JournalLine& line) {
        return line.detail.find(order.reason) != std::string::npos;
    });
    const auto expected = !done ? 0 : of_receipt ? 2 : 1;
    if (told != expected)
        till_.complaints.push_back("a command for " + (of_receipt ? receipt.text : order.entry.text) +
                                   " stands " + std::to_string(told) + " times in the journal");
}

}  // namespace tillpoints::simulation
