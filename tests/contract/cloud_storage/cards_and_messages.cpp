#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

MessageRecord full_message(ParticipantId customer, const std::string& reference) {
    MessageRecord record;
    record.created = record.changed = noon();
    record.reference = reference;
    record.customer = customer;
    record.address = "+77010000001";
    record.channel = Channel::hook;
    record.purpose = MessagePurpose::advertising;
    record.template_name = "campaign";
    record.language = loyalty::Language::kazakh;
    record.values = {{"text", "Сәлем, \"Анна\""}, {"order", "7"}};
    record.due = noon() + 1min;
    record.expires = noon() + 1h;
    record.note = "new";
    return record;
}

ParticipantId add_customer(Storage& storage, const char* uid, const char* phone) {
    ParticipantId id;
    storage.transact([&](Transaction& db) { id = db.customers.add(someone(uid, phone)); });
    return id;
}

}  // namespace

TEST_CASE("a message is stored with all that it holds, once for its reference, and changes its state") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto anna = add_customer(storage, "a", "+77010000001");
        auto record = full_message(anna, "campaign/1");
        storage.transact([&](Transaction& db) {
            CHECK(db.messages.add(record));
            CHECK_FALSE(db.messages.add(full_message(anna, "campaign/1")));
        });
        reopen()->transact([&](Transaction& db) {
            const auto rows = db.messages.page(0, 10);
            REQUIRE(rows.size() == 1);
            record.id = rows[0].id;
            CHECK(rows[0] == record);
            record.state = MessageState::delivered;
            record.tries = 2;
            record.due.reset();
            record.values.clear();
            record.changed = noon() + 5min;
            record.note = {};
            db.messages.update(record);
            CHECK(db.messages.find(record.id) == record);
            CHECK(db.messages.of_customer(anna, Channel::hook, 10).size() == 1);
            CHECK(db.messages.of_customer(anna, Channel::app, 10).empty());
        });
    });
}

TEST_CASE("messages are due by channel and time, and the same is not taken twice") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto storage = implementation.open();
        const auto anna = add_customer(*storage, "a", nullptr);
        storage->transact([&](Transaction& db) {
            for (int i = 1; i <= 3; ++i) {
                auto record = full_message(anna, std::to_string(i));
                record.due = noon() + std::chrono::minutes(4 - i);
                if (i == 3) record.channel = Channel::telegram;
                CHECK(db.messages.add(record));
            }
        });
        storage->transact([&](Transaction& db) {
            CHECK(db.messages.due(Channel::hook, noon(), 10).empty());
            const auto due = db.messages.take_due(Channel::hook, noon() + 10min, 10);
            REQUIRE(due.size() == 2);
            CHECK(due[0].reference == "2");
            CHECK(db.messages.due(Channel::hook, noon() + 2min, 10).size() == 1);
            CHECK(db.messages.due(Channel::hook, noon() + 10min, 1).size() == 1);
        });
    }
}

TEST_CASE("advertising of a customer is counted since a moment, without what was dropped") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = add_customer(storage, "a", nullptr);
        storage.transact([&](Transaction& db) {
            for (int i = 0; i < 4; ++i) {
                auto record = full_message(anna, std::to_string(i));
                record.created = noon() + std::chrono::hours(i);
                if (i == 3) record.state = MessageState::dropped;
                db.messages.add(record);
            }
            using enum MessagePurpose;
            CHECK(db.messages.count_since(anna, advertising, noon() + 1h) == 2);
            CHECK(db.messages.count_since(anna, service, noon()) == 0);
        });
    });
}

TEST_CASE("the messages of a customer who leaves say nothing any more, and those that wait are dropped") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = add_customer(storage, "a", nullptr);
        const auto boris = add_customer(storage, "b", nullptr);
        storage.transact([&](Transaction& db) {
            db.messages.add(full_message(anna, "1"));
            auto sent = full_message(anna, "2");
            sent.state = MessageState::delivered;
            sent.due.reset();
            db.messages.add(sent);
            db.messages.add(full_message(boris, "3"));
            db.messages.erase(anna, noon() + 1h);
            const auto rows = db.messages.page(0, 10);
            CHECK(rows[0].state == MessageState::dropped);
            CHECK_FALSE(rows[0].due);
            CHECK(rows[1].state == MessageState::delivered);
            for (const auto i : {0u, 1u}) {
                CHECK(rows[i].values.empty());
                CHECK(rows[i].address.empty());
            }
            CHECK(rows[2].values.size() == 2);
            CHECK(rows[2].state == MessageState::queued);
        });
    });
}

