#include <catch2/catch.hpp>

#include "deployment.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

TEST_CASE(
    "texts that not every database can store are refused by both: zero bytes, and bytes that are not UTF-8") {
    for (const auto& deployment : deployments()) {
        INFO(deployment.name);
        const CloudDeployment clouds(deployment);
        clouds.join("Anna", "+77010000001");
        auto terminal = clouds.terminal(0);
        const auto status = [&](const char* method, const std::string& target, const std::string& body) {
            return terminal.send({method, target, {{"Content-Type", "application/json"}}, body})
                .value()
                .status;
        };
        const auto sale = [&](const std::string& member) {
            return status("POST", "/operations",
                          R"({"participant":{"phone":"+77010000001"},)" + member +
                              R"("receipt":{"total":1,"cash":1,"points":0,"number":"r"}})");
        };
        CHECK(status("GET", "/customers/find?code=%00", "") == 400);
        CHECK(status("GET", "/customers/find?code=%FF", "") == 400);
        CHECK(status("GET", "/customers/find?uid=a%00b", "") == 400);
        CHECK(sale("\"nonce\":\"a\\u0000b\",") == 400);
        CHECK(sale("\"nonce\":\"a\xff\",") == 400);
        CHECK(sale("\"cashier\":{\"externalId\":\"k\",\"name\":\"a\\u0000b\"},") == 400);
        CHECK(sale("\"nonce\":\"\\ud800\",") == 400);
        CHECK(sale("") == 200);
    }
}
