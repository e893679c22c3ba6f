#include "conformity.hpp"

#include <cstdio>
#include <stdexcept>

namespace tillpoints::cloud::test {

const openapi::Description& protocol_description() {
    static const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
    return description;
}

void hold_against_description(const HttpRequest& request, const HttpAnswer& answer) {
    const auto text = protocol_description().complaint(request, answer);
    if (text.empty()) return;
    std::fprintf(stderr, "%s\n", text.c_str());
    throw std::runtime_error(text);
}

}  // namespace tillpoints::cloud::test
