#include <catch2/catch.hpp>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

Identity uid_of(const Json& customer) {
    return ByUid{CustomerUid(*customer.find("uid")->string())};
}

ParticipantId participant_of(const Json& customer) {
    return {std::stoll(customer.find("participant")->number()->digits)};
}

}  // namespace

TEST_CASE("every endpoint is served over TLS on one connection") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    auto terminal = cloud.client();
    const auto anna = cloud.join("Anna", "+77010000001");
    const Identity code = ByCode{*anna.find("code")->string()};

    const auto settings = expect<Settings>(terminal, GetSettings());
    CHECK(settings.id == 42);
    CHECK(settings.currency == "RUB");

    const auto found = expect<Found>(terminal, FindCustomer{code, false, Money(100'000), {}, Money(20'000)});
    CHECK(found.user.display_name == "Anna");
    CHECK(found.purchase->max_points == Points(8'000));
    CHECK(expect<Found>(terminal, FindCustomer{ByPhone{*Phone::parse("+77010000001")}, false, {}, {}, {}})
              .user.uid == found.user.uid);

    const auto calculated =
        expect<Calculated>(terminal, Calculate{code, Money(100'000), {}, Money(20'000), Points(5'000)});
    CHECK(calculated.purchase.cash == Money(95'000));
    CHECK(calculated.purchase.cash_back == Points(950));

    auto call = purchase(code, 100'000, 5'000, "receipt-1/1");
    call.unredeemable_total = Money(20'000);
    call.cashier = Cashier{"kassa-1", "Касса № 1"};
    call.nonce = Nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    const auto sale = expect<Operation>(terminal, call);
    CHECK(sale.points == Points(-5'000));
    CHECK(sale.cashier->display_name == "Касса № 1");
    CHECK(expect<Operation>(terminal, GetOperation{sale.id}) == sale);

    const auto reversal = expect<Operation>(terminal, RefundOperation{sale.id, Money(40'000)});
    CHECK(reversal.origin == sale.id);
    CHECK(reversal.points == Points(2'000));
    CHECK(reversal.cash == Money(-38'000));

    const auto first = expect<OperationPage>(terminal, ListOperations{1, {}, {}});
    CHECK(first.rows == std::vector<Operation>{reversal});
    const auto second = expect<OperationPage>(terminal, ListOperations{1, {}, first.cursor});
    CHECK(second.rows == std::vector<Operation>{sale});
    CHECK_FALSE(second.cursor);

    CHECK(
        expect<Accepted>(terminal, Reward{Points(1'000), {participant_of(anna)}, "thanks", true}).accepted ==
        1);
    CreateVoucher voucher;
    voucher.total = Money(50'000);
    CHECK(expect<Voucher>(terminal, voucher).points == Points(500));

    CHECK(expect<Found>(terminal, FindCustomer{uid_of(anna), false, {}, {}, {}}).user.participant.points ==
          Points(50'000 - 5'000 + 950 + 2'000 - 380 + 1'000));
    CHECK(terminal.connections() == 1);
    CHECK(*cloud.ledger().find("balanced")->boolean());
}

TEST_CASE("customers are listed, shown and tagged over TLS") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    auto terminal = cloud.client();
    const auto anna = participant_of(cloud.join("Anna", "+77010000001"));
    cloud.join("Boris");
    const auto id = cloud.tag("опт");

    const auto page = expect<CustomerPage>(terminal, ListCustomers{1, {}, {}});
    REQUIRE(page.rows.size() == 1);
    CHECK(page.rows[0].participant.id == anna);
    CHECK(expect<CustomerPage>(terminal, ListCustomers{50, {}, page.cursor}).rows.at(0).display_name ==
          "Boris");

    const TagList tags{{{id, "опт"}}};
    CHECK(expect<TagList>(terminal, ListTags()) == tags);
    CHECK(expect<TagList>(terminal, SetCustomerTags{anna, {id}}) == tags);
    CHECK(expect<TagList>(terminal, GetCustomerTags{anna}) == tags);
    CHECK(expect<Customer>(terminal, GetCustomer{anna}).tags == tags.rows);
    CHECK(expect<Refusal>(terminal, GetCustomer{{999}}).status == 404);
    CHECK(expect<Refusal>(terminal, SetCustomerTags{anna, {999}}).code == Errc::bad_request);
}

TEST_CASE("refusals come with the documented status and name") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    auto terminal = cloud.client();
    const auto anna = cloud.join("Anna");
    const auto refused = [&](const Call& call) { return expect<Refusal>(terminal, call).code; };
    const auto by_code = [&](std::int64_t total, std::int64_t points) {
        return purchase(ByCode{cloud.code_of(anna)}, total, points);
    };
    CHECK(refused(FindCustomer{ByCode{"000000"}, false, {}, {}, {}}) == Errc::not_found);
    CHECK(refused(purchase(uid_of(anna), 1000, 1)) == Errc::withdraw_not_permitted);
    CHECK(refused(by_code(10'000'000, 50'001)) == Errc::insufficient_funds);
    CHECK(refused(by_code(1000, 101)) == Errc::discount_limit_exceeded);
    auto wrong = by_code(1000, 0);
    wrong.cash = Money(999);
    CHECK(refused(wrong) == Errc::invalid_checksum);
    CHECK(refused(GetOperation{{7}}) == Errc::not_found);
    auto bad = by_code(1000, 0);
    bad.nonce = Nonce("no uuid");
    CHECK(refused(bad) == Errc::bad_request);
    CHECK(*cloud.ledger().find("operations") == Json::array());
}

TEST_CASE("the credential is checked before anything else") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    for (const auto* credential : {"", "Basic", "Basic NDI6d3Jvbmc=", "Bearer x"}) {
        auto stranger = cloud.client_with({{"Authorization", credential}});
        CHECK(stranger.send({"GET", "/settings", {}, {}}).value().status == 401);
    }
    cloud.set_switch(Json::object({{"wrong_key", "403"}}));
    auto stranger = cloud.client_with({});
    CHECK(stranger.send({"GET", "/settings", {}, {}}).value().status == 403);
}

TEST_CASE("a client that trusts another authority is not served") {
    const DataDirectory data;
    const DataDirectory other_data;
    const CloudProcess cloud(data);
    const CloudProcess other(other_data);
    Client terminal(cloud.port(), other_data.path + "/ca.pem", {});
    CHECK_FALSE(terminal.send({"GET", "/settings", {}, {}}));
}

TEST_CASE("without TLS the same is served on plain HTTP") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--plain-http"});
    auto terminal = cloud.client();
    CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
}
