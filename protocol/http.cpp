#include "protocol/http.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view header_of(const HttpHeaders& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (key.size() == name.size() && std::equal(key.begin(), key.end(), name.begin(),
                                                    [](char a, char b) { return lower(a) == lower(b); }))
            return value;
    return {};
}

}  // namespace tillpoints
