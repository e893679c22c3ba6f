#include <catch2/catch.hpp>

#include "plugin/replay/agreement.hpp"
#include "story.hpp"

/// Two registers of one shop may number their receipts alike: what a look-up finds under a number need not be
/// the operation it looks for.
namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

PurchaseEntry& purchase_in(OutboxEntry& entry) {
    return std::get<PurchaseEntry>(entry.body);
}

/// As this version stores it: with a number of its own.
OutboxEntry numbered(OutboxEntry entry) {
    purchase_in(entry).operation.number = entry.id.text + "-3f9c2a71";
    return entry;
}

OutboxEntry of_ann(OutboxEntry entry) {
    purchase_in(entry).customer = CustomerUid("ann");
    return entry;
}

struct Difference {
    const char* what;
    void (*make)(Operation&);
};

const Difference differences[] = {
    {"another customer",
     [](Operation& it) {
         it.customer = loyalty::OperationCustomer{{}, "Bob", CustomerUid("bob"), {}};
     }},
    {"another total", [](Operation& it) { it.total += Money(1); }},
    {"another cash sum", [](Operation& it) { it.cash += Money(1); }},
    {"other points", [](Operation& it) { it.points -= Points(1); }},
    {"three days older", [](Operation& it) { it.created -= 72h; }},
};

Operation different(const Story& story, const Difference& difference) {
    Operation operation = story.its_operation(3);
    difference.make(operation);
    return operation;
}

}  // namespace

TEST_CASE("an operation of another register under the same number is not taken for the entry's own") {
    for (const auto& difference : differences)
        for (const auto& entry : {of_ann(an_award()), of_ann(a_redemption())}) {
            INFO(difference.what);
            Story story = sent_without_answer(entry);
            story.looks_and_sees({different(story, difference)});
            CHECK(story.entry().state == EntryState::sent);
            CHECK(story.looks_until_the_horizon({different(story, difference)}).entry().state ==
                  EntryState::pending);
        }
}

TEST_CASE("an unwanted redemption does not take back the operation of another register") {
    for (const auto& difference : differences) {
        INFO(difference.what);
        Story story = sent_without_answer(of_ann(a_redemption()));
        story.no_longer_wanted().looks_until_the_horizon({different(story, difference)});
        CHECK(story.entry().state == EntryState::withdrawn);
        CHECK_FALSE(story.entry().operation.has_value());
    }
}

TEST_CASE("the entry's own operation is found beside another register's with the same number") {
    for (const auto& difference : differences) {
        INFO(difference.what);
        Story story = sent_without_answer(of_ann(an_award()));
        story.looks_and_sees({different(story, difference), story.its_operation(7)});
        CHECK(story.entry().state == EntryState::confirmed);
        CHECK(story.entry().operation == OperationId{7});
    }
}

TEST_CASE("a purchase is sent and looked up under the number that names its installation") {
    Story story = sent_without_answer(numbered(an_award()));
    CHECK(std::get<loyalty::CreateOperation>(story.sent_call()).number == "r/1-3f9c2a71");
    CHECK(std::get<LookUp>(story.decides()).look.number == "r/1-3f9c2a71");
    auto of_older_version = story.its_operation(3);
    of_older_version.receipt_number = "r/1";
    CHECK(story.looks_and_sees({of_older_version}).entry().state == EntryState::sent);
}

TEST_CASE("an entry of an older version is sent and looked up under the number it may have been sent under") {
    Story story = sent_without_answer(an_award());
    CHECK(std::get<loyalty::CreateOperation>(story.sent_call()).number == "r/1");
    CHECK(std::get<LookUp>(story.decides()).look.number == "r/1");
}

