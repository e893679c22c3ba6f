#include "adapters/update/condition.hpp"

#include <nlohmann/json.hpp>

#include "adapters/update/lines.hpp"
#include "adapters/update/members.hpp"

namespace tillpoints::update {
namespace {

constexpr const char* unchanging_members[] = {"receipt_id", "kind", "points", "total", "purchase", "created"};

}  // namespace

void read_doctor(Place& place, std::string_view report) {
    const Json json = Json::parse(report, nullptr, false);
    if (!json.is_object() || !json.contains("findings") || !json["findings"].is_array()) return;
    place.examined = true;
    for (const auto& finding : json["findings"]) {
        if (!finding.is_object()) continue;
        const auto code = text_member(finding, "code");
        const auto severity = text_member(finding, "severity");
        if (code == "library_loaded" || code == "versions_differ") place.library = true;
        if (code == "database_in_use") place.in_use = true;
        if (code == "database_none_yet") place.has_entries = true;
        if (severity != "error" && severity != "warning") continue;
        Fault fault{
            text_member(finding, "area"), code, severity == "error", {}, text_member(finding, "says")};
        for (const auto& value : finding.value("values", Json::array()))
            if (value.is_string()) fault.values.push_back(value.get<std::string>());
        place.faults.push_back(std::move(fault));
    }
}

void read_export(Place& place, bool succeeded, std::string_view lines) {
    if (!succeeded) return;
    std::map<std::string, Entry> entries;
    for (const auto line : lines_of(lines)) {
        const Json json = Json::parse(line, nullptr, false);
        const auto number = text_member(json, "number");
        if (number.empty()) return;
        Json unchanging = Json::array();
        for (const auto* name : unchanging_members) unchanging.push_back(json.value(name, Json()));
        entries[number] = {text_member(json, "state"), unchanging.dump()};
    }
    place.has_entries = true;
    place.entries = std::move(entries);
}

bool is_final(std::string_view state) {
    return state == "confirmed" || state == "withdrawn" || state == "cancelled" || state == "written_off";
}

Counts counted(const Condition& condition) {
    Counts counts;
    for (const auto& place : condition.places)
        for (const auto& [number, entry] : place.entries) {
            ++counts.entries;
            if (!is_final(entry.state)) ++counts.waiting;
            if (entry.state == "parked") ++counts.parked;
        }
    return counts;
}

}  // namespace tillpoints::update
