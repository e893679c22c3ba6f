#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/http.hpp"

namespace tillpoints {

/// Where a browser reaches pages: the scheme, and every host it may name, each with its port.
struct PageOrigin {
    std::string scheme;
    std::set<std::string> hosts;
};

/// Of a server that listens there. `names` are further names by which browsers reach it. A server on the
/// loopback address is reached by each of the loopback's names.
PageOrigin page_origin(bool tls, const std::string& address, std::uint16_t port,
                       const std::vector<std::string>& names);

/// Is the address of this machine only?
bool is_loopback_address(std::string_view address);

/// Is the request for one of the hosts? A page elsewhere may have let its own name lead here.
bool names_own_host(const PageOrigin& origin, const HttpRequest& request);

/// Does the request come from the server's own pages, or from no page at all? `Origin` and `Sec-Fetch-Site`
/// tell.
bool comes_from_own_page(const PageOrigin& origin, const HttpRequest& request);

/// Does a browser open this as a page of its own, perhaps by a link on another page?
bool is_navigation(const HttpRequest& request);

/// The value of a cookie in the request; empty without it.
std::string_view cookie_of(const HttpRequest& request, std::string_view name);

/// Set-Cookie for a cookie that no script reads and no other site's request carries. An empty value takes it
/// away. Over TLS the name must begin with `__Host-`.
std::string session_cookie(std::string_view name, std::string_view value, bool secure);

/// Headers of every answer that a browser gets: nothing of it runs, is framed, guessed or kept.
void protect_answer(HttpAnswer& answer);

/// The same for a page's own files: they may load what stands beside them, and nothing else.
void protect_page(HttpAnswer& answer);

}  // namespace tillpoints
