#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints::cloud {

/// Where requests go: "https://api.example.com/partner/v2" taken apart.
struct Destination {
    bool tls = true;
    std::string host;  ///< without the brackets of an IPv6 address
    std::uint16_t port = 443;
    std::string base_path;  ///< empty, or beginning with '/' and without one at its end

    /// As the Host header has it.
    std::string authority() const;
    friend bool operator==(const Destination&, const Destination&) = default;
};

/// Nothing unless it is http:// or https://, a host and no user, query or fragment.
std::optional<Destination> parse_destination(std::string_view url);

}  // namespace tillpoints::cloud
