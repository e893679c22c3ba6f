#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <random>

#include "shop.hpp"
#include "technician.hpp"

/// `tillpoints queue` as a separate process, with and without a running register.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

/// The register prints a discount that was quoted and never redeemed, so the award is parked.
struct Parked {
    std::string receipt;
    Json lines;  ///< as printed
    std::string number() const { return receipt + "/1"; }
};
Parked park_an_award_of(Shop& shop, const Customer& customer) {
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, "max");
    shop.close(receipt, offer.at("positions"));
    REQUIRE(shop.host().entries_of(receipt).at(0).at("state") == "parked");
    return {receipt, offer.at("positions")};
}
Parked park_an_award(Shop& shop) {
    return park_an_award_of(shop, shop.cloud.register_customer("+79990000030"));
}

/// Commands whose process is killed at a random moment, and which are then repeated under their ids.
struct Interruptions {
    explicit Interruptions(const Technician& the_technician) : technician(the_technician) {}

    Outcome decide(const std::string& action, const std::string& number,
                   const std::vector<std::string>& more = {}) {
        char id[64];
        std::snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d", ++given);
        std::vector<std::string> command{
            "queue", action, number, "--by", "Aigul", "--reason", "kill " + std::to_string(given),
            "--id",  id};
        command.insert(command.end(), more.begin(), more.end());
        {
            const auto process = technician.start(command, technician.scratch());
            process->ends_within(std::chrono::milliseconds(chance() % 40));
            killed += process->kill() ? 1 : 0;
        }
        return technician.run(command);
    }

    const Technician& technician;
    std::mt19937 chance{20260131};
    int given = 0;
    int killed = 0;
};

int lines_of_journal(const Json& shown, const std::string& what) {
    const auto& journal = shown.at("journal");
    return static_cast<int>(std::count_if(journal.begin(), journal.end(),
                                          [&](const Json& line) { return line.at("what") == what; }));
}

}  // namespace

TEST_CASE(
    "while the register runs, queue edit gives a parked award a phone number; it is confirmed and the "
    "journal says who and why") {
    Shop shop(Json{{"event_deadline_ms", 500}});
    const Technician technician(shop);
    shop.cloud.register_customer("+79990000031");
    const auto number = park_an_award(shop).number();
    const auto listed = technician.run({"queue", "list"});
    CHECK(Json::parse(listed.text).at("number") == number);
    CHECK(technician.shown(number).at("commands").at("edit").is_null());

    const auto edited = technician.decide("edit", number, {"--phone", "+79990000031"});
    INFO(edited.text);
    REQUIRE(edited.code == 0);
    CHECK(Json::parse(edited.text).at("state") == "pending");
    shop.host().wait_settled();
    CHECK(technician.state_of(number) == "confirmed");
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
    const auto shown = technician.shown(number);
    CHECK(lines_of_journal(shown, "edited: another phone") == 1);
    const auto& journal = shown.at("journal");
    CHECK(std::any_of(journal.begin(), journal.end(),
                      [](const Json& line) { return line.at("detail") == "by Aigul: the owner asked"; }));
    CHECK(shown.dump().find("9990000031") == std::string::npos);
}

