#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <thread>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

constexpr int tills = 16;
constexpr int receipts = 8;

Nonce nonce_of(int till, int receipt) {
    char text[40];
    std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%06d%06d", till, receipt);
    return Nonce(text);
}

/// Spends 100 points a receipt from one of the accounts, each purchase sent twice.
void spend(const CloudProcess& cloud, const std::vector<Json>& customers, int till,
           std::atomic<int>& refused) {
    auto client = cloud.client();
    for (int i = 0; i < receipts; ++i) {
        const auto& customer = customers[static_cast<std::size_t>(till + i) % customers.size()];
        auto call = purchase(ByCode{cloud.code_of(customer)}, 100'000, 10'000);
        call.nonce = nonce_of(till, i);
        for (int times = 0; times < 2; ++times) {
            const auto answer = ask(client, call).value().value();
            const auto* refusal = std::get_if<Refusal>(&answer);
            if (refusal && refusal->code == Errc::insufficient_funds) ++refused;
        }
    }
}

}  // namespace

TEST_CASE(
    "many tills spending from few accounts take none below zero, and every nonce happens at most once") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--set", "repeated_nonce=same"});
    std::vector<Json> customers;
    for (int i = 0; i < 5; ++i) customers.push_back(cloud.join("Customer"));
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int till = 0; till < tills; ++till)
        threads.emplace_back([&, till] { spend(cloud, customers, till, refused); });
    for (auto& thread : threads) thread.join();

    const auto ledger = cloud.ledger();
    CHECK(*ledger.find("balanced")->boolean());
    std::map<std::string, int> nonces;
    for (const auto& operation : *ledger.find("operations")->items())
        ++nonces[*operation.find("nonce")->string()];
    for (const auto& [nonce, times] : nonces) CHECK(times == 1);
    CHECK(static_cast<int>(nonces.size()) + refused / 2 == tills * receipts);
    CHECK(refused > 0);
    std::map<std::string, Points> balances;
    for (const auto& posting : *ledger.find("postings")->items())
        balances[*posting.find("account")->string()] +=
            Points(*parse_decimal(posting.find("points")->number()->digits, 2, Rounding::exact));
    for (int i = 1; i <= 5; ++i) CHECK(balances["customer/" + std::to_string(i)] >= Points());
}
