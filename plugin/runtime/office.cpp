#include "plugin/runtime/office.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t resumed_facts = 2'000;

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
    return legacy;
}

Office::Office(const Ground& ground)
    : courier(ground, {[this](const Fact& fact, replay::News news, std::optional<Errc> reason) { desk.news(fact, news, reason); },
                       [this](const loyalty::Settings& settings) { desk.settings(settings); },
                       [this](const ReceiptId& receipt) { return desk.is_open(receipt); }}),
      desk(ground, courier) {}

void Office::resume(Legacy legacy) {
    desk.resume(legacy.sessions);
    courier.resume(std::move(legacy.facts), legacy.complete);
}

void Office::stop() {
    desk.stop();
    courier.stop();
}

}  // namespace tillpoints
