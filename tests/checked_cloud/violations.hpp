#pragma once
#include <string>

namespace tillpoints::cloud::test {

/// What a checked cloud with these data has answered against the description so far; empty: nothing.
std::string violations_in(const std::string& data);

/// Fails the running Catch2 test with each of them, also from a destructor.
void fail_on_violations(const std::string& data);

}  // namespace tillpoints::cloud::test
