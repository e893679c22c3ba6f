#include "cloud/backoffice/loopback_host.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace tillpoints::cloud {
namespace {

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_loopback_host(std::string_view host) {
    const auto colon = host.rfind(':');
    const bool with_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
    if (with_port && !is_port(host.substr(colon + 1))) return false;
    std::string name(with_port ? host.substr(0, colon) : host);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    in_addr address{};
    return name == "localhost" || name == "[::1]" ||
           (inet_pton(AF_INET, name.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127);
}

}  // namespace tillpoints::cloud
