#include <algorithm>

#include "adapters/cli/doctor.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/cli/update.hpp"
#include "adapters/doctor/phrases.hpp"

namespace tillpoints::cli {
namespace {

using update::End;
using update::Objection;
using update::Outcome;
using update::Plan;
using update::Worse;

/// More of them say nothing new.
constexpr std::size_t most_objections = 10;

/// In the language spoken, if this tool knows the code; a newer tool may have others.
std::string fault_text(const update::Fault& fault) {
    doctor::Finding finding;
    finding.values = fault.values;
    for (int i = 0; i < doctor::code_count; ++i) {
        finding.code = static_cast<doctor::Code>(i);
        if (name_of(finding.code) == fault.code) return doctor::says(tongue(), finding);
    }
    return fault.says;
}

std::string objection_text(const Objection& each) {
    switch (each.what) {
        case Worse::not_examined:
            return say(Text::worse_not_examined, {each.place});
        case Worse::library_lost:
            return say(Text::worse_library_lost);
        case Worse::new_error:
            return say(Text::worse_new_error, {each.place, fault_text(each.fault)});
        case Worse::entries_unreadable:
            return say(Text::worse_entries_unreadable, {each.place});
        case Worse::entry_gone:
            return say(Text::worse_entry_gone, {each.place, each.detail});
        case Worse::entry_changed:
            return say(Text::worse_entry_changed, {each.place, each.detail});
        case Worse::daemon_down:
            break;
    }
    return say(Text::worse_daemon_down);
}

std::string list_of(const std::vector<Objection>& all) {
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), most_objections); ++i)
        text += "  " + objection_text(all[i]) + "\n";
    return text;
}

std::string from_version(const Outcome& outcome) {
    for (const auto& each : outcome.from)
        if (each.name == "tillpoints") return each.version;
    return {};
}

std::string plan_text(const Outcome& outcome) {
    const auto from = from_version(outcome);
    switch (outcome.plan) {
        case Plan::already:
            return say(Text::update_already, {outcome.to});
        case Plan::not_from_packages:
            return say(Text::update_not_from_packages);
        case Plan::in_disorder:
            return say(Text::update_in_disorder);
        case Plan::no_candidate:
            return say(Text::update_no_candidate);
        case Plan::no_archive:
            return say(Text::update_no_archive, {outcome.to});
        case Plan::no_way_back:
            return say(Text::update_no_way_back, {from});
        case Plan::go:
            break;
    }
    return {};
}

std::string counts_text(const update::Condition& condition) {
    const auto counts = update::counted(condition);
    return say(Text::update_counts, {std::to_string(counts.entries), std::to_string(counts.waiting),
                                     std::to_string(counts.parked)});
}

std::string warnings_text(const Outcome& outcome) {
    std::string text;
    for (const auto& each : update::new_warnings(outcome.before, outcome.after))
        text += say(Text::update_warning, {fault_text(each)}) + "\n";
    return text;
}

/// Why it went back.
std::string reasons_text(const Outcome& outcome, const std::string& folder) {
    std::string text;
    if (outcome.install_failed) text = say(Text::update_install_failed, {outcome.to, folder}) + "\n";
    for (const auto& each : outcome.packages_said) text += "  " + each + "\n";
    return text + list_of(outcome.why);
}

}  // namespace

std::string told(const Outcome& outcome, const std::string& folder) {
    const auto from = from_version(outcome);
    const auto why = reasons_text(outcome, folder);
    switch (outcome.end) {
        case End::not_begun:
            return plan_text(outcome);
        case End::lists_refused:
            return say(Text::update_lists_refused, {folder});
        case End::would_update:
            return say(Text::update_would, {from, outcome.to}) + "\n" + counts_text(outcome.before);
        case End::updated:
            return warnings_text(outcome) + counts_text(outcome.after) + "\n" +
                   say(Text::update_done, {from, outcome.to});
        case End::rolled_back:
            return why + counts_text(outcome.after) + "\n" +
                   say(Text::update_rolled_back, {outcome.to, from}) +
                   (outcome.left.empty()
                        ? std::string()
                        : "\n" + say(Text::update_still_worse, {from}) + "\n" + list_of(outcome.left));
        case End::kept_newer:
            return why + say(Text::update_kept_newer, {outcome.to, from}) + "\n" + list_of(outcome.left);
        case End::no_way_back:
            return why + say(Text::update_stays, {outcome.to, from});
        case End::stuck:
            break;
    }
    return why + say(Text::update_stuck, {from, folder});
}

}  // namespace tillpoints::cli
