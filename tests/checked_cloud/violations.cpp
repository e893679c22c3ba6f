#include "tests/checked_cloud/violations.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

namespace tillpoints::cloud::test {

std::string violations_in(const std::string& data) {
    std::ifstream file(data + "/violations");
    return {std::istreambuf_iterator<char>(file), {}};
}

void fail_on_violations(const std::string& data) {
    const auto violations = violations_in(data);
    if (!violations.empty()) FAIL_CHECK("the cloud's answers are not as described:\n" << violations);
}

}  // namespace tillpoints::cloud::test
