#include "adapters/update/state.hpp"

#include "adapters/update/members.hpp"

namespace tillpoints::update {
namespace {

constexpr int format = 1;

Json place_json(const Place& place) {
    Json faults = Json::array();
    for (const auto& each : place.faults)
        faults.push_back({{"area", each.area},
                          {"code", each.code},
                          {"error", each.error},
                          {"values", each.values},
                          {"says", each.says}});
    Json entries = Json::object();
    for (const auto& [number, entry] : place.entries)
        entries[number] = Json::array({entry.state, entry.unchanging});
    return {{"name", place.name},     {"examined", place.examined},       {"library", place.library},
            {"in_use", place.in_use}, {"has_entries", place.has_entries}, {"faults", faults},
            {"entries", entries}};
}

Place place_from(const Json& json) {
    Place place{text_member(json, "name"),
                flag_member(json, "examined"),
                flag_member(json, "library"),
                flag_member(json, "in_use"),
                flag_member(json, "has_entries"),
                {},
                {}};
    for (const auto& each : json.value("faults", Json::array())) {
        if (!each.is_object()) continue;
        Fault fault{text_member(each, "area"),
                    text_member(each, "code"),
                    flag_member(each, "error"),
                    {},
                    text_member(each, "says")};
        for (const auto& value : each.value("values", Json::array()))
            if (value.is_string()) fault.values.push_back(value.get<std::string>());
        place.faults.push_back(std::move(fault));
    }
    const Json entries = json.value("entries", Json::object());
    for (const auto& [number, entry] : entries.items())
        if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string())
            place.entries[number] = {entry[0].get<std::string>(), entry[1].get<std::string>()};
    return place;
}

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string to_json(const State& state) {
    Json from = Json::array();
    for (const auto& each : state.from)
        from.push_back({{"name", each.name}, {"version", each.version}, {"architecture", each.architecture}});
    return text_of({{"format", format},
                    {"phase", state.phase == Phase::back ? "back" : "forward"},
                    {"from", from},
                    {"to", state.to},
                    {"way_back", state.way_back}});
}

std::optional<State> read_state(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != Json(format)) return {};
    const auto phase = text_member(json, "phase");
    if (phase != "forward" && phase != "back") return {};
    State state{phase == "back" ? Phase::back : Phase::forward,
                {},
                text_member(json, "to"),
                flag_member(json, "way_back")};
    for (const auto& each : json.value("from", Json::array())) {
        Package package{text_member(each, "name"), text_member(each, "version"),
                        text_member(each, "architecture"), true};
        if (package.name.empty() || !is_version(package.version)) return {};
        state.from.push_back(std::move(package));
    }
    if (state.from.empty() || !is_version(state.to)) return {};
    return state;
}

std::string to_json(const Condition& condition) {
    Json places = Json::array();
    for (const auto& place : condition.places) places.push_back(place_json(place));
    return text_of({{"format", format}, {"daemon_active", condition.daemon_active}, {"places", places}});
}

std::optional<Condition> read_condition(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != Json(format)) return {};
    Condition condition;
    condition.daemon_active = flag_member(json, "daemon_active");
    for (const auto& place : json.value("places", Json::array()))
        if (place.is_object()) condition.places.push_back(place_from(place));
    return condition;
}

}  // namespace tillpoints::update
