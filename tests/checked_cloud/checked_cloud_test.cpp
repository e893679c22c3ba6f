#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cloud_process.hpp"
#include "tests/checked_cloud/violations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

namespace {

/// The protocol's description with another errorCode for one refusal; for the clouds that are started while
/// it exists.
struct OtherDescription {
    explicit OtherDescription(const DataDirectory& data) {
        std::stringstream text;
        text << std::ifstream(TILLPOINTS_OPENAPI).rdbuf();
        auto description = text.str();
        const std::string code = "\"insufficientFunds\"";
        for (auto at = description.find(code); at != std::string::npos; at = description.find(code))
            description.replace(at, code.size(), "\"anotherCode\"");
        const auto file = data.path + "/openapi.json";
        std::ofstream(file) << description;
        setenv("TILLPOINTS_DESCRIPTION", file.c_str(), 1);
    }
    ~OtherDescription() { unsetenv("TILLPOINTS_DESCRIPTION"); }
};

/// Answered 400 insufficientFunds.
void spend_too_much(const CloudProcess& cloud) {
    auto terminal = cloud.unchecked_client();
    const loyalty::Identity anna = loyalty::ByCode{cloud.code_of(cloud.join("Anna"))};
    const auto refusal = expect<loyalty::Refusal>(terminal, purchase(anna, 10'000'000, 9'000'000));
    CHECK(refusal.code == Errc::insufficient_funds);
}

/// Reads the violations and removes them, so that the process does not fail this test.
std::string taken_violations(const DataDirectory& data) {
    const auto violations = violations_in(data.path);
    std::filesystem::remove(data.path + "/violations");
    return violations;
}

}  // namespace

TEST_CASE("a cloud whose answer is not as described says so in its data and by its exit status") {
    const DataDirectory data;
    const OtherDescription other(data);
    CloudProcess cloud(data);
    spend_too_much(cloud);
    const auto violations = taken_violations(data);
    CHECK(violations.find("POST /operations") == 0);
    CHECK(violations.find("insufficientFunds") != std::string::npos);
    CHECK(cloud.stop() == 3);
}

TEST_CASE("its violations survive a kill -9, and fail the test that started it", "[!shouldfail]") {
    const DataDirectory data;
    const OtherDescription other(data);
    CloudProcess cloud(data);
    spend_too_much(cloud);
    cloud.kill();
}

TEST_CASE("a cloud that answers as described ends with status 0 and leaves nothing behind") {
    const DataDirectory data;
    CloudProcess cloud(data);
    spend_too_much(cloud);
    CHECK(cloud.stop() == 0);
    CHECK(violations_in(data.path).empty());
}
