#include <catch2/catch.hpp>
#include <filesystem>

#include "new_till.hpp"

using namespace tillpoints::test;

/// `tillpoints setup`, `simulate`, `replay` and `bundle` against the cloud.
namespace {

const std::string phone = "+79990000001";

}  // namespace

TEST_CASE("setup writes what the cloud confirmed, ends green, and changes nothing when it is repeated") {
    const NewTill till;
    auto answers = till.answers();
    answers["ca_fingerprint"] = till.fingerprint();
    CHECK_FALSE(std::filesystem::exists(till.folder / "etc"));  // refused before anything was written

    const auto done = till.set_up(answers);
    INFO(done.text);
    CHECK(done.code == 0);
    const auto config = Json::parse(read_file(till.config()));
    CHECK(config.at("currency") == "RUB");
    CHECK(config.at("cloud").at("ca_file") == till.folder / "etc/ca.pem");
    CHECK(mode_of(till.folder / "etc/api.key") == 0600);
    CHECK(mode_of(till.folder / "data") == 0700);
    CHECK(done.text.find(answers["key"].get<std::string>()) == std::string::npos);

    const auto again = till.set_up(answers);
    INFO(again.text);
    CHECK(again.code == 0);
    CHECK(again.text.find("written:") == std::string::npos);
    CHECK(Json::parse(read_file(till.config())) == config);

    answers["company_id"] = "43";
    CHECK(till.set_up(answers).code == 1);
    CHECK(Json::parse(read_file(till.config())) == config);
}

TEST_CASE(
    "setup asks five questions, the register where there is a choice, and again what the cloud refuses") {
    const NewTill till;
    const auto answers = till.answers();
    const auto text = [&](const char* name) { return answers[name].get<std::string>() + "\n"; };
    std::filesystem::create_directories(till.folder / "etc");
    write_file(till.config(), Json({{"data_directory", till.folder / "data"}}).dump());
    const auto done = till.run({"setup", "--config", till.config()},
                               text("base_url") + "yes\n" + text("company_id") + "wrong\n" +
                                   text("company_id") + text("key") + "library\n\n");
    INFO(done.text);
    CHECK(done.code == 0);
    CHECK(done.text.find("the cloud refuses the key for company 42") != std::string::npos);
}

TEST_CASE(
    "setup does not end green beside a process that owns the database, nor with a wrong owner or place") {
    Shop shop;
    NewTill till;
    auto answers = till.answers();
    answers["ca_fingerprint"] = till.fingerprint();
    answers["data_directory"] = shop.data_directory();
    const auto beside = till.set_up(answers);
    CHECK(beside.code == 1);
    CHECK(beside.text.find("process " + std::to_string(::getpid())) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(till.config()));

    answers["data_directory"] = till.folder / "data";
    answers["user"] = "no-such-user";
    CHECK(till.set_up(answers).code == 2);
    answers.erase("user");
    answers["base_url"] = answers["base_url"].get<std::string>() + "/wrong";
    CHECK(till.set_up(answers).code == 1);
    CHECK_FALSE(std::filesystem::exists(till.config()));
}

TEST_CASE("a test sale is awarded by the cloud and taken back, and replay sends what waited") {
    NewTill till;
    const auto customer = till.cloud.register_customer(phone);
    auto answers = till.answers();
    answers["ca_fingerprint"] = till.fingerprint();
    answers["phone"] = phone;
    const auto done = till.set_up(answers);
    INFO(done.text);
    CHECK(done.code == 0);
    CHECK(done.text.find("the loyalty cloud has it as operation") != std::string::npos);
    CHECK(done.text.find("taken back") != std::string::npos);

    const auto sold =
        till.run({"simulate", "--config", till.config(), "--phone", "-", "--keep", "--json"}, phone);
    REQUIRE(sold.code == 0);
    CHECK(Json::parse(sold.text).at("state") == "confirmed");

    const std::string receipt = Json::parse(sold.text).at("receipt_id");
    const auto explained = till.run({"receipt", "explain", receipt, "--config", till.config()});
    CHECK(explained.code == 0);
    CHECK(explained.text.find(receipt + "/1: the loyalty cloud has it as operation") == 0);
    CHECK(till.run({"receipt", "explain", "unknown", "--config", till.config()}).code == 1);

    till.cloud.kill();
    const auto waiting = till.run({"replay", "--config", till.config(), "--seconds", "0", "--json"});
    CHECK(waiting.code == 0);
    till.cloud.start();
    CHECK(till.run({"replay", "--config", till.config(), "--progress"}).text ==
          "pending 0, settling 0, parked 0\n");
}

TEST_CASE("a bundle of a played day holds no telephone number, name, code or key") {
    NewTill till;
    const auto customer = till.cloud.register_customer(phone);
    const auto code = till.cloud.code_of(customer);
    auto answers = till.answers();
    answers["ca_fingerprint"] = till.fingerprint();
    answers["phone"] = phone;
    REQUIRE(till.set_up(answers).code == 0);
    till.cloud.kill();
    const auto offline = till.run({"simulate", "--config", till.config(), "--phone", phone, "--json"});
    CHECK(offline.code == 1);
    CHECK(Json::parse(offline.text).at("receipt_closed") == "stored");
    till.cloud.start();
    const auto made =
        till.run({"bundle", "--config", till.config(), "--output", till.folder / "bundle.json"});
    INFO(made.text);
    REQUIRE(made.code == 0);
    const auto text = read_file(till.folder / "bundle.json");
    const auto bundle = Json::parse(text);
    CHECK(bundle.at("doctor").at("worst") == "ok");
    CHECK(bundle.at("queue").size() == 1);
    CHECK(bundle.at("log").size() > 0);
    const std::string log = read_file(till.folder / "data/tillpoints.log");
    for (const auto& personal : {phone, phone.substr(1), customer.uid, std::string("\"Test\""), code,
                                 answers["key"].get<std::string>()}) {
        INFO(personal);
        CHECK(text.find(personal) == std::string::npos);
        CHECK(log.find(personal) == std::string::npos);
    }
}
