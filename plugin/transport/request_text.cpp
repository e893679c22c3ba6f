#include "plugin/transport/request_text.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

constexpr std::string_view user_agent = "tillpoints/" TILLPOINTS_VERSION;
constexpr std::array<std::string_view, 9> owned_headers{
    "host", "content-length", "transfer-encoding", "connection", "keep-alive", "expect", "upgrade",
    "te",   "trailer"};

bool is_token(std::string_view text) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != others.npos;
    });
}

bool is_header_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

bool is_target(std::string_view text) {
    return text.starts_with('/') &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

bool carries_body(const HttpRequest& request) {
    return !request.body.empty() || request.method == "POST" || request.method == "PUT";
}

Problem misuse(std::string where, std::string expected) {
    return {Errc::misuse, std::move(where), std::move(expected), {}};
}

}  // namespace

std::optional<Problem> unsendable(const Caller& caller) {
    if (!is_token(caller.credential_header)) return misuse("credential_header", "the name of an HTTP header");
    for (const auto owned : owned_headers)
        if (same_name(caller.credential_header, owned))
            return misuse("credential_header", "a header that HTTP itself does not use");
    if (!is_header_value(caller.accept_language))
        return misuse("accept_language", "a language tag such as ru");
    return {};
}

std::optional<Problem> unsendable(const Caller& caller, const HttpRequest& request) {
    if (!is_token(request.method)) return misuse("method", "an HTTP method");
    if (!is_target(request.target))
        return misuse("target", "a path of printable characters beginning with '/'");
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name)) return misuse("headers", "the name of an HTTP header");
        if (!is_header_value(value)) return misuse("headers", "a header value without line breaks");
        if (same_name(name, caller.credential_header))
            return misuse("headers", "no credential: it is configured");
        for (const auto owned : owned_headers)
            if (same_name(name, owned))
                return misuse("headers", "no " + std::string(owned) + ": it is the transport's");
    }
    return {};
}

void write_request(const Caller& caller, const HttpRequest& request, std::string_view request_id,
                   Timestamp now, Secret& out) {
    auto& text = out.text();
    wipe(text);
    std::size_t size = 1024 + caller.url.path.size() + request.target.size() + request.body.size() +
                       caller.credential.view().size();
    for (const auto& [name, value] : request.headers) size += name.size() + value.size() + 4;
    text.reserve(size);

    const auto header = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) text.append(name).append(": ").append(value).append("\r\n");
    };
    const auto standard = [&](std::string_view name, std::string_view value) {
        if (header_of(request.headers, name).empty()) header(name, value);
    };
    text.append(request.method)
        .append(" ")
        .append(caller.url.path)
        .append(request.target)
        .append(" HTTP/1.1\r\n");
    header("Host", caller.url.authority);
    header(caller.credential_header, caller.credential.view());
    standard("Accept", "application/json");
    standard("Accept-Charset", "utf-8");
    standard("Accept-Language", caller.accept_language);
    standard("User-Agent", user_agent);
    standard("X-Origin-Request-Id", request_id);
    standard("X-Timestamp", to_text(now));
    if (carries_body(request)) {
        standard("Content-Type", "application/json");
        header("Content-Length", std::to_string(request.body.size()));
    }
    for (const auto& [name, value] : request.headers) header(name, value);
    text.append("\r\n").append(request.body);
}

}  // namespace tillpoints
