#include <thread>

#include "cloud/api/customers/registration.hpp"
#include "cloud/draws/run_draws.hpp"
#include "cloud/draws/selection.hpp"
#include "implementations.hpp"
#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

constexpr int customers = 450;
constexpr std::int64_t winners = 60;
const Timestamp today = on(2026, 3, 1);

/// A process that works on the database.
struct Process {
    explicit Process(std::unique_ptr<Storage> opened)
        : storage(std::move(opened)),
          service(
              programme, *storage, 42, [] { return today; }, system_randomness(), variants) {}

    Programme programme = electronics();
    ProtocolVariants variants;
    std::unique_ptr<Storage> storage;
    Service service;
};

std::int64_t arrange(Service& service) {
    std::int64_t id = 0;
    service.transact([&](RequestContext& context) {
        PersonRecord person;
        person.login = "anna";
        Draw draw;
        draw.by = *context.db.people.add(person);
        for (int i = 0; i < customers; ++i)
            REQUIRE(register_customer(context, {"Somebody", {}, {}, {}}).has_value());
        draw.arranged = context.now;
        draw.winners = winners;
        draw.segment = "{}";
        draw.prize = Prize::points;
        draw.points = points(10);
        draw.seed = std::string(64, 'a');
        draw.commitment = commitment_of(draw.seed);
        draw.state = DrawState::collecting;
        draw.asked = context.now;
        draw.newest = context.db.customers.newest();
        id = context.db.draws.add(draw);
    });
    return id;
}

}  // namespace

TEST_CASE(
    "a draw that two processes work on has each participant and each winner once, and each prize is given "
    "once") {
    std::vector<std::vector<ParticipantId>> by_database;
    for_each_storage([&](Storage&, const auto& open) {
        Process one(open());
        Process other(open());
        const auto id = arrange(one.service);
        const auto work = [](Process& process) {
            while (run_draws(process.service, {})) continue;
        };
        std::thread beside([&] { work(other); });
        work(one);
        beside.join();
        // One may have seen nothing to do while the other held the last piece.
        work(one);
        one.storage->read([&](Transaction& db) {
            const auto draw = *db.draws.find(id);
            CHECK(draw.state == DrawState::drawn);
            CHECK(draw.participants == customers);
            const auto whole = whole_draw(db, draw);
            CHECK(std::ssize(whole.list) == customers);
            CHECK(std::ssize(whole.winners) == winners);
            CHECK(whole.winners == select_winners(draw.seed, whole.list, winners));
            CHECK(digest_of_list(whole.list) == draw.list_digest);
            CHECK(db.ledger.balance(campaigns_account) == -points(10 * winners));
            CHECK(db.ledger.audit().violations == std::vector<std::string>());
            by_database.push_back(whole.winners);
        });
    });
    REQUIRE(by_database.size() == 2);
    CHECK(by_database[0] == by_database[1]);
}

TEST_CASE(
    "a draw whose process is ended after any piece goes on in the next process, and has the same winners") {
    for_each_storage([&](Storage&, const auto& open) {
        std::int64_t id = 0;
        {
            Process first(open());
            id = arrange(first.service);
        }
        int pieces = 0;
        const auto one_piece = [&] {
            Process next(open());
            return run_draws(next.service, {});
        };
        while (one_piece()) REQUIRE(++pieces < 200);
        Process last(open());
        last.storage->read([&](Transaction& db) {
            const auto whole = whole_draw(db, *db.draws.find(id));
            CHECK(std::ssize(whole.list) == customers);
            CHECK(whole.winners == select_winners(whole.draw.seed, whole.list, winners));
            CHECK(db.ledger.balance(campaigns_account) == -points(10 * winners));
        });
        CHECK(pieces >= winners + 3);
    });
}
