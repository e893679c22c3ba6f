#include "adapters/update/judge.hpp"

#include <algorithm>

namespace tillpoints::update {
namespace {

const Place* place_named(const Condition& condition, const std::string& name) {
    for (const auto& place : condition.places)
        if (place.name == name) return &place;
    return nullptr;
}

bool has_fault(const Place* place, const Fault& fault) {
    return place && std::any_of(place->faults.begin(), place->faults.end(), [&](const Fault& each) {
               return each.area == fault.area && each.code == fault.code && (each.error || !fault.error);
           });
}

/// What a register may have done to an entry meanwhile: it goes on with what is not final, and takes back
/// what is no longer wanted.
bool may_move(const std::string& from, const std::string& to) {
    if (!is_final(from)) return true;
    return from == "confirmed" &&
           (to == "reversing" || to == "reversal_sent" || to == "withdrawn" || to == "parked");
}

void compare_entries(const Place& before, const Place& after, std::vector<Objection>& all) {
    const bool used = before.in_use || after.in_use;
    for (const auto& [number, entry] : before.entries) {
        const auto found = after.entries.find(number);
        if (found == after.entries.end()) {
            if (!used || !is_final(entry.state))
                all.push_back({Worse::entry_gone, before.name, number + " (" + entry.state + ")", {}});
            continue;
        }
        const auto& now = found->second;
        const bool moved = now.state != entry.state && !(used && may_move(entry.state, now.state));
        if (moved || now.unchanging != entry.unchanging)
            all.push_back({Worse::entry_changed,
                           before.name,
                           number + " (" + entry.state + ", " + now.state + ")",
                           {}});
    }
}

void compare_place(const Place& before, const Place& after, std::vector<Objection>& all) {
    if (!after.examined) {
        if (before.examined) all.push_back({Worse::not_examined, before.name, {}, {}});
        return;
    }
    if (before.library && !after.library) all.push_back({Worse::library_lost, before.name, {}, {}});
    for (const auto& fault : after.faults)
        if (fault.error && !has_fault(&before, fault) && !(fault.area == "library" && !after.library))
            all.push_back({Worse::new_error, before.name, {}, fault});
    if (!before.has_entries || (before.library && !after.library)) return;
    if (!after.has_entries)
        all.push_back({Worse::entries_unreadable, before.name, {}, {}});
    else
        compare_entries(before, after, all);
}

}  // namespace

std::vector<Objection> objections(const Condition& before, const Condition& after) {
    std::vector<Objection> all;
    for (const auto& place : before.places) {
        const auto* now = place_named(after, place.name);
        compare_place(place, now ? *now : Place{}, all);
    }
    if (before.daemon_active && !after.daemon_active) all.push_back({Worse::daemon_down, {}, {}, {}});
    return all;
}

std::vector<Fault> new_warnings(const Condition& before, const Condition& after) {
    std::vector<Fault> all;
    for (const auto& place : after.places)
        for (const auto& fault : place.faults)
            if (!fault.error && !has_fault(place_named(before, place.name), fault)) all.push_back(fault);
    return all;
}

bool may_pass(const std::vector<Objection>& all) {
    constexpr std::string_view areas[] = {"clock", "dns", "tcp", "tls", "http", "key", "company", "register"};
    return std::all_of(all.begin(), all.end(), [&](const Objection& each) {
        return each.what == Worse::daemon_down ||
               (each.what == Worse::new_error &&
                std::find(std::begin(areas), std::end(areas), each.fault.area) != std::end(areas));
    });
}

}  // namespace tillpoints::update
