#include <catch2/catch.hpp>
#include <filesystem>

#include "../plugin/shop.hpp"
#include "../plugin/technician.hpp"

using namespace tillpoints::test;

namespace {

const std::string asked = "+79990000041";
const std::string other = "+79990000042";

Outcome forget(const Technician& technician, const std::string& phone = asked) {
    return technician.run({"forget", phone, "--by", "Aigul", "--reason", "written request", "--wait", "20"});
}

/// The names of files in a folder in which a text stands.
std::string files_with(const std::string& folder, const std::string& text) {
    std::string names;
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder))
        if (each.is_regular_file() && read_file(each.path()).find(text) != std::string::npos)
            names += each.path().filename().string() + " ";
    return names;
}

std::string journal_of(const Technician& technician, const std::string& receipt) {
    return technician.run({"journal", "--receipt", receipt}).text;
}

std::size_t operations_in(Shop& shop) {
    return shop.cloud.ledger().at("operations").size();
}

}  // namespace

TEST_CASE("beside a running register a customer is forgotten within seconds, and the register sells on") {
    Shop shop;
    const Technician technician(shop);
    shop.cloud.register_customer(asked);
    shop.cloud.register_customer(other);
    const auto receipt = shop.sell_to_phone(asked);
    const auto kept = shop.sell_to_phone(other);
    shop.host().wait_settled();

    const auto done = forget(technician);
    INFO(done.text);
    REQUIRE(done.code == 0);
    const auto answer = Json::parse(done.text);
    CHECK(answer.at("action") == "forget");
    CHECK(answer.at("state") == "forgotten");
    CHECK(answer.at("entries") == 1);
    CHECK(answer.at("receipts") == 1);
    CHECK(answer.at("remembered") == 1);
    CHECK(answer.at("left") == 0);
    CHECK(done.text.find(asked.substr(1)) == std::string::npos);

    const auto journal = journal_of(technician, receipt);
    CHECK(journal.find("customer forgotten") != std::string::npos);
    CHECK(journal.find("by Aigul: written request") != std::string::npos);
    CHECK(journal_of(technician, kept).find("customer forgotten") == std::string::npos);
    CHECK(forget(technician, asked).code == 0);

    const auto before = operations_in(shop);
    shop.sell_to_phone(asked);
    shop.host().wait_settled();
    CHECK(operations_in(shop) == before + 1);
    CHECK(Json::parse(forget(technician).text).at("entries") == 1);
}

TEST_CASE("without a register the tool forgets, and no file of the installation keeps the phone") {
    Shop shop;
    const Technician technician(shop);
    shop.cloud.register_customer(asked);
    const auto receipt = shop.sell_to_phone(asked);
    shop.host().wait_settled();
    shop.stop_plugin();
    const auto done = forget(technician);
    INFO(done.text);
    REQUIRE(done.code == 0);
    CHECK(Json::parse(done.text).at("receipts") == 1);
    for (const auto& text : {asked, asked.substr(1), asked.substr(2)}) {
        INFO(text);
        CHECK(files_with(shop.data_directory(), text).empty());
    }
    CHECK(journal_of(technician, receipt).find("customer forgotten") != std::string::npos);
}

TEST_CASE("an award that waits for the cloud keeps its customer, reaches them, and is forgotten afterwards") {
    Shop shop(Json{{"event_deadline_ms", 500}});
    const Technician technician(shop);
    shop.cloud.register_customer(asked);
    shop.wait_online();
    shop.cloud.kill();
    shop.sell_to_phone(asked);
    const auto first = Json::parse(forget(technician).text);
    CHECK(first.at("state") == "forgotten_later");
    CHECK(first.at("left").get<int>() >= 1);
    shop.cloud.start();
    shop.host().wait_settled();
    CHECK(operations_in(shop) == 1);
    const auto second = Json::parse(forget(technician).text);
    CHECK(second.at("state") == "forgotten");
    CHECK(second.at("entries") == 1);
}

TEST_CASE(
    "forget reads the phone from standard input, refuses what is no phone, and is carried out once for an "
    "id") {
    Shop shop;
    const Technician technician(shop);
    const auto wrong = forget(technician, "12");
    CHECK(wrong.code == 2);
    const std::string id = "00000000-0000-4000-8000-000000000041";
    shop.cloud.register_customer(asked);
    shop.sell_to_phone(asked);
    shop.host().wait_settled();
    const auto once = [&] {
        return technician.run(
            {"forget", asked, "--by", "Aigul", "--reason", "called 8 701 222 33 44", "--id", id});
    };
    const auto first = once();
    REQUIRE(first.code == 0);
    CHECK(once().text == first.text);
    CHECK(files_with(shop.data_directory(), "222 33 44").empty());
}
