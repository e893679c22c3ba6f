#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

namespace {

/// One that runs, by the person of this number.
CampaignRecord running(std::int64_t person, const char* key) {
    CampaignRecord campaign;
    campaign.created = noon();
    campaign.name = "May";
    campaign.message = "Come";
    campaign.texts = {{"kk", "Келіңіз"}, {"en", "Come \"soon\""}};
    campaign.promo_code = "may";
    campaign.points = Points(500);
    campaign.certificate = CertificateOffer{Points(700), noon() + hours(2), noon() + hours(50)};
    campaign.segment = R"({"bought":true})";
    campaign.state = CampaignState::running;
    campaign.begins = noon() + hours(1);
    campaign.held_out = 10;
    campaign.newest = {7};
    campaign.by = person;
    campaign.key = key;
    return campaign;
}

std::int64_t add_person(Transaction& db) {
    PersonRecord person;
    person.login = "anna";
    person.password = "hash";
    person.created = noon();
    return *db.people.add(person);
}

MessageRecord message_of(std::int64_t campaign, ParticipantId customer, MessageState state) {
    MessageRecord record;
    record.created = record.changed = noon();
    record.reference = "campaign/" + std::to_string(campaign) + "/" + std::to_string(customer.value);
    record.customer = customer;
    record.purpose = MessagePurpose::advertising;
    record.template_name = "campaign";
    record.state = state;
    return record;
}

}  // namespace

TEST_CASE("campaigns are kept whole, in the order they were made, and found by the key of who made them") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        CampaignRecord first;
        CampaignRecord second;
        storage.transact([&](Transaction& db) {
            first = running(add_person(db), "key");
            second.created = second.begins = noon();
            second.name = "June";
            second.segment = "{}";
            first.id = db.campaigns.add(first);
            second.id = db.campaigns.add(second);
        });
        reopen()->read([&](Transaction& db) {
            CHECK(db.campaigns.all() == std::vector{first, second});
            CHECK(db.campaigns.find(first.id) == first);
            CHECK_FALSE(db.campaigns.find(99));
            CHECK(db.campaigns.find_by_key(*first.by, "key") == first);
            CHECK_FALSE(db.campaigns.find_by_key(*first.by, "other"));
        });
    });
}

TEST_CASE("a running campaign is due from its beginning on, and not any more once it is done") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            auto campaign = running(add_person(db), "key");
            campaign.id = db.campaigns.add(campaign);
            CHECK_FALSE(db.campaigns.has_due(noon()));
            CHECK_FALSE(db.campaigns.take_due(noon()));
            CHECK(db.campaigns.has_due(campaign.begins));
            CHECK(db.campaigns.take_due(campaign.begins) == campaign);
            campaign.upto = {5};
            campaign.selected = 3;
            campaign.state = CampaignState::done;
            db.campaigns.update(campaign);
            CHECK(db.campaigns.lock(campaign.id) == campaign);
            CHECK_FALSE(db.campaigns.has_due(campaign.begins));
        });
    });
}

TEST_CASE("what came of a campaign is counted apart for those who were addressed and those held out") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            auto campaign = running(add_person(db), "key");
            campaign.id = db.campaigns.add(campaign);
            std::vector<ParticipantId> people;
            for (const auto* uid : {"a", "b", "c", "d", "e"})
                people.push_back(db.customers.add(someone(uid, nullptr)));
            for (std::size_t i = 0; i < people.size(); ++i)
                db.campaigns.add_member({campaign.id, people[i], i >= 3, i < 2});
            db.messages.add(message_of(campaign.id, people[0], MessageState::read));
            db.messages.add(message_of(campaign.id, people[1], MessageState::failed));
            db.messages.add(message_of(campaign.id + 1, people[2], MessageState::delivered));
            for (const auto buyer : {people[0], people[0], people[3]}) {
                auto bought = purchase(buyer);
                bought.created = noon() + hours(2);
                db.operations.add(bought);
            }
            db.operations.add(purchase(people[1]));  // before it began
            const auto cash = purchase(people[0]).cash;
            const auto outcome = db.campaigns.outcome(campaign.id, campaign.begins, noon() + hours(3));
            CHECK(outcome.addressed == CampaignGroup{3, 2, 1, 2, cash + cash});
            CHECK(outcome.held_out == CampaignGroup{2, 0, 1, 1, cash});
            CHECK(outcome.delivered == 1);
            CHECK(outcome.read == 1);
            CHECK(outcome.failed == 1);
            CHECK(db.campaigns.outcome(campaign.id + 1, noon(), noon() + hours(3)) ==
                  CampaignOutcome{{}, {}, 0, 0, 0});
        });
    });
}
