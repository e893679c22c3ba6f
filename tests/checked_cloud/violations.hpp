#pragma once
#include <string>

namespace tillpoints::cloud::test {

/// The violations that a checked cloud with this data directory has recorded so far; empty: none.
std::string violations_in(const std::string& data);

/// Fails the running Catch2 test with each of them, also from a destructor.
void fail_on_violations(const std::string& data);

}  // namespace tillpoints::cloud::test