TEST_CASE(
    "under the installation's own number another customer or other sums are parked: neither confirmed nor "
    "sent again") {
    for (const int i : {0, 1}) {
        INFO(differences[i].what);
        Story story = sent_without_answer(numbered(of_ann(a_redemption())));
        story.looks_and_sees({different(story, differences[i])});
        CHECK(story.entry().state == EntryState::parked);
        CHECK(story.entry().parking()->reason == Errc::does_not_add_up);
        CHECK(story.entry().parking()->loss == Money(15'000));
    }
    for (const int i : {2, 3}) {
        INFO(differences[i].what);
        Story story = sent_without_answer(numbered(of_ann(an_award())));
        CHECK(story.looks_and_sees({different(story, differences[i])}).entry().state == EntryState::parked);
    }
    Story reused = sent_without_answer(numbered(of_ann(an_award())));
    CHECK(reused.looks_until_the_horizon({different(reused, differences[4])}).entry().state ==
          EntryState::pending);
}

TEST_CASE("a customer that the look-up does not name, or the entry does not know, is no difference") {
    Story unknown = sent_without_answer(an_award());
    CHECK(unknown.looks_and_sees({different(unknown, differences[0])}).entry().state ==
          EntryState::confirmed);
    Story unnamed = sent_without_answer(of_ann(an_award()));
    CHECK(unnamed.looks_and_sees({unnamed.its_operation()}).entry().state == EntryState::confirmed);
}

namespace {

OutboxEntry return_elsewhere(std::string number) {
    OutboxEntry entry = a_return();
    auto& refund = std::get<RefundEntry>(entry.body);
    refund = RefundEntry{};
    refund.number = std::move(number);
    refund.partial = Money(40'000);
    return entry;
}

Operation sale_at(std::int64_t id, std::string number, Money total = Money(100'000)) {
    Operation sale;
    sale.id = OperationId{id};
    sale.created = nine_o_clock - 72h;
    sale.receipt_number = std::move(number);
    sale.total = sale.cash = total;
    return sale;
}

const std::vector<Operation> sales_of_two_terminals{sale_at(3, "00017/1-aaaaaaaa"),
                                                    sale_at(4, "00017/1-bbbbbbbb", Money(60'000))};

std::optional<OperationId> sale_of(const Story& story) {
    return std::get<RefundEntry>(story.entry().body).operation;
}

}  // namespace

TEST_CASE("a return finds the sale of the terminal that its extra names among equal receipt ids") {
    Story exact(return_elsewhere("00017/1-bbbbbbbb"));
    CHECK(sale_of(exact.looks_and_sees(sales_of_two_terminals)) == OperationId{4});
    Story other_attempt(return_elsewhere("00017/2-bbbbbbbb"));
    other_attempt.looks_and_sees(sales_of_two_terminals).looks_and_sees(sales_of_two_terminals);
    CHECK(sale_of(other_attempt) == OperationId{4});
}

TEST_CASE("a return that knows a receipt id alone is parked where two terminals have a sale under it") {
    Story story(return_elsewhere("00017/"));
    story.looks_and_sees(sales_of_two_terminals);
    CHECK(story.entry().state == EntryState::parked);
    CHECK(story.entry().parking()->reason == Errc::duplicate);
    Story one(return_elsewhere("00017/"));
    CHECK(sale_of(one.looks_and_sees({sales_of_two_terminals[0]})) == OperationId{3});
    Story of_older_version(return_elsewhere("00017/"));
    CHECK(sale_of(of_older_version.looks_and_sees({sale_at(5, "00017/1")})) == OperationId{5});
}

TEST_CASE("a return by a receipt id is not guessed from a list that was not read to its end") {
    Story story(return_elsewhere("00017/"));
    Findings seen{std::get<LookUp>(story.decides()).look};
    seen.sales = {sales_of_two_terminals[0]};
    CHECK_FALSE(std::get<RefundEntry>(learn(story.entry(), seen, story.now(), story.policy).entry.body)
                    .operation.has_value());
    seen.doubtful = true;
    CHECK(learn(story.entry(), seen, story.now(), story.policy).entry.state == EntryState::parked);
}

TEST_CASE("a number that names no installation finds the sale whose total and points its extra noted") {
    const std::vector<Operation> sales{sale_at(3, "00017/1"), sale_at(4, "00017/1", Money(60'000))};
    const auto noted = [](Points points) {
        OutboxEntry entry = return_elsewhere("00017/1");
        std::get<RefundEntry>(entry.body).sale = NotedSale{Money(59'000), Money(60'000), points};
        return entry;
    };
    Story awarded(noted(Points()));
    CHECK(sale_of(awarded.looks_and_sees(sales)) == OperationId{4});
    Story redeemed(noted(Points(2'000)));
    auto with_points = sales;
    with_points.push_back(sale_at(5, "00017/1", Money(60'000)));
    with_points.back().points = Points(-2'000);
    with_points.erase(with_points.begin() + 1);
    CHECK(sale_of(redeemed.looks_and_sees(with_points)) == OperationId{5});
    OutboxEntry later = noted(Points());
    std::get<RefundEntry>(later.body).sold_at = nine_o_clock - 1h;
    Story too_old(later);
    CHECK(too_old.looks_and_sees(sales).entry().state == EntryState::pending);
    CHECK_FALSE(sale_of(too_old).has_value());
}

}  // namespace tillpoints::replay
