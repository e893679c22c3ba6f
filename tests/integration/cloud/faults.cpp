#include <catch2/catch.hpp>
#include <chrono>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// A cloud, a till and a phone customer whose purchases need no preparation.
struct Counter {
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
    Counter counter;
    counter.next("lost_answer");
    CHECK_FALSE(ask(counter.terminal, counter.sale));
    CHECK(counter.operations() == 1);
}

TEST_CASE("a lost request: no answer, no operation") {
    Counter counter;
    counter.next("lost_request");
    CHECK_FALSE(ask(counter.terminal, counter.sale));
    CHECK(counter.operations() == 0);
}

TEST_CASE("a late commit: no operation when the connection dies, one later") {
    Counter counter;
    counter.cloud.set_switch(Json::object({{"late_commit_next", 1}, {"late_commit_ms", 300}}));
    CHECK_FALSE(ask(counter.terminal, counter.sale));
    CHECK(counter.operations() == 0);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    std::size_t seen = 0;
    while (seen == 0 && std::chrono::steady_clock::now() < deadline) seen = counter.operations();
    CHECK(seen == 1);
}

TEST_CASE("an error before and after the commit look the same to the till") {
    Counter counter;
    counter.next("error_before");
    CHECK(expect<Refusal>(counter.terminal, counter.sale).code == Errc::server_failed);
    CHECK(counter.operations() == 0);
    counter.next("error_after");
    CHECK(expect<Refusal>(counter.terminal, counter.sale).code == Errc::server_failed);
    CHECK(counter.operations() == 1);
}

TEST_CASE("half an answer is no answer, though the operation stands") {
    Counter counter;
    counter.next("cut_answer");
    CHECK_FALSE(ask(counter.terminal, counter.sale));
    CHECK(counter.operations() == 1);
}

TEST_CASE("a slow body arrives whole, but not before its time") {
    Counter counter;
    counter.cloud.set_switch(Json::object({{"slow_body_next", 1}, {"slow_body_ms", 300}}));
    const auto before = std::chrono::steady_clock::now();
    const auto sold = expect<Operation>(counter.terminal, counter.sale);
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(270));
    CHECK(expect<Operation>(counter.terminal, GetOperation{sold.id}) == sold);
    CHECK(counter.terminal.connections() == 1);
}

TEST_CASE("an answer under a wrong content type is not taken for the cloud's, though the operation stands") {
    Counter counter;
    counter.next("wrong_type");
    auto terminal = counter.cloud.unchecked_client();
    CHECK(ask(terminal, counter.sale).value().error().code == Errc::not_the_cloud);
    CHECK(counter.operations() == 1);
}

TEST_CASE("a captive portal's page is not taken for the cloud") {
    Counter counter;
    counter.next("captive_portal");
    auto terminal = counter.cloud.unchecked_client();
    CHECK(ask(terminal, counter.sale).value().error().code == Errc::not_the_cloud);
    CHECK(counter.operations() == 0);
}

TEST_CASE("a repeated nonce makes a second operation unless the switch says otherwise") {
    Counter counter;
    auto sale = std::get<CreateOperation>(counter.sale);
    sale.nonce = Nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    const auto first = expect<Operation>(counter.terminal, sale);
    CHECK(expect<Operation>(counter.terminal, sale).id != first.id);
    counter.cloud.set_switch(Json::object({{"repeated_nonce", "same"}}));
    CHECK(expect<Operation>(counter.terminal, sale) == first);
    counter.cloud.set_switch(Json::object({{"repeated_nonce", "409"}}));
    CHECK(expect<Refusal>(counter.terminal, sale).status == 409);
    counter.cloud.set_switch(Json::object({{"repeated_nonce", "400"}}));
    CHECK(expect<Refusal>(counter.terminal, sale).code == Errc::bad_request);
    CHECK(counter.operations() == 2);
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
    Counter counter;
    counter.cloud.set_switch(Json::object({{"latency_ms", 200}}));
    const auto before = std::chrono::steady_clock::now();
    expect<Settings>(counter.terminal, GetSettings());
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(200));
}
