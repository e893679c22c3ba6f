#include "adapters/doctor/answer.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace tillpoints::doctor {
namespace {

using Json = nlohmann::json;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view header(std::string_view head, std::string_view name) {
    for (std::size_t at = 0; at < head.size();) {
        const auto end = std::min(head.find("\r\n", at), head.size());
        const auto line = head.substr(at, end - at);
        at = end + 2;
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        if (!std::equal(name.begin(), name.end(), line.begin(),
                        [](char a, char b) { return lower(a) == lower(b); }))
            continue;
        auto value = line.substr(name.size() + 1);
        while (value.starts_with(' ')) value.remove_prefix(1);
        return value;
    }
    return {};
}

std::optional<std::size_t> number(std::string_view text, int base) {
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (read.ec != std::errc() || read.ptr == text.data()) return {};
    return value;
}

/// The body of a chunked answer; nothing until its last chunk is there.
std::optional<std::string> joined_chunks(std::string_view bytes) {
    std::string body;
    for (;;) {
        const auto end = bytes.find("\r\n");
        if (end == bytes.npos) return {};
        const auto size = number(bytes.substr(0, end), 16);
        if (!size) return {};
        if (*size == 0) return body;
        if (bytes.size() < end + 2 || bytes.size() - end - 2 < *size) return {};
        body.append(bytes.substr(end + 2, *size));
        bytes.remove_prefix(std::min(bytes.size(), end + 2 + *size + 2));
    }
}

std::string text_member(const Json& json, const char* name) {
    return json.contains(name) && json[name].is_string() ? json[name].get<std::string>().substr(0, 200)
                                                         : std::string();
}

std::string percent(const Json& json, const char* name) {
    if (!json.contains(name) || !json[name].is_number()) return "?";
    char text[32];
    std::snprintf(text, sizeof text, "%g %%", json[name].get<double>());
    return text;
}

std::optional<std::int64_t> parsed_time(std::string_view text, const char* format) {
    std::tm utc{};
    const std::string copy(text);
    if (!::strptime(copy.c_str(), format, &utc)) return {};
    return static_cast<std::int64_t>(::timegm(&utc));
}

}  // namespace

std::optional<HttpAnswer> answer_in(std::string_view bytes, bool ended) {
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end == bytes.npos) return {};
    HttpAnswer answer;
    answer.head = bytes.substr(0, head_end);
    const auto rest = bytes.substr(head_end + 4);
    if (!answer.head.starts_with("HTTP/1.") || answer.head.size() < 12) return {};
    answer.status = static_cast<int>(number(std::string_view(answer.head).substr(9, 3), 10).value_or(0));
    if (header(answer.head, "Transfer-Encoding") == "chunked") {
        if (auto body = joined_chunks(rest)) {
            answer.body = std::move(*body);
            return answer;
        }
        if (!ended) return {};
    } else if (const auto length = number(header(answer.head, "Content-Length"), 10)) {
        if (rest.size() < *length && !ended) return {};
        answer.body = rest.substr(0, *length);
        return answer;
    } else if (!ended && answer.status != 204) {
        return {};
    }
    answer.body = rest;
    return answer;
}

std::optional<std::int64_t> time_of(std::string_view head) {
    if (const auto stamp = parsed_time(header(head, "X-Timestamp"), "%Y-%m-%dT%H:%M:%S")) return stamp;
    return parsed_time(header(head, "Date"), "%a, %d %b %Y %H:%M:%S GMT");
}

void read_settings(const HttpAnswer& answer, Network& facts) {
    const Json json = Json::parse(answer.body, nullptr, false);
    if (!json.is_object()) return;
    facts.error_code = text_member(json, "errorCode");
    facts.company_name = text_member(json, "name");
    facts.currency = text_member(json, "currency");
    const auto programme = json.find("loyaltyProgramSettings");
    facts.settings = programme != json.end() && programme->is_object() && !facts.currency.empty();
    if (!facts.settings) return;
    const auto tier = programme->find("baseMembershipTier");
    const bool known = tier != programme->end() && tier->is_object();
    facts.base_rate = known ? percent(*tier, "rate") : "?";
    facts.most_points = percent(*programme, "maxScoresDiscount");
}

Place place_of(std::string_view url) {
    Place place;
    place.tls = !url.starts_with("http://");
    if (const auto at = url.find("://"); at != url.npos) url.remove_prefix(at + 3);
    const auto slash = std::min(url.find('/'), url.size());
    place.authority = url.substr(0, slash);
    place.path = url.substr(slash);
    place.port = place.tls ? "443" : "80";
    std::string_view host = place.authority;
    const auto bracket = host.rfind(']');
    const auto colon = host.rfind(':');
    if (colon != host.npos && (bracket == host.npos || colon > bracket)) {
        place.port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    place.host = host;
    return place;
}

}  // namespace tillpoints::doctor