TEST_CASE(
    "without a running register the tool carries out the command, and the register continues from that "
    "state") {
    Shop shop(Json{{"event_deadline_ms", 500}, {"settle_horizon_ms", 1500}});
    const Technician technician(shop);
    const auto number = park_an_award(shop).number();
    shop.stop_plugin();
    const auto retried = technician.decide("retry", number);
    INFO(retried.text);
    CHECK(retried.code == 0);
    CHECK(technician.state_of(number) == "pending");
    shop.restart_plugin();
    shop.host().wait_settled();
    CHECK(technician.state_of(number) == "confirmed");
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("a cancelled award is never sent, and the customer's next one is") {
    Shop shop;
    const Technician technician(shop);
    const auto number = park_an_award(shop).number();
    CHECK(technician.decide("cancel", number).code == 0);
    CHECK(technician.state_of(number) == "cancelled");
    const auto next = shop.sell_to_phone("+79990000030") + "/1";
    shop.host().wait_settled();
    CHECK(technician.state_of(next) == "confirmed");
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("rule 8: writing off a sale cancels its return, and later receipts wait for neither") {
    Shop shop;
    const Technician technician(shop);
    const auto sale = park_an_award(shop);
    CHECK(shop.take_back("return-9", sale.receipt, sale.lines).at("status") == "stored");
    const auto written_off = technician.decide("write-off", sale.number());
    INFO(written_off.text);
    REQUIRE(written_off.code == 0);
    CHECK(Json::parse(written_off.text).at("changed").size() == 2);
    CHECK(shop.host().entries_of("return-9").at(0).at("state") == "cancelled");
    const auto queue = shop.host().status().at("queue");
    CHECK(queue.at("given_up") == 2);
    CHECK(queue.at("pending") == 0);
    CHECK(shop.cloud.ledger().at("operations").empty());
}

TEST_CASE("a command that the entry's state does not allow is refused with the reason and changes nothing") {
    Shop shop;
    const Technician technician(shop);
    const auto number = shop.sell_to_phone("+79990000033") + "/1";
    shop.host().wait_settled();
    for (const auto* action : {"retry", "write-off", "cancel"}) {
        INFO(action);
        const auto refused = technician.decide(action, number);
        CHECK(refused.code == 1);
        const auto answer = Json::parse(refused.text);
        CHECK(answer.at("outcome") == "refused");
        CHECK(answer.at("problem").at("found") == "confirmed: it is over");
    }
    CHECK(technician.decide("retry", "nothing/1").code == 1);
    CHECK(technician.decide("edit", number, {"--phone", "nobody"}).code == 2);
    CHECK(technician.state_of(number) == "confirmed");
}

TEST_CASE("commands for entries of a receipt that is open at the register are refused") {
    Shop shop({{"event_deadline_ms", 500}, {"settle_horizon_ms", 1500}});
    const Technician technician(shop);
    const auto customer = shop.cloud.register_customer("+79990000034");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, "max");
    REQUIRE(shop.pay(receipt, offer).at("status") == "confirmed");
    const auto refused = technician.decide("write-off", receipt + "/1");
    CHECK(refused.code == 1);
    CHECK(Json::parse(refused.text).at("problem").at("found") == "one that is still open there");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
}

TEST_CASE("an edit that is interrupted at any moment and repeated under its id is carried out once") {
    Shop shop(Json{{"event_deadline_ms", 500}, {"settle_horizon_ms", 1500}});
    const Technician technician(shop);
    const auto number = park_an_award(shop).number();
    // While the cloud is unreachable the entry stays pending and can be edited again.
    shop.cloud.freeze();
    shop.present_phone(shop.open_receipt(), "+79990000035");
    Interruptions interruptions(technician);
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) {
        const auto outcome =
            interruptions.decide("edit", number, {"--phone", "+7999111" + std::to_string(1000 + round)});
        INFO(outcome.text);
        CHECK(outcome.code == 0);
    }
    CHECK(interruptions.killed > 0);
    const auto shown = technician.shown(number);
    std::map<std::string, int> times;
    for (const auto& line : shown.at("journal"))
        if (line.at("what") == "edited: another phone") ++times[line.at("detail")];
    CHECK(times.size() == static_cast<std::size_t>(rounds));
    for (const auto& [detail, count] : times) {
        INFO(detail);
        CHECK(count == 1);
    }
    shop.cloud.thaw();
    shop.host().wait_settled(30s);
    CHECK(technician.state_of(number) == "confirmed");
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE(
    "a write-off that is interrupted at any moment and repeated under its id is carried out once where no "
    "register "
    "runs") {
    Shop shop;
    const Technician technician(shop);
    const auto customer = shop.cloud.register_customer("+79990000030");
    std::vector<std::string> numbers;
    for (int i = 0; i < 8; ++i) numbers.push_back(park_an_award_of(shop, customer).number());
    shop.stop_plugin();
    Interruptions interruptions(technician);
    for (const auto& number : numbers) {
        const auto outcome = interruptions.decide("write-off", number);
        INFO(outcome.text);
        CHECK(outcome.code == 0);
        CHECK(lines_of_journal(technician.shown(number), "written off") == 1);
    }
    CHECK(interruptions.killed > 0);
}

TEST_CASE("an edit that is given while no register runs is carried out after the next start, once") {
    Shop shop(Json{{"settle_horizon_ms", 1500}});
    const Technician technician(shop);
    const auto number = park_an_award(shop).number();
    shop.stop_plugin();
    const std::vector<std::string> id{"--phone", "+79990000036", "--id",
                                      "00000000-0000-4000-8000-000000000036"};
    CHECK(technician.decide("edit", number, id).code == 4);
    CHECK(technician.state_of(number) == "parked");
    shop.restart_plugin();
    CHECK(technician.decide("edit", number, id).code == 0);
    shop.host().wait_settled(30s);
    CHECK(technician.state_of(number) == "confirmed");
    CHECK(lines_of_journal(technician.shown(number), "edited: another phone") == 1);
    CHECK(shop.cloud.ledger().at("operations").size() == 1);
}

TEST_CASE("a receipt's journal shows every state change of its entries") {
    Shop shop(Json{{"settle_horizon_ms", 1500}, {"probe_interval_ms", 300}, {"send_timeout_ms", 1000}});
    const Technician technician(shop);
    const auto customer = shop.cloud.register_customer("+79990000036");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, "max");
    shop.cloud.freeze();
    CHECK(shop.pay(receipt, offer).at("status") == "refused");
    shop.close(receipt, Shop::full_price());
    shop.cloud.thaw();
    shop.host().wait_settled();

    const auto journal = Json::parse(technician.run({"journal", "--receipt", receipt}).text).at("journal");
    std::map<std::string, std::vector<std::string>> what;
    for (const auto& line : journal)
        if (line.at("fact").is_string()) what[line.at("fact")].push_back(line.at("what"));
    const auto& redemption = what[receipt + "/1"];
    INFO(journal.dump(1));
    REQUIRE(redemption.size() >= 3);
    CHECK(redemption.front() == "stored");
    CHECK(std::count(redemption.begin(), redemption.end(), "unwanted") == 1);
    CHECK(redemption.back().find("withdrawn") == 0);
    CHECK(what[receipt + "/2"] == std::vector<std::string>{"stored", "sent", "confirmed"});
}
