#include "plugin/engine/engine.hpp"

#include "plugin/receipts/stored_values.hpp"
#include "plugin/sender/cloud_time.hpp"

namespace tillpoints {
namespace {

/// Marks offline redemptions as settled whose entries are. An earlier run may have ended between storing the
/// entry and storing that mark.
Result<void> settle_offline_redemptions(Outbox& outbox, limits::Rows& rows) {
    for (auto& offline_redemption : rows.offline_redemptions) {
        if (offline_redemption.settled) continue;
        const auto entry = outbox.entry(offline_redemption.entry);
        if (!entry) return entry.error();
        offline_redemption.settled =
            !*entry || is_final((*entry)->state) || (*entry)->state == EntryState::parked;
    }
    return {};
}

}  // namespace

Result<StoredState> read_stored_state(Outbox& outbox, std::size_t most_entries) {
    auto sessions = outbox.unfinished_sessions();
    if (!sessions) return sessions.error();
    auto entries = outbox.unsettled(most_entries);
    if (!entries) return entries.error();
    StoredState stored_state{std::move(sessions.value()), std::move(entries.value()), true};
    stored_state.complete = stored_state.entries.size() < most_entries;
    // A settled redemption of an open receipt may yet be withdrawn.
    for (const auto& session : stored_state.sessions) {
        auto own = outbox.entries_of(session.receipt);
        if (!own) return own.error();
        stored_state.entries.insert(stored_state.entries.end(), own->begin(), own->end());
    }
    auto limits = outbox.limits();
    if (!limits) return limits.error();
    stored_state.limits = std::move(limits.value());
    const auto settled = settle_offline_redemptions(outbox, stored_state.limits);
    if (!settled) return settled.error();
    stored_state.settings = stored_settings(outbox);
    stored_state.manually_resolved = stored_receipts(outbox, manually_resolved_name);
    stored_state.cloud_time = stored_cloud_time(outbox);
    stored_state.in_doubt_noted = !stored_receipts(outbox, in_doubt_name).empty();
    return stored_state;
}

Engine::Engine(const RuntimeEnv& env)
    : sender(env,
             {[this](const OutboxEntry& entry, replay::EntryOutcome entry_outcome,
                     std::optional<Errc> reason) { dispatcher.entry_outcome(entry, entry_outcome, reason); },
              [this](const loyalty::Settings& settings) { dispatcher.settings(settings); },
              [this](const ReceiptId& receipt) { return dispatcher.is_open(receipt); }}),
      dispatcher(env, sender) {}

void Engine::resume(StoredState stored_state) {
    if (stored_state.settings) sender.set_programme(*stored_state.settings);
    dispatcher.load_limits(stored_state.limits, std::move(stored_state.settings));
    dispatcher.remember_resolutions(std::move(stored_state.manually_resolved), stored_state.in_doubt_noted);
    dispatcher.resume(stored_state.sessions, stored_state.entries);
    const bool used =
        stored_state.cloud_time || !stored_state.entries.empty() || !stored_state.sessions.empty();
    sender.resume({std::move(stored_state.entries), stored_state.complete, used, stored_state.cloud_time});
}

void Engine::stop() {
    dispatcher.stop();
    sender.stop();
}

}  // namespace tillpoints
