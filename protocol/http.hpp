#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tillpoints {

/// An HTTP message as a value, with what both sides of the protocol need and no more.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The value of a header, compared without case; empty if absent.
std::string_view header_of(const HttpHeaders& headers, std::string_view name);

struct HttpRequest {
    std::string method;  ///< "GET", "POST", "PUT", "DELETE"
    std::string target;  ///< path and query below the base, beginning with '/': "/operations?max=50"
    HttpHeaders headers;
    std::string body;
};

struct HttpAnswer {
    int status = 0;
    HttpHeaders headers;
    std::string body;
};

}  // namespace tillpoints
