#pragma once
#include <string>
#include <string_view>

#include "protocol/error.hpp"

namespace tillpoints {

/// Where the loyalty cloud lives, taken apart.
struct BaseUrl {
    bool tls = true;
    std::string host;  ///< a name or a numeric address, IPv6 without brackets
    std::string port;
    std::string authority;    ///< the Host header: host, brackets where IPv6, port where not the scheme's own
    std::string path;         ///< prefixed to every target; empty or "/partner/v2", never ending in '/'
    bool is_address = false;  ///< `host` is numeric: nothing to look up, no SNI
    bool is_loopback = false;
};

/// Reads "https://host[:port][/path]". "http://" is accepted for localhost and loopback addresses only; user
/// information, a query and a fragment are refused. The problem's `where` is "base_url" and it never quotes
/// the URL, which may hold a pasted secret.
Result<BaseUrl> parse_base_url(std::string_view url);

}  // namespace tillpoints
