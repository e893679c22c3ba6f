#include <catch2/catch.hpp>

#include "deployment.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// A hundred thousand purchases, each with a nonce, of a hundred customers.
void fill(Transaction& db) {
    db.take_turn();  // it may take longer than a request
    for (int c = 0; c < 100; ++c) {
        CustomerRecord customer;
        customer.name = "Customer";
        OperationRecord record;
        record.customer = db.customers.add(customer);
        record.total = record.cash = Money(1000);
        for (int i = 0; i < 1000; ++i) {
            record.nonce = Nonce("filled-" + std::to_string(c) + "-" + std::to_string(i));
            db.operations.add(record);
        }
    }
}

}  // namespace

TEST_CASE("a nonce repeated after a restart and a hundred thousand other operations still finds the first") {
    for (const auto& deployment : deployments()) {
        INFO(deployment.name);
        CloudDeployment clouds(deployment, {"--set", "repeated_nonce=same"});
        clouds.join("Anna", "+77010000001");
        auto call = purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000, 1'000);
        call.nonce = Nonce("2b1c7b52-4f3e-4a8e-9b1a-0d7f3f6a1c55");
        auto terminal = clouds.terminal(0);
        const auto first = expect<Operation>(terminal, call);

        clouds.storage()->transact(fill);
        for (int i = 0; i < clouds.processes(); ++i) {
            clouds.kill(i);
            clouds.start(i);
            auto again = clouds.terminal(i);
            CHECK(expect<Operation>(again, call) == first);
        }
        clouds.storage()->read([](Transaction& db) {
            CHECK(db.ledger.balance(customer_account({1})) == Points(50'000 - 1'000 + 90));
            CHECK(db.ledger.audit().operations == 100'001);
        });
    }
}
