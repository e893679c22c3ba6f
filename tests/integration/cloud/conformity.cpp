#include "conformity.hpp"

#include <cstdio>
#include <stdexcept>

namespace tillpoints::cloud::test {

const openapi::Description& protocol_description() {
    static const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
    return description;
}

void hold_against_description(const HttpRequest& request, const HttpAnswer& answer) {
    const auto faults = protocol_description().faults(request, answer);
    if (faults.empty()) return;
    auto text = request.method + " " + request.target + " " + request.body + "\nanswered " +
                std::to_string(answer.status) + " " + answer.body + "\nnot as described:";
    for (const auto& fault : faults) text += "\n  " + fault;
    std::fprintf(stderr, "%s\n", text.c_str());
    throw std::runtime_error(text);
}

}  // namespace tillpoints::cloud::test
