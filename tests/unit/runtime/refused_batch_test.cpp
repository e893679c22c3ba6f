#include <catch2/catch.hpp>

#include "counter.hpp"

/// A batch the disk refused is not in effect: neither is what it changed in memory.
namespace tillpoints::testing {
namespace {

const std::string full_price = R"("positions":[{"id":"a","price":60000,"quantity":"1","sum":60000},
    {"id":"b","price":40000,"quantity":"1","sum":40000}])";
const std::string opened = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","shift":"17"})";
const std::string by_phone =
    R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":"+79161234567",)" +
    full_price + "}";
const std::string asks_all =
    R"({"v":1,"event":"discount_requested","receipt_id":"r","total":100000,"points":"max",)" + full_price +
    "}";

loyalty::Found ann() {
    loyalty::Found found;
    found.user.uid = CustomerUid("ann");
    found.user.participant.points = Points(50'000);
    return found;
}

loyalty::Calculated limit_of(Points most) {
    loyalty::Calculated calculated;
    calculated.user.participant.points = Points(50'000);
    calculated.purchase.max_points = most;
    return calculated;
}

loyalty::Settings shop_settings() {
    loyalty::Settings settings;
    settings.currency = "RUB";
    settings.purchase_by_phone = settings.use_points_by_phone = true;
    return settings;
}

std::string payment_of(const Json& offer) {
    return R"({"v":1,"event":"payment_started","receipt_id":"r","total":)" +
           offer.find("total")->number()->digits + R"(,"quote_id":")" + *offer.find("quote_id")->string() +
           R"(","positions":)" + dump(*offer.find("positions")) + "}";
}

std::string closing(const std::string& positions, const std::string& total) {
    return R"({"v":1,"event":"receipt_closed","receipt_id":"r","closed_at":"2026-01-31T08:05:09Z","total":)" +
           total + R"(,"positions":)" + positions + "}";
}

/// 300.00 of 1000.00 are redeemed and confirmed; the receipt is not printed yet.
std::unique_ptr<Counter> redeemed() {
    auto counter = std::make_unique<Counter>();
    counter->engine.dispatcher.settings(shop_settings());
    counter->say(opened);
    counter->say(by_phone);
    counter->answer<loyalty::FindCustomer>(ann());
    counter->say(asks_all);
    counter->answer<loyalty::Calculate>(limit_of(Points(30'000)));
    const auto offer = counter->say(asks_all);
    REQUIRE(status_of(offer) == "granted");
    counter->say(payment_of(*offer));
    loyalty::Operation operation;
    operation.id = OperationId{7};
    operation.points = Points(-30'000);
    operation.receipt_number = std::get<loyalty::CreateOperation>(counter->line.asked.front().call).number;
    counter->answer<loyalty::CreateOperation>(operation);
    return counter;
}

OutboxEntry stored_entry(Counter& counter) {
    return counter.outbox->entry(EntryId("r/1")).value().value();
}

}  // namespace

TEST_CASE(
    "a partly printed discount whose parking the disk refused is not parked, and is withdrawn when "
    "cancelled") {
    const auto counter = redeemed();
    counter->disk.full = true;
    const std::string partly =
        R"([{"id":"a","price":42000,"quantity":"1","sum":42000},{"id":"b","price":40000,"quantity":"1","sum":40000}])";
    CHECK(status_of(counter->say(closing(partly, "82000"))) == "not_stored");
    CHECK(stored_entry(*counter).state == EntryState::confirmed);
    counter->disk.full = false;
    CHECK(status_of(counter->say(
              R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})")) == "stored");
    CHECK(stored_entry(*counter).wanted == Wanted::withdraw);
    CHECK(stored_entry(*counter).state != EntryState::parked);
    REQUIRE(counter->is_asked());
    CHECK(std::holds_alternative<loyalty::RefundOperation>(counter->next_call().call));
}

TEST_CASE("an event that comes while a command is being stored still changes the receipt's entries") {
    const auto counter = redeemed();
    counter->say(R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":[],"closed":[]})");
    counter->disk.held = true;
    const replay::Command word{"00000000-0000-4000-8000-000000000001",
                               replay::CommandKind::receipt_closed,
                               {},
                               "Aigul",
                               "why",
                               {},
                               ReceiptId("r")};
    counter->engine.dispatcher.resolve(
        word, std::make_shared<PendingReply>(counter->loop, "", counter->loop.now() + std::chrono::seconds(3),
                                             [](const std::string&) {}));
    const auto cancelled =
        counter->ask(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":"left"})");
    counter->disk.held = false;
    counter->disk.execute_all();
    counter->settle();
    CHECK(status_of(*cancelled) == "stored");
    CHECK(stored_entry(*counter).wanted == Wanted::withdraw);
}

TEST_CASE("a closing that the disk refused parks the entry when it is sent again") {
    const auto counter = redeemed();
    const std::string partly =
        R"([{"id":"a","price":42000,"quantity":"1","sum":42000},{"id":"b","price":40000,"quantity":"1","sum":40000}])";
    counter->disk.full = true;
    counter->say(closing(partly, "82000"));
    counter->disk.full = false;
    CHECK(status_of(counter->say(closing(partly, "82000"))) == "confirmed");
    CHECK(stored_entry(*counter).state == EntryState::parked);
    CHECK(stored_entry(*counter).parking()->loss == Money(12'000));
}

TEST_CASE(
    "an offline redemption that the disk refused did not happen: nothing is counted, and it can be asked for "
    "again") {
    Config config;
    config.offline.redemption.enabled = true;
    config.offline.redemption.per_terminal = Points(30'000);
    Counter counter(config);
    counter.engine.dispatcher.settings(shop_settings());
    counter.say(opened);
    counter.say(by_phone);
    counter.answer<loyalty::FindCustomer>(ann());
    counter.cut_the_line();
    auto offer = counter.say(asks_all);
    REQUIRE(status_of(offer) == "granted");
    counter.disk.full = true;
    CHECK(status_of(counter.say(payment_of(*offer))) == "not_stored");
    CHECK_FALSE(counter.outbox->entry(EntryId("r/1"))->has_value());
    counter.disk.full = false;
    const auto paid = counter.say(payment_of(*offer));
    CHECK(status_of(paid) == "confirmed");
    CHECK(stored_entry(counter).state == EntryState::pending);
    CHECK(counter.outbox->limits()->offline_redemptions.size() == 1);
    CHECK(counter.outbox->limits()->offline_redemptions.front().points == Points(30'000));
}

TEST_CASE("an offline redemption and its count are one commit: the disk has both or neither") {
    Config config;
    config.offline.redemption.enabled = true;
    Counter counter(config);
    counter.engine.dispatcher.settings(shop_settings());
    counter.say(opened);
    counter.say(by_phone);
    counter.answer<loyalty::FindCustomer>(ann());
    counter.cut_the_line();
    const auto offer = counter.say(asks_all);
    counter.disk.held = true;
    CHECK(status_of(counter.say(payment_of(*offer))) == "nothing yet");
    CHECK_FALSE(counter.outbox->entry(EntryId("r/1"))->has_value());
    CHECK(counter.outbox->limits()->offline_redemptions.empty());
    counter.disk.held = false;
    counter.disk.execute_all();
    counter.settle();
    CHECK(counter.outbox->entry(EntryId("r/1"))->has_value());
    CHECK(counter.outbox->limits()->offline_redemptions.size() == 1);
}

}  // namespace tillpoints::testing
