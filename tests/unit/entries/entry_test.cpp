#include <catch2/catch.hpp>
#include <limits>

#include "plugin/entries/entry.hpp"

namespace tillpoints {
namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr auto least = -most;

PurchaseEntry purchase_with_everything() {
    loyalty::CreateOperation operation;
    operation.who = loyalty::ByPhone{*Phone::parse("+77011234567")};
    operation.nonce = Nonce("6b1f2c1e-1111-4222-8333-444455556666");
    operation.cashier = loyalty::Cashier{"c-1", "Айгүл \"Ә\"\n"};
    operation.total = Money(123'456);
    operation.cash = Money(100'000);
    operation.points = Points(23'456);
    operation.number = "r-1/2";
    operation.skip_loyalty_total = Money(1);
    operation.unredeemable_total = Money(0);
    operation.tags = {1, -2, most};
    return {operation};
}

PurchaseEntry smallest_purchase(loyalty::Identity who) {
    loyalty::CreateOperation operation;
    operation.who = std::move(who);
    return {operation};
}

RefundEntry refund_with_everything() {
    return {EntryId("r-1/1"), "r-1/1",    Timestamp(std::chrono::milliseconds(-1)), OperationId{most},
            Money(5),         Points(-7), {OperationId{3}, OperationId{least}},     Money(9)};
}

EntryBody read_back(const EntryBody& body) {
    const auto json = parse_json(dump(to_json(body)));
    REQUIRE(json.has_value());
    const auto read = entry_body_from(*json);
    INFO((read ? std::string() : read.error().sentence()));
    REQUIRE(read.has_value());
    return *read;
}

Json with_member(const EntryBody& body, std::string_view key, Json value) {
    return to_json(body).set(key, std::move(value));
}

}  // namespace

TEST_CASE("every state has a name of its own that leads back to it") {
    for (const auto state : {EntryState::pending, EntryState::sent, EntryState::confirmed,
                             EntryState::reversing, EntryState::reversal_sent, EntryState::withdrawn,
                             EntryState::parked, EntryState::cancelled, EntryState::written_off})
        CHECK(entry_state_from(name_of(state)) == state);
    CHECK_FALSE(entry_state_from("lost").has_value());
    CHECK_FALSE(entry_state_from("").has_value());
}

TEST_CASE("only confirmed, withdrawn, cancelled and written off are final") {
    for (const auto state :
         {EntryState::confirmed, EntryState::withdrawn, EntryState::cancelled, EntryState::written_off})
        CHECK(is_final(state));
    for (const auto state : {EntryState::pending, EntryState::sent, EntryState::reversing,
                             EntryState::reversal_sent, EntryState::parked})
        CHECK_FALSE(is_final(state));
}

TEST_CASE("a purchase redeems when it spends points, and nothing else does") {
    OutboxEntry entry;
    entry.body = purchase_with_everything();
    CHECK(redeems(entry));
    entry.body = smallest_purchase(loyalty::ByCode{"123456"});
    CHECK_FALSE(redeems(entry));
    entry.body = refund_with_everything();
    CHECK_FALSE(redeems(entry));
    entry.body = RewardEntry{EntryId("r/1"), ParticipantId{1}, Points(100), ""};
    CHECK_FALSE(redeems(entry));
}

TEST_CASE("a body reads back exactly as it was written") {
    const EntryBody body = GENERATE(values<EntryBody>({
        purchase_with_everything(),
        smallest_purchase(loyalty::ByCode{"123456"}),
        smallest_purchase(loyalty::ByCode{""}),
        smallest_purchase(loyalty::ByUid{CustomerUid("5f6e0c2a-0000-4000-8000-000000000001")}),
        refund_with_everything(),
        RefundEntry{},
        RewardEntry{EntryId("r-1/1"), ParticipantId{least}, Points(least), "correction of a proportion"},
        RewardEntry{},
    }));
    CHECK(read_back(body) == body);
}

TEST_CASE("the largest amounts of either sign survive") {
    auto purchase = purchase_with_everything();
    purchase.operation.total = Money(most);
    purchase.operation.cash = Money(least);
    purchase.operation.points = Points(most);
    CHECK(read_back(purchase) == EntryBody(purchase));
}

TEST_CASE("a damaged body is a problem that names its field") {
    const EntryBody reward = RewardEntry{EntryId("r-1/1"), ParticipantId{1}, Points(5), "x"};
    CHECK(entry_body_from(Json()).error().code == Errc::wrong_type);
    CHECK(entry_body_from(Json::object()).error().where == "kind");
    CHECK(entry_body_from(with_member(reward, "kind", "gift")).error().where == "kind");
    CHECK(entry_body_from(with_member(reward, "points", "5")).error().where == "points");
    CHECK(entry_body_from(with_member(reward, "participant", Json())).error().where == "participant");
    CHECK(entry_body_from(with_member(refund_with_everything(), "known_reversals", 1)).error().where ==
          "known_reversals");
}

TEST_CASE("a damaged telephone number is a problem that does not repeat the number") {
    Json who = Json::object({{"phone", "not 77011234567"}});
    Json operation = *to_json(EntryBody(purchase_with_everything())).find("operation");
    operation.set("who", who);
    const auto read = entry_body_from(with_member(purchase_with_everything(), "operation", operation));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().where == "operation.who.phone");
    CHECK(read.error().sentence().find("1234567") == std::string::npos);
}

TEST_CASE(
    "an offline redemption is read back with its customer to award, and a purchase without one has none") {
    PurchaseEntry purchase = purchase_with_everything();
    CHECK(std::get<PurchaseEntry>(read_back(purchase)) == purchase);
    for (const auto& who :
         {loyalty::Identity(loyalty::ByUid{CustomerUid("u")}), loyalty::Identity(loyalty::ByCode{"card"})}) {
        purchase.offline = OfflineRedemption{who, Nonce("n"), true};
        CHECK(std::get<PurchaseEntry>(read_back(purchase)) == purchase);
    }
    CHECK_FALSE(entry_body_from(with_member(purchase, "offline", Json::object())).has_value());
}

TEST_CASE("an offline redemption that is over no longer names its customer to award") {
    PurchaseEntry purchase = purchase_with_everything();
    purchase.offline = OfflineRedemption{loyalty::ByUid{CustomerUid("u")}, Nonce("n"), true};
    const auto left = std::get<PurchaseEntry>(anonymous(purchase));
    CHECK(left.offline->award_to == loyalty::Identity(loyalty::ByUid{}));
    CHECK(left.offline->refused);
}

TEST_CASE("the award that replaces a refused redemption has the number after it") {
    OutboxEntry entry;
    entry.receipt = ReceiptId("a/b");
    entry.id = EntryId("a/b/9");
    CHECK(award_instead_of(entry) == EntryId("a/b/10"));
}

}  // namespace tillpoints
