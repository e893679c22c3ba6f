#include "cloud/fleet/heartbeat.hpp"

#include <algorithm>

#include "protocol/reader.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t most = 1'000'000'000'000'000;
constexpr std::string_view health_names[] = {"ok", "unknown", "warning", "error"};

/// A word of the tool's own: small letters, digits, '_' and '.'. Lists show it in a page.
std::string word(Reader& in, std::string_view key) {
    auto text = in.maybe_text(key, 64).value_or("");
    const bool right = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    if (!right) in.fail(key, Errc::invalid_value, "small letters, digits, '_' and '.'", text);
    return text;
}

std::string version(Reader& in, std::string_view key) {
    auto text = in.maybe_text(key, 64).value_or("");
    const bool right = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '+' || c == '~';
    });
    if (!right) in.fail(key, Errc::invalid_value, "a version", text);
    return text;
}

void read_queue(Reader in, Heartbeat& out) {
    out.pending = in.integer("pending", 0, most);
    out.settling = in.integer("settling", 0, most);
    out.parked = in.integer("parked", 0, most);
    out.loss = in.integer("loss", 0, most);
    out.oldest_s = in.maybe_integer("oldest_s", -most, most);
}

void read_release(Reader in, Heartbeat& out) {
    out.release = in.integer("applied", 0, most);
    out.refused = in.integer("refused", 0, most);
    out.refusal = word(in, "reason");
}

}  // namespace

Heartbeat read_heartbeat(const Json& json, Problems& problems) {
    Reader in(json, "", problems);
    Heartbeat out;
    auto versions = in.object("versions");
    out.tool = version(versions, "tool");
    out.library = version(versions, "library");
    read_release(in.object("release"), out);
    read_queue(in.object("queue"), out);
    out.clock_ahead_s = in.object("clock").maybe_integer("ahead_s", -most, most);
    out.free_bytes = in.object("disk").maybe_integer("free_bytes", 0, most);
    out.link = word(in, "link");
    auto doctor = in.object("doctor");
    out.health = static_cast<Health>(doctor.one_of("worst", {"ok", "unknown", "warning", "error"}));
    out.first = word(doctor, "first");
    return out;
}

Json json_of(const Heartbeat& heartbeat) {
    const auto maybe = [](const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(); };
    return Json::object(
        {{"versions", Json::object({{"tool", heartbeat.tool}, {"library", heartbeat.library}})},
         {"release", Json::object({{"applied", heartbeat.release},
                                   {"refused", heartbeat.refused},
                                   {"reason", heartbeat.refusal}})},
         {"queue", Json::object({{"pending", heartbeat.pending},
                                 {"settling", heartbeat.settling},
                                 {"parked", heartbeat.parked},
                                 {"loss", heartbeat.loss},
                                 {"oldest_s", maybe(heartbeat.oldest_s)}})},
         {"clock", Json::object({{"ahead_s", maybe(heartbeat.clock_ahead_s)}})},
         {"disk", Json::object({{"free_bytes", maybe(heartbeat.free_bytes)}})},
         {"link", heartbeat.link},
         {"doctor", Json::object({{"worst", health_names[static_cast<std::size_t>(heartbeat.health)]},
                                  {"first", heartbeat.first}})}});
}

std::optional<Heartbeat> stored_heartbeat(const std::string& text) {
    if (text.empty()) return {};
    const auto json = parse_json(text);
    if (!json) return {};
    Problems problems;
    const auto heartbeat = read_heartbeat(*json, problems);
    return problems.empty() ? std::optional(heartbeat) : std::nullopt;
}

}  // namespace tillpoints::cloud
