#include "plugin/runtime/office.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t resumed_facts = 2'000;

/// The facts know best: a run may have ended between the cloud's answer and the note of it.
Result<void> settle_promises(Outbox& outbox, limits::Rows& rows) {
    for (auto& promise : rows.promises) {
        if (promise.settled) continue;
        const auto fact = outbox.fact(promise.fact);
        if (!fact) return fact.error();
        promise.settled = !*fact || is_final((*fact)->state) || (*fact)->state == FactState::parked;
    }
    return {};
}

}  // namespace

Result<Legacy> read_legacy(Outbox& outbox) {
    auto sessions = outbox.unfinished_sessions();
    if (!sessions) return sessions.error();
    auto facts = outbox.unsettled(resumed_facts);
    if (!facts) return facts.error();
    Legacy legacy{std::move(sessions.value()), std::move(facts.value()), true};
    legacy.complete = legacy.facts.size() < resumed_facts;
    // A settled redemption of an open receipt may yet be withdrawn.
    for (const auto& session : legacy.sessions) {
        auto own = outbox.facts_of(session.receipt);
        if (!own) return own.error();
        legacy.facts.insert(legacy.facts.end(), own->begin(), own->end());
    }
    auto limits = outbox.limits();
    if (!limits) return limits.error();
    legacy.limits = std::move(limits.value());
    const auto settled = settle_promises(outbox, legacy.limits);
    if (!settled) return settled.error();
    legacy.settings = stored_settings(outbox);
    legacy.by_hand = receipts_in(outbox, by_hand_name);
    legacy.in_doubt_noted = !receipts_in(outbox, in_doubt_name).empty();
    return legacy;
}

Office::Office(const Ground& ground)
    : courier(ground, {[this](const Fact& fact, replay::News news, std::optional<Errc> reason) {
                           desk.news(fact, news, reason);
                       },
                       [this](const loyalty::Settings& settings) { desk.settings(settings); },
                       [this](const ReceiptId& receipt) { return desk.is_open(receipt); }}),
      desk(ground, courier) {}

void Office::resume(Legacy legacy) {
    if (legacy.settings) courier.know(*legacy.settings);
    desk.open_book(std::move(legacy.limits), std::move(legacy.settings));
    desk.remember_rulings(std::move(legacy.by_hand), legacy.in_doubt_noted);
    desk.resume(legacy.sessions);
    courier.resume(std::move(legacy.facts), legacy.complete);
}

void Office::stop() {
    desk.stop();
    courier.stop();
}

}  // namespace tillpoints
