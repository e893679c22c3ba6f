#include "adapters/cli/table.hpp"
#include "adapters/cli/update.hpp"

namespace tillpoints::cli {
namespace {

const char* name_of_end(const update::Outcome& outcome) {
    using update::End;
    using update::Plan;
    switch (outcome.end) {
        case End::updated:
            return "updated";
        case End::would_update:
            return "would_update";
        case End::lists_refused:
            return "lists_refused";
        case End::rolled_back:
            return "rolled_back";
        case End::kept_newer:
            return "kept_newer";
        case End::no_way_back:
            return "worse_without_way_back";
        case End::stuck:
            return "stuck";
        case End::not_begun:
            break;
    }
    switch (outcome.plan) {
        case Plan::already:
            return "already";
        case Plan::not_from_packages:
            return "not_from_packages";
        case Plan::in_disorder:
            return "in_disorder";
        case Plan::no_candidate:
            return "no_candidate";
        case Plan::no_archive:
            return "no_archive";
        case Plan::no_way_back:
            return "no_way_back";
        case Plan::go:
            break;
    }
    return "not_begun";
}

const char* name_of_worse(update::Worse what) {
    using update::Worse;
    switch (what) {
        case Worse::not_examined:
            return "not_examined";
        case Worse::library_lost:
            return "library_lost";
        case Worse::new_error:
            return "new_error";
        case Worse::entries_unreadable:
            return "entries_unreadable";
        case Worse::entry_gone:
            return "entry_gone";
        case Worse::entry_changed:
            return "entry_changed";
        case Worse::daemon_down:
            break;
    }
    return "daemon_down";
}

Json fault_json(const update::Fault& fault) {
    return {{"area", fault.area},
            {"severity", fault.error ? "error" : "warning"},
            {"code", fault.code},
            {"says", fault.says}};
}

Json objections_json(const std::vector<update::Objection>& all) {
    Json json = Json::array();
    for (const auto& each : all) {
        Json one{{"what", name_of_worse(each.what)}, {"place", each.place}, {"detail", each.detail}};
        if (each.what == update::Worse::new_error) one["finding"] = fault_json(each.fault);
        json.push_back(std::move(one));
    }
    return json;
}

Json condition_json(const update::Condition& condition) {
    const auto counts = update::counted(condition);
    Json places = Json::array();
    for (const auto& place : condition.places) {
        Json faults = Json::array();
        for (const auto& each : place.faults) faults.push_back(fault_json(each));
        places.push_back({{"name", place.name}, {"in_use", place.in_use}, {"faults", faults}});
    }
    return {{"entries", counts.entries},
            {"waiting", counts.waiting},
            {"parked", counts.parked},
            {"daemon_active", condition.daemon_active},
            {"places", places}};
}

}  // namespace

std::string told_as_json(const update::Outcome& outcome) {
    Json from = Json::object();
    for (const auto& each : outcome.from) from[each.name] = each.version;
    Json warnings = Json::array();
    for (const auto& each : update::new_warnings(outcome.before, outcome.after))
        warnings.push_back(fault_json(each));
    const Json json{{"outcome", name_of_end(outcome)},
                    {"from", from},
                    {"to", outcome.to},
                    {"resumed", outcome.resumed},
                    {"before", condition_json(outcome.before)},
                    {"after", condition_json(outcome.after)},
                    {"install_failed", outcome.install_failed},
                    {"packages_said", outcome.packages_said},
                    {"why", objections_json(outcome.why)},
                    {"left", objections_json(outcome.left)},
                    {"new_warnings", warnings}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tillpoints::cli
