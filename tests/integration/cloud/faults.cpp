#include <catch2/catch.hpp>
#include <chrono>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// A cloud, a terminal and a customer known by phone, whose purchases need no preparation.
struct FaultyCloud {
    DataDirectory data;
    CloudProcess cloud{data};
    Client terminal = cloud.client();
    Call sale = purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000, 0, "receipt/1");

    void next(const std::string& fault) { cloud.set_switch(Json::object({{fault + "_next", 1}})); }
    std::size_t operations() {
        return expect<OperationPage>(terminal, ListOperations{50, {}, {}}).rows.size();
    }
};

}  // namespace

TEST_CASE("an answer lost after the commit: no answer, one operation") {
    FaultyCloud faulty;
    faulty.next("lost_answer");
    CHECK_FALSE(ask(faulty.terminal, faulty.sale));
    CHECK(faulty.operations() == 1);
}

TEST_CASE("a lost request: no answer, no operation") {
    FaultyCloud faulty;
    faulty.next("lost_request");
    CHECK_FALSE(ask(faulty.terminal, faulty.sale));
    CHECK(faulty.operations() == 0);
}

TEST_CASE("a late commit: no operation when the connection dies, one later") {
    FaultyCloud faulty;
    faulty.cloud.set_switch(Json::object({{"late_commit_next", 1}, {"late_commit_ms", 300}}));
    CHECK_FALSE(ask(faulty.terminal, faulty.sale));
    CHECK(faulty.operations() == 0);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    std::size_t seen = 0;
    while (seen == 0 && std::chrono::steady_clock::now() < deadline) seen = faulty.operations();
    CHECK(seen == 1);
}

TEST_CASE("an error before and one after the commit look the same to the terminal") {
    FaultyCloud faulty;
    faulty.next("error_before");
    CHECK(expect<Refusal>(faulty.terminal, faulty.sale).code == Errc::server_failed);
    CHECK(faulty.operations() == 0);
    faulty.next("error_after");
    CHECK(expect<Refusal>(faulty.terminal, faulty.sale).code == Errc::server_failed);
    CHECK(faulty.operations() == 1);
}

TEST_CASE("half an answer is no answer, although the operation was committed") {
    FaultyCloud faulty;
    faulty.next("cut_answer");
    CHECK_FALSE(ask(faulty.terminal, faulty.sale));
    CHECK(faulty.operations() == 1);
}

TEST_CASE("a slow body arrives whole, but not before its time") {
    FaultyCloud faulty;
    faulty.cloud.set_switch(Json::object({{"slow_body_next", 1}, {"slow_body_ms", 300}}));
    const auto before = std::chrono::steady_clock::now();
    const auto sold = expect<Operation>(faulty.terminal, faulty.sale);
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(270));
    CHECK(expect<Operation>(faulty.terminal, GetOperation{sold.id}) == sold);
    CHECK(faulty.terminal.connections() == 1);
}

TEST_CASE(
    "an answer under a wrong content type is not taken for the cloud's, although the operation was "
    "committed") {
    FaultyCloud faulty;
    faulty.next("wrong_type");
    auto terminal = faulty.cloud.unchecked_client();
    CHECK(ask(terminal, faulty.sale).value().error().code == Errc::not_the_cloud);
    CHECK(faulty.operations() == 1);
}

TEST_CASE("a captive portal's page is not taken for the cloud") {
    FaultyCloud faulty;
    faulty.next("captive_portal");
    auto terminal = faulty.cloud.unchecked_client();
    CHECK(ask(terminal, faulty.sale).value().error().code == Errc::not_the_cloud);
    CHECK(faulty.operations() == 0);
}

TEST_CASE("a repeated nonce makes a second operation unless the setting says otherwise") {
    FaultyCloud faulty;
    auto sale = std::get<CreateOperation>(faulty.sale);
    sale.nonce = Nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    const auto first = expect<Operation>(faulty.terminal, sale);
    CHECK(expect<Operation>(faulty.terminal, sale).id != first.id);
    faulty.cloud.set_switch(Json::object({{"repeated_nonce", "same"}}));
    CHECK(expect<Operation>(faulty.terminal, sale) == first);
    faulty.cloud.set_switch(Json::object({{"repeated_nonce", "409"}}));
    CHECK(expect<Refusal>(faulty.terminal, sale).status == 409);
    faulty.cloud.set_switch(Json::object({{"repeated_nonce", "400"}}));
    CHECK(expect<Refusal>(faulty.terminal, sale).code == Errc::bad_request);
    CHECK(faulty.operations() == 2);
}

TEST_CASE("a nonce is still known after a restart") {
    DataDirectory data;
    auto sale = purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000);
    sale.nonce = Nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    OperationId first;
    for (int start = 0; start < 2; ++start) {
        CloudProcess cloud(data, {"--set", "repeated_nonce=same"});
        auto terminal = cloud.client();
        const auto operation = expect<Operation>(terminal, sale);
        if (start == 0) first = operation.id;
        CHECK(operation.id == first);
        CHECK(cloud.stop() == 0);
    }
}

TEST_CASE("latency holds back every answer") {
    FaultyCloud faulty;
    faulty.cloud.set_switch(Json::object({{"latency_ms", 200}}));
    const auto before = std::chrono::steady_clock::now();
    expect<Settings>(faulty.terminal, GetSettings());
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(200));
}
