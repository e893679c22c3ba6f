#include "cloud/push/push_services.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::string_view any_below = "*.";

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
}

bool is_lower_name(std::string_view name) {
    return !name.empty() &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
}

bool matches(std::string_view pattern, std::string_view host) {
    if (!pattern.starts_with(any_below)) return pattern == host;
    pattern.remove_prefix(1);  // what is left begins with the point
    return host.size() > pattern.size() && host.ends_with(pattern);
}

bool may_be_called(const PushServices& services, const Destination& at) {
    if (services.loopback && !at.tls && at.host == "127.0.0.1") return true;
    return at.tls && at.port == 443 && is_lower_name(at.host) &&
           std::any_of(services.hosts.begin(), services.hosts.end(),
                       [&](const std::string& each) { return matches(each, at.host); });
}

}  // namespace

std::optional<PushEndpoint> push_endpoint(const PushServices& services, std::string_view url) {
    if (url.size() > longest_endpoint || !is_printable(url) || url.find('#') != std::string_view::npos)
        return {};
    const auto question = std::min(url.find('?'), url.size());
    auto at = parse_destination(url.substr(0, question));
    if (!at || !may_be_called(services, *at)) return {};
    auto rest = url.substr(url.find("://") + 3);
    rest.remove_prefix(std::min(rest.find_first_of("/?"), rest.size()));
    auto target = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    at->base_path.clear();
    const std::string scheme = at->tls ? "https://" : "http://";
    return PushEndpoint{*at, std::move(target), scheme + at->authority()};
}

bool is_push_host(std::string_view name) {
    if (name.starts_with(any_below)) name.remove_prefix(any_below.size());
    const bool has_point = name.find('.') != std::string_view::npos;
    const bool is_address = name.find_first_not_of("0123456789.") == std::string_view::npos;
    return is_lower_name(name) && has_point && !is_address && name.size() <= 200;
}

}  // namespace tillpoints::cloud