TEST_CASE("purchases to rate are the unrefunded ones of card holders within a time") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = add_customer(storage, "a", nullptr);
        const auto boris = add_customer(storage, "b", nullptr);
        storage.transact([&](Transaction& db) {
            CHECK(db.cards.add_holder({anna, loyalty::Language::kazakh, "INVITE", "W1", noon()}));
            const auto sale = db.operations.add(purchase(anna));
            const auto refunded = db.operations.add(purchase(anna));
            db.operations.set_state(refunded, loyalty::OperationState::canceled);
            db.operations.add(purchase(boris));
            const auto found = db.messages.purchases_to_rate(noon() - 1ms, noon(), 10);
            REQUIRE(found.size() == 1);
            CHECK(found[0] == PurchaseToRate{sale, anna, noon(), loyalty::Language::kazakh});
            CHECK(db.messages.purchases_to_rate(noon(), noon() + 1h, 10).empty());
            CHECK_FALSE(db.messages.mark("ratings"));
            db.messages.set_mark("ratings", noon());
            db.messages.set_mark("ratings", noon() + 1h);
            CHECK(db.messages.mark("ratings") == noon() + 1h);
        });
    });
}

TEST_CASE("a customer's operations come in pages, the newest first, refunds among them") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = add_customer(storage, "a", nullptr);
        const auto boris = add_customer(storage, "b", nullptr);
        storage.transact([&](Transaction& db) {
            std::vector<OperationId> ids;
            for (int i = 0; i < 5; ++i) {
                auto record = purchase(anna);
                record.created = noon() + std::chrono::minutes(i / 2);
                ids.push_back(db.operations.add(record));
            }
            db.operations.set_state(ids[3], loyalty::OperationState::canceled);
            auto refund = purchase(anna);
            refund.origin = ids[3];
            refund.state = loyalty::OperationState::reversal;
            refund.created = noon() + 10min;
            const auto back = db.operations.add(refund);
            db.operations.add(purchase(boris));
            const auto page = db.operations.of_customer(anna, {}, 3);
            REQUIRE(page.size() == 3);
            CHECK(page[0].id == back);
            CHECK(page[1].id == ids[4]);
            CHECK(page[2].id == ids[3]);
            const auto rest = db.operations.of_customer(anna, ids[3], 10);
            REQUIRE(rest.size() == 3);
            CHECK(rest[0].id == ids[2]);
            CHECK(rest[2].id == ids[0]);
            CHECK(db.operations.of_customer(anna, OperationId{999'999}, 10).empty());
        });
    });
}

TEST_CASE("a card holder has one card and an invitation of their own, and consents with their dates") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto anna = add_customer(storage, "a", nullptr);
        const auto boris = add_customer(storage, "b", nullptr);
        const CardHolder holder{anna, loyalty::Language::english, "INVITE", "W1", noon()};
        storage.transact([&](Transaction& db) {
            CHECK(db.cards.add_holder(holder));
            CHECK_FALSE(db.cards.add_holder({anna, {}, "OTHER", "W2", noon()}));
            CHECK_FALSE(db.cards.add_holder({boris, {}, "INVITE", "W3", noon()}));
            db.cards.set_consent(anna, {Channel::telegram, true, noon()});
            db.cards.set_consent(anna, {Channel::app, true, noon()});
            db.cards.set_consent(anna, {Channel::app, false, noon() + 1h});
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.cards.find_holder(anna) == holder);
            CHECK(db.cards.find_by_invitation("INVITE") == holder);
            CHECK_FALSE(db.cards.find_by_invitation("nobody's"));
            CHECK(db.cards.consents(anna) == std::vector<Consent>{{Channel::app, false, noon() + 1h},
                                                                  {Channel::telegram, true, noon()}});
            CHECK(db.cards.consents_to(anna, Channel::telegram));
            CHECK_FALSE(db.cards.consents_to(boris, Channel::telegram));
            db.cards.set_language(anna, loyalty::Language::kazakh);
            CHECK(db.cards.find_holder(anna)->language == loyalty::Language::kazakh);
            db.cards.remove_holder(anna);
            CHECK_FALSE(db.cards.find_holder(anna));
            CHECK(db.cards.consents(anna).empty());
        });
    });
}

