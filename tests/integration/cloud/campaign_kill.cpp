#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "cloud/storage/storage.hpp"
#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// A campaign and a draw that are under way in a cloud whose process is killed again and again.
namespace {

constexpr int members = 2'000;
constexpr int winners = 40;

/// Customers whose cards may show advertising, a campaign over them, and a draw among them.
void begin_both(Storage& books) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    books.transact([&](Transaction& db) {
        PersonRecord person;
        person.login = "anna";
        const auto anna = *db.people.add(person);
        for (int i = 1; i <= members; ++i) {
            const auto which = std::to_string(i);
            CustomerRecord customer;
            customer.uid = CustomerUid("uid-" + which);
            customer.created = now;
            const auto id = db.customers.add(customer);
            db.cards.add_holder({id, loyalty::Language::russian, "friend" + which, "card" + which, now});
            db.cards.set_consent(id, {Channel::app, true, now});
        }
        CampaignRecord campaign;
        campaign.created = campaign.begins = now;
        campaign.name = campaign.message = "Come";
        campaign.points = Points(100);
        campaign.segment = "{}";
        campaign.state = CampaignState::running;
        campaign.newest = db.customers.newest();
        db.campaigns.add(campaign);
        Draw draw;
        draw.arranged = now;
        draw.by = anna;
        draw.winners = winners;
        draw.segment = "{}";
        draw.prize = Prize::points;
        draw.points = Points(10'000);
        draw.message = "You won";
        draw.seed = std::string(64, '5');
        draw.commitment = "commitment";
        draw.state = DrawState::collecting;
        draw.newest = db.customers.newest();
        db.draws.add(draw);
    });
}

/// The last customers of campaign and draw, and how many winners wait for their prize.
using Place = std::array<std::int64_t, 3>;

/// How far both are, to see that a kill came in between; nothing when both are over.
std::optional<Place> place_of(Storage& books) {
    std::optional<Place> place;
    books.read([&](Transaction& db) {
        const auto campaign = *db.campaigns.find(1);
        const auto draw = *db.draws.find(1);
        std::int64_t waiting = 0;
        for (const auto& winner : db.draws.winners(1)) waiting += winner.state == PrizeState::waiting ? 1 : 0;
        const bool over =
            campaign.state == CampaignState::done && draw.state == DrawState::drawn && waiting == 0;
        if (!over) place = Place{campaign.upto.value, draw.upto.value, waiting};
    });
    return place;
}

}  // namespace

TEST_CASE(
    "a campaign and a draw whose process is killed again and again tell each customer once, lose nobody, and "
    "give every point once") {
    const DataDirectory data;
    CloudProcess(data).stop();
    const auto books = open_sqlite_storage(data.path + "/cloud.db");
    begin_both(*books);
    std::mt19937 random{7};
    std::set<Place> killed_at;
    for (int round = 0; const auto before = place_of(*books); ++round) {
        REQUIRE(round < 200);
        CloudProcess cloud(data, {"--console", "127.0.0.1:0"});
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (place_of(*books) == before && std::chrono::steady_clock::now() < deadline)
            std::this_thread::yield();
        // Somewhere within the next pieces.
        for (auto looks = random() % 40; looks > 0 && place_of(*books); --looks) std::this_thread::yield();
        cloud.kill();
        if (const auto place = place_of(*books)) killed_at.insert(*place);
    }
    CHECK(killed_at.size() >= 5);

    books->read([&](Transaction& db) {
        std::map<std::string, int> told;
        for (const auto& message : db.messages.page(0, 10'000))
            ++told[message.reference.substr(0, message.reference.find('/'))];
        CHECK(told == std::map<std::string, int>{{"campaign", members}, {"draw", winners}});
        const auto outcome = db.campaigns.outcome(1, {}, {});
        CHECK(outcome.addressed.members == members);
        CHECK(outcome.addressed.told == members);
        CHECK(db.campaigns.find(1)->selected == members);
        CHECK(db.draws.participants(1).size() == members);
        CHECK(db.draws.winners(1).size() == winners);
        CHECK(db.ledger.balance(campaigns_account) == Points(-100 * members - 10'000 * winners));
    });
    const auto audit = run_program({"audit", "--data", data.path});
    INFO(audit.output);
    CHECK(audit.status == 0);
}
