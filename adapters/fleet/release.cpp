#include "adapters/fleet/release.hpp"

#include <algorithm>

#include "adapters/fleet/members.hpp"

namespace tillpoints::fleet {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t largest_number = 1'000'000'000;

/// It becomes an argument of a program.
bool is_version(const std::string& text) {
    return text.size() <= 64 &&
           std::all_of(text.begin(), text.end(),
                       [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '~' || c == '-';
                       }) &&
           !text.starts_with('-');
}

}  // namespace

std::string payload_of(const Release& release) {
    Json json{{"number", release.number}};
    if (!release.configuration.is_null()) json["configuration"] = release.configuration;
    if (!release.version.empty()) json["version"] = release.version;
    return json.dump();
}

std::optional<Release> read_release(const std::string& payload) {
    const auto json = Json::parse(payload, nullptr, false);
    if (!json.is_object()) return {};
    Release release{number_member(json, "number"), json.value("configuration", Json()),
                    text_member(json, "version")};
    const bool right = release.number > 0 && release.number <= largest_number &&
                       is_version(release.version) &&
                       (release.configuration.is_null() || release.configuration.is_object());
    return right ? std::optional(release) : std::nullopt;
}

const char* name_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::signature:
            return "signature";
        case Refusal::forbidden:
            return "forbidden";
        case Refusal::configuration_wrong:
            return "configuration_wrong";
        case Refusal::doctor_worse:
            return "doctor_worse";
        case Refusal::update_failed:
            return "update_failed";
        case Refusal::interrupted:
            return "interrupted";
    }
    return "";
}

std::string text_of(const ReleaseState& state) {
    Json json{{"authority", state.authority},
              {"applied", state.applied},
              {"refused", state.refused},
              {"reason", state.reason}};
    json["updated"] = state.updated;
    json["trying"] = state.trying;
    json["tries"] = state.tries;
    json["taking"] = state.taking;
    json["kept"] = state.kept ? Json(*state.kept) : Json();
    return json.dump(2) + "\n";
}

std::optional<ReleaseState> read_release_state(const std::string& text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    ReleaseState state;
    state.authority = text_member(json, "authority");
    state.applied = number_member(json, "applied");
    state.refused = number_member(json, "refused");
    state.reason = text_member(json, "reason");
    state.updated = number_member(json, "updated");
    state.trying = number_member(json, "trying");
    state.tries = static_cast<int>(number_member(json, "tries"));
    state.taking = json.value("taking", Json()) == true;
    if (json.contains("kept") && json["kept"].is_string()) state.kept = json["kept"].get<std::string>();
    return state;
}

bool is_news(const Release& release, const ReleaseState& state) {
    return release.number > std::max(state.applied, state.refused);
}

std::string forbidden_setting(const Json& configuration) {
    if (!configuration.is_object()) return {};
    for (const char* name : {"data_directory", "currency"})
        if (configuration.contains(name)) return std::string("/") + name;
    const auto cloud = configuration.find("cloud");
    if (cloud == configuration.end() || !cloud->is_object()) return {};
    for (const char* name : {"company_id", "key_file"})
        if (cloud->contains(name)) return std::string("/cloud/") + name;
    return {};
}

bool moves_the_cloud(const Json& configuration) {
    if (!configuration.is_object()) return false;
    const auto cloud = configuration.find("cloud");
    return cloud != configuration.end() && cloud->is_object() && cloud->contains("base_url");
}

}  // namespace tillpoints::fleet