TEST_CASE("one-time codes, sessions and those who left are found by what they are kept by") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([&](Transaction& db) {
            db.cards.set_code({"+7701", "hash 1", noon() + 5min, 3});
            db.cards.set_code({"+7701", "hash 2", noon() + 9min, 0});
            db.cards.count_try("+7701");
            CHECK(db.cards.find_code("+7701") == OneTimeCode{"+7701", "hash 2", noon() + 9min, 1});
            CHECK(db.cards.lock_code("+7701")->tries == 1);
            db.cards.forget_codes(noon());
            CHECK(db.cards.find_code("+7701"));
            db.cards.forget_codes(noon() + 9min);
            CHECK_FALSE(db.cards.find_code("+7701"));
            const CardSession session{"id", "+7701", "token", noon(), noon()};
            db.cards.add_session(session);
            db.cards.add_session({"id 2", "+7701", "token", noon(), noon()});
            db.cards.add_session({"id 3", "+7702", "token", noon(), noon()});
            CHECK(db.cards.find_session("id") == session);
            db.cards.use_session("id 3", noon() + 1h);
            db.cards.end_session("id 2");
            CHECK_FALSE(db.cards.find_session("id 2"));
            db.cards.end_sessions_of("+7701");
            CHECK_FALSE(db.cards.find_session("id"));
            db.cards.forget_sessions(noon());
            CHECK(db.cards.find_session("id 3")->used == noon() + 1h);
            CHECK_FALSE(db.cards.has_departed("digest"));
            db.cards.add_departed("digest", noon());
            db.cards.add_departed("digest", noon() + 1h);
            CHECK(db.cards.has_departed("digest"));
        });
    });
}

TEST_CASE(
    "a chat belongs to one customer and a customer has one chat, and handled updates are known for each "
    "bot") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto anna = add_customer(storage, "a", nullptr);
        const TelegramChat chat{4'000'000'000'077, anna, loyalty::Language::english, {}, true};
        storage.transact([&](Transaction& db) {
            db.telegram.set({12, anna, loyalty::Language::russian, {}, true});
            db.telegram.set({chat.chat, {}, loyalty::Language::english, "INVITE", true});
            db.telegram.set(chat);
            db.telegram.lock_updates("shop_bot");
            CHECK(db.telegram.take_update("shop_bot", 700'000'001));
            CHECK(db.telegram.take_update("shop_bot", 12));
            CHECK_FALSE(db.telegram.take_update("shop_bot", 700'000'001));
        });
        reopen()->transact([&](Transaction& db) {
            CHECK_FALSE(db.telegram.find(12));
            CHECK(db.telegram.find(chat.chat) == chat);
            CHECK(db.telegram.of_customer(anna) == chat);
            db.telegram.lock_updates("shop_bot");
            CHECK_FALSE(db.telegram.take_update("shop_bot", 700'000'001));
            CHECK_FALSE(db.telegram.take_update("shop_bot", 12));
            CHECK(db.telegram.take_update("shop_bot", 13));
            CHECK(db.telegram.take_update("other_bot", 12));
            db.telegram.remove_of_customer(anna);
            CHECK_FALSE(db.telegram.of_customer(anna));
        });
    });
}

TEST_CASE("a browser belongs to the customer who subscribed last by it, and a customer has a few of them") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto anna = add_customer(storage, "a", nullptr);
        const auto boris = add_customer(storage, "b", nullptr);
        const auto by = [](ParticipantId customer, const std::string& name) {
            return PushSubscription{0,        customer, "https://push.example/" + name, "key of " + name,
                                    "secret", noon()};
        };
        storage.transact([&](Transaction& db) {
            for (const auto* name : {"one", "two", "three"}) db.push.add(by(anna, name), 2);
            db.push.add(by(boris, "other"), 2);
        });
        reopen()->transact([&](Transaction& db) {
            auto newest = db.push.newest_of(anna).value();
            CHECK(newest.id > 0);
            newest.id = 0;
            CHECK(newest == by(anna, "three"));
            db.push.add(by(boris, "three"), 2);
            CHECK(db.push.newest_of(anna)->endpoint == "https://push.example/two");
            CHECK(db.push.of_customer(anna).front() == db.push.newest_of(anna));
            db.push.remove_endpoint(boris, "https://push.example/two");
            CHECK(db.push.newest_of(anna));
            db.push.remove(db.push.newest_of(anna)->id);
            CHECK_FALSE(db.push.newest_of(anna));
            db.push.remove_endpoint(boris, "https://push.example/three");
            CHECK(db.push.newest_of(boris)->endpoint == "https://push.example/other");
            db.push.remove_of_customer(boris);
            CHECK_FALSE(db.push.newest_of(boris));
        });
    });
}
