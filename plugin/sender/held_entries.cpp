#include "plugin/sender/held_entries.hpp"

#include <algorithm>
#include <utility>

namespace tillpoints {
const OutboxEntry* HeldEntries::find(const EntryId& id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &entries_[place->second - places_before_];
}

OutboxEntry* HeldEntries::held(const EntryId& id) {
    return const_cast<OutboxEntry*>(std::as_const(*this).find(id));
}

void HeldEntries::put(OutboxEntry entry) {
    OutboxEntry* present = held(entry.id);
    if (!present) {
        places_.emplace(entry.id, places_before_ + entries_.size());
        return entries_.push_back(std::move(entry));
    }
    const auto found = unsettled_.find(entry.id);
    if (found == unsettled_.end()) {
        *present = std::move(entry);
    } else {
        found->second.settled = std::move(entry);
        refresh(found->first, found->second);
    }
}

void HeldEntries::erase(const EntryId& id) {
    const auto place = places_.find(id);
    if (place == places_.end()) return;
    unsettled_.erase(place->first);
    for (auto at = place->second - places_before_; at > 0; --at) {
        entries_[at] = std::move(entries_[at - 1]);
        places_.at(entries_[at].id) += 1;
    }
    places_.erase(place);
    entries_.pop_front();
    places_before_ += 1;
}

void HeldEntries::rest(const EntryId& id, Timestamp until) {
    const OutboxEntry* present = find(id);
    if (!present) return;
    const auto found = unsettled_.find(id);
    OutboxEntry entry = found == unsettled_.end() ? *present : found->second.settled;
    entry.not_before = until;
    put(std::move(entry));
}

HeldEntries::History& HeldEntries::history_of(const OutboxEntry& entry) {
    return unsettled_.try_emplace(entry.id, History{entry, {}, false}).first->second;
}

const OutboxEntry* HeldEntries::change(const EntryChange& change, BatchId batch) {
    const OutboxEntry* present = find(change.entry);
    if (!present) return nullptr;
    History& history = history_of(*present);
    history.changes.push_back({batch, change});
    refresh(change.entry, history);
    return find(change.entry);
}

void HeldEntries::step(OutboxEntry after, BatchId batch) {
    const OutboxEntry* present = find(after.id);
    if (!present) return;
    const EntryId id = after.id;
    const bool withdraws = after.wanted == Wanted::withdraw && present->wanted == Wanted::keep;
    History& history = history_of(*present);
    history.changes.push_back({batch, Step{std::move(after), withdraws}});
    refresh(id, history);
}

OutboxEntry HeldEntries::made(OutboxEntry entry, const Unsettled& change) {
    if (const auto* asked = std::get_if<EntryChange>(&change.what)) return changed(std::move(entry), *asked);
    // A step owns everything but what the receipt says of the entry: wanted and printed.
    const Step& step = std::get<Step>(change.what);
    OutboxEntry out = step.after;
    out.printed = entry.printed;
    // What is on its way back from the cloud stays unwanted, even if the change that asked for it was
    // refused.
    const bool going_back = out.state == EntryState::reversing || out.state == EntryState::reversal_sent;
    if (!step.withdraws && !going_back) out.wanted = entry.wanted;
    return out;
}

void HeldEntries::refresh(const EntryId& id, const History& history) {
    OutboxEntry entry = history.settled;
    for (const auto& change : history.changes) entry = made(std::move(entry), change);
    *held(id) = std::move(entry);
}

void HeldEntries::settle_change(History& history, BatchId batch, bool stored) {
    auto& changes = history.changes;
    if (stored) {
        for (auto& change : changes) change.stored = change.stored || change.batch == batch;
    } else {
        const auto is_printed = [](const EntryChange& change) {
            return std::holds_alternative<EntryChange::MarkPrinted>(change.what);
        };
        const auto refused = [&](const Unsettled& change) { return change.batch == batch; };
        // What is on paper is there whatever the disk does; it is stored with the next change.
        for (const auto& change : changes) {
            const auto* asked = std::get_if<EntryChange>(&change.what);
            if (refused(change) && asked && is_printed(*asked)) history.settled.printed = true;
        }
        const auto last = changes.empty() ? batch : changes.back().batch;
        if (std::erase_if(changes, refused) > 0 && last != batch) history.disk_differs = true;
    }
    while (!changes.empty() && changes.front().stored) {
        history.settled = made(std::move(history.settled), changes.front());
        changes.erase(changes.begin());
    }
}

std::vector<OutboxEntry> HeldEntries::settle(BatchId batch, bool stored) {
    std::vector<OutboxEntry> again;
    for (auto at = unsettled_.begin(); at != unsettled_.end();) {
        auto& [id, history] = *at;
        settle_change(history, batch, stored);
        refresh(id, history);
        if (!history.changes.empty()) {
            ++at;
            continue;
        }
        if (history.disk_differs) again.push_back(history.settled);
        at = unsettled_.erase(at);
    }
    return again;
}

}  // namespace tillpoints
