#include "cloud/outbound/destination.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Splits "host:port", "[v6]:port" or the host alone; false if it is neither.
bool read_authority(std::string_view text, Destination& out) {
    std::string_view port;
    if (take(text, "[")) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return false;
        out.host = text.substr(0, end);
        port = text.substr(end + 1);
    } else {
        const auto colon = text.find(':');
        out.host = text.substr(0, colon);
        if (colon != std::string_view::npos) port = text.substr(colon);
    }
    if (out.host.empty() || out.host.find_first_of("@ \t\r\n[]") != std::string::npos) return false;
    if (port.empty()) return true;
    const auto number = take(port, ":") ? parse_decimal(port, 0, Rounding::exact) : std::nullopt;
    if (!number || *number < 1 || *number > 65535) return false;
    out.port = static_cast<std::uint16_t>(*number);
    return true;
}

}  // namespace

std::string Destination::authority() const {
    const bool v6 = host.find(':') != std::string::npos;
    const auto name = v6 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

std::optional<Destination> parse_destination(std::string_view url) {
    Destination out;
    out.tls = take(url, "https://");
    if (!out.tls && !take(url, "http://")) return {};
    out.port = out.tls ? 443 : 80;
    if (url.find_first_of("?# \t\r\n") != std::string_view::npos) return {};
    const auto slash = url.find('/');
    if (!read_authority(url.substr(0, slash), out)) return {};
    if (slash != std::string_view::npos) out.base_path = url.substr(slash);
    while (out.base_path.ends_with('/')) out.base_path.pop_back();
    return out;
}

}  // namespace tillpoints::cloud
