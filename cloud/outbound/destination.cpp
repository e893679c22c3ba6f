#include "cloud/outbound/destination.hpp"

#include <boost/url/parse.hpp>

namespace tillpoints::cloud {
namespace {

namespace urls = boost::urls;

/// The host without brackets; nothing for a kind of host that no request can be sent to.
std::optional<std::string> host_of(const urls::url_view& url) {
    switch (url.host_type()) {
        case urls::host_type::name:
            // A percent-encoded name could hold anything once it is decoded.
            if (url.encoded_host().empty() || url.encoded_host().find('%') != std::string_view::npos)
                return {};
            return std::string(url.encoded_host());
        case urls::host_type::ipv4:
        case urls::host_type::ipv6:
            return url.host_address();
        default:
            return {};
    }
}

}  // namespace

std::string Destination::authority() const {
    const bool v6 = host.find(':') != std::string::npos;
    const auto name = v6 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

std::optional<Destination> parse_destination(std::string_view text) {
    const auto parsed = urls::parse_uri(text);
    if (!parsed) return {};
    const urls::url_view& url = *parsed;
    if (url.scheme() != "https" && url.scheme() != "http") return {};
    if (url.has_userinfo() || url.has_query() || url.has_fragment()) return {};
    // Boost.URL 1.81 takes what follows a complete authority for a path: "https://[::1]x".
    if (!url.encoded_path().empty() && !url.encoded_path().starts_with('/')) return {};
    const auto host = host_of(url);
    if (!host) return {};
    Destination out;
    out.tls = url.scheme() == "https";
    out.host = *host;
    out.port = out.tls ? 443 : 80;
    if (url.has_port()) out.port = url.port_number();
    if (out.port == 0) return {};  // no number, or none that a port can have
    out.base_path = url.encoded_path();
    while (out.base_path.ends_with('/')) out.base_path.pop_back();
    return out;
}

}  // namespace tillpoints::cloud
