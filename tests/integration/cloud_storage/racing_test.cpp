#include <barrier>
#include <catch2/catch.hpp>
#include <thread>

#include "cloud/api/participant_ids.hpp"
#include "deployment.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

constexpr int terminals = 64;
constexpr int rounds = 8;

/// Terminals with open connections, spread over the processes, that all send the same request at one moment.
class SimultaneousTerminals {
  public:
    explicit SimultaneousTerminals(const CloudDeployment& clouds) {
        for (int terminal = 0; terminal < terminals; ++terminal) {
            lines_.push_back(clouds.terminal(terminal));
            expect<Settings>(lines_.back(), GetSettings());
        }
    }

    /// What each was answered.
    std::vector<Answer> race(const Call& call) {
        std::barrier start(terminals);
        std::vector<std::optional<Result<Answer>>> answers(terminals);
        std::vector<std::thread> threads;
        for (std::size_t terminal = 0; terminal < terminals; ++terminal)
            threads.emplace_back([&, terminal] {
                start.arrive_and_wait();
                answers[terminal] = ask(lines_[terminal], call);
            });
        for (auto& thread : threads) thread.join();
        std::vector<Answer> out;
        for (const auto& answer : answers) out.push_back(answer.value().value());
        return out;
    }

  private:
    std::vector<Client> lines_;
};

/// How many got an operation; each of the others was refused by this status and error.
int winners(const std::vector<Answer>& answers, int status, Errc code) {
    int count = 0;
    for (const auto& answer : answers) {
        const auto* refusal = std::get_if<Refusal>(&answer);
        if (!refusal) {
            CHECK(std::holds_alternative<Operation>(answer));
            ++count;
            continue;
        }
        CHECK(refusal->status == status);
        CHECK(refusal->code == code);
    }
    return count;
}

ParticipantId row_of(const Json& customer) {
    return stored_id({std::stoll(customer.find("participant")->number()->digits)});
}

/// The ledger balances and has so many operations; `customer` is left with these points.
void settle(const CloudDeployment& clouds, std::int64_t operations, const Json& customer, Points points) {
    const auto id = row_of(customer);
    clouds.storage()->read([&](Transaction& db) {
        const auto audit = db.ledger.audit();
        CHECK(audit.violations.empty());
        CHECK(audit.operations == operations);
        CHECK(db.ledger.balance(customer_account(id)) == points);
    });
}

CreateOperation by_code(const std::string& code, std::int64_t total, std::int64_t points, std::int64_t cash) {
    CreateOperation call;
    call.who = ByCode{code};
    call.total = Money(total);
    call.points = Points(points);
    call.cash = Money(cash);
    return call;
}

/// Runs the test on every deployment, with the welcome points of a new customer.
void everywhere(
    const std::function<void(const CloudDeployment&, SimultaneousTerminals&, const Json&)>& race) {
    for (const auto& deployment : deployments()) {
        INFO(deployment.name);
        const CloudDeployment clouds(deployment);
        SimultaneousTerminals crowded(clouds);
        race(clouds, crowded, clouds.join("Anna", "+77010000001"));
    }
}

}  // namespace

TEST_CASE(
    "when 64 terminals use one app code at once, one redeems and the others get the 404 of a used code") {
    everywhere([](const CloudDeployment& clouds, SimultaneousTerminals& crowded, const Json& anna) {
        constexpr std::int64_t award = 18;  // 1 % of 18.00
        for (int round = 0; round < rounds; ++round) {
            const auto call = by_code(clouds.code_of(anna), 2'000, 200, 1'800);
            CHECK(winners(crowded.race(call), 404, Errc::not_found) == 1);
        }
        settle(clouds, rounds, anna, Points(50'000 - rounds * (200 - award)));
    });
}

TEST_CASE(
    "when 64 terminals use one certificate at once, one is paid by it and the others get the 404 of a used "
    "code") {
    everywhere([](const CloudDeployment& clouds, SimultaneousTerminals& crowded, const Json& anna) {
        constexpr std::int64_t award = 100;  // 1 % of 100.00
        for (int round = 0; round < rounds; ++round) {
            const auto call = by_code(clouds.certificate_of(anna, 100), 20'000, 0, 10'000);
            CHECK(winners(crowded.race(call), 404, Errc::not_found) == 1);
        }
        settle(clouds, rounds, anna, Points(50'000 + rounds * award));
    });
}

TEST_CASE(
    "when 64 terminals refund one operation at once, what was paid comes back once, whole or in parts") {
    everywhere([](const CloudDeployment& clouds, SimultaneousTerminals& crowded, const Json& anna) {
        auto terminal = clouds.terminal(0);
        for (int round = 0; round < rounds; ++round) {
            const auto parts = round % 2 == 0 ? 5 : 1;
            const auto sold = expect<Operation>(terminal, by_code(clouds.code_of(anna), 2'000, 200, 1'800));
            RefundOperation call{sold.id, {}};
            if (parts > 1) call.partial_amount = Money(2'000 / parts);
            CHECK(winners(crowded.race(call), 400, Errc::bad_request) == parts);
            CHECK(expect<Operation>(terminal, GetOperation{sold.id}).state == OperationState::canceled);
        }
        settle(clouds, rounds + rounds / 2 * (5 + 1), anna, Points(50'000));
    });
}

TEST_CASE(
    "when 64 terminals redeem with one confirmation at once, one redeems and the others ask the customer "
    "again") {
    everywhere([](const CloudDeployment& clouds, SimultaneousTerminals& crowded, const Json& anna) {
        constexpr std::int64_t spent = 10'100;
        constexpr std::int64_t award = 909;  // 1 % of 909.00
        constexpr int confirmations = 4;
        for (int round = 0; round < confirmations; ++round) {
            ConfirmationRecord given;
            given.id = "confirmation " + std::to_string(round);
            given.customer = row_of(anna);
            given.points = Points(spent);
            given.expires = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
                            std::chrono::minutes(10);
            given.given = true;
            clouds.storage()->transact([&](Transaction& db) { db.confirmations.add(given); });
            auto call = by_code({}, 101'000, spent, 101'000 - spent);
            call.who = ByPhone{*Phone::parse("+77010000001")};
            call.confirmation = given.id;
            CHECK(winners(crowded.race(call), 400, Errc::confirmation_required) == 1);
        }
        settle(clouds, confirmations, anna, Points(50'000 - confirmations * (spent - award)));
    });
}
