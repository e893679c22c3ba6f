#include "adapters/conform/recording.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace tillpoints::conform {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 9> names = {"init",  "create",  "submit",    "submitted", "reply",
                                                   "taken", "destroy", "destroyed", "deinit"};

}  // namespace

std::string_view name_of(Call call) {
    return names[static_cast<std::size_t>(call)];
}

std::string to_line(const Entry& entry) {
    const Json json = {{"call", name_of(entry.call)},      {"at_us", entry.at_us},   {"thread", entry.thread},
                       {"instance", entry.instance},       {"number", entry.number}, {"status", entry.status},
                       {"deadline_ms", entry.deadline_ms}, {"text", entry.text}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Entry> read_line(std::string_view line) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return {};
    try {
        Entry entry;
        const auto name = json.at("call").get<std::string>();
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) return {};
        entry.call = static_cast<Call>(found - names.begin());
        entry.at_us = json.at("at_us").get<std::int64_t>();
        entry.thread = json.value("thread", 0);
        entry.instance = json.value("instance", 0);
        entry.number = json.value("number", 0);
        entry.status = json.value("status", 0);
        entry.deadline_ms = json.value("deadline_ms", std::int64_t{0});
        entry.text = json.value("text", "");
        return entry;
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace tillpoints::conform
