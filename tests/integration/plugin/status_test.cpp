#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "technician.hpp"

using namespace tillpoints::test;

/// `tillpoints status` and `tillpoints config check` beside a running register, and the key of a host.
namespace {

const Json quick_probes{{"probe_interval_ms", 200}, {"probe_timeout_ms", 500}, {"send_timeout_ms", 1000}};

Json status_of(const Technician& technician) {
    return Json::parse(technician.run({"status"}).text);
}

/// Polls the tool until the link has this state; the last report either way.
Json status_with_link(const Technician& technician, const std::string& state) {
    Json status;
    // The status is read from the database of another process, which notifies nobody.
    for (int tries = 0; tries < 200; ++tries) {
        status = status_of(technician);
        // A busy machine may not have made the database yet.
        if (status.at("started") == true && status.at("link").at("state") == state) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return status;
}

}  // namespace

TEST_CASE("status shows the link, the settings heard, the clock, the disk and the process that runs") {
    Shop shop(quick_probes);
    const Technician technician(shop);
    const auto up = status_with_link(technician, "online");
    CHECK(up.at("started") == true);
    CHECK(up.at("link").at("state") == "online");
    CHECK(up.at("link").at("since").is_string());
    CHECK(up.at("settings").at("currency") == "RUB");
    CHECK(up.at("settings").at("heard").is_string());
    CHECK(up.at("clock").at("ahead_s") == 0);
    CHECK(up.at("disk").at("free_bytes") > 0);
    CHECK(up.at("running").get<std::string>().find("process ") == 0);

    shop.cloud.kill();
    shop.present_phone(shop.open_receipt(), "+79990000001");
    const auto down = status_with_link(technician, "offline");
    CHECK(down.at("link").at("state") == "offline");
    CHECK(down.at("link").at("reason") == "unreachable");
    CHECK(down.at("link").at("detail").get<std::string>().find("connect to 127.0.0.1 port ") == 0);

    shop.stop_plugin();
    CHECK(status_of(technician).at("running").is_null());
}

TEST_CASE("status before the first start says that the plugin never ran") {
    const Shop shop;
    Folder folder;
    const Technician technician(shop.cloud.config(folder / "never", quick_probes));
    const auto outcome = technician.run({"status"});
    CHECK(outcome.code == 0);
    CHECK(Json::parse(outcome.text).at("started") == false);
}

TEST_CASE("config check opens the key, the certificate authorities and the data directory") {
    const Shop shop;
    const Technician technician(shop);
    const Folder folder;
    const Json good = shop.cloud.config(folder / "data", quick_probes);
    CHECK(technician.check_config(good).code == 0);
    const auto problem = [&](Json config) {
        const auto outcome = technician.check_config(config, {"--json"});
        CHECK(outcome.code == 2);
        const auto problems = Json::parse(outcome.text).at("problems");
        REQUIRE(problems.size() == 1);
        return problems[0].at("where").get<std::string>();
    };
    Json wrong = good;
    const auto key = folder / "open.key";
    write_file(key, "a-key\n");
    REQUIRE(::chmod(key.c_str(), 0644) == 0);
    wrong["cloud"]["key_file"] = key;
    CHECK(problem(wrong) == "cloud.key_file " + key);
    wrong = good;
    wrong["cloud"]["ca_file"] = key;
    CHECK(problem(wrong) == "cloud.ca_file");
    wrong = good;
    wrong["data_directory"] = folder / "missing/data";
    CHECK(problem(wrong) == "data_directory");
    Json by_host = good;
    by_host["cloud"].erase("key_file");
    CHECK(technician.check_config(by_host).code == 0);
}

TEST_CASE("config check --cloud tells a wrong currency, a wrong key and a cloud that cannot be reached") {
    const Shop shop;
    const Technician technician(shop);
    const Folder folder;
    const Json good = shop.cloud.config(folder / "data", quick_probes);
    CHECK(technician.check_config(good, {"--cloud"}).code == 0);
    const auto problem = [&](const Json& config) {
        const auto outcome = technician.check_config(config, {"--cloud", "--json"});
        CHECK(outcome.code == 2);
        return Json::parse(outcome.text).at("problems").at(0);
    };
    Json wrong = good;
    wrong["currency"] = "KZT";
    CHECK(problem(wrong).at("where") == "currency");
    wrong = good;
    const auto key = folder / "wrong.key";
    write_file(key, "another-key\n");
    REQUIRE(::chmod(key.c_str(), 0600) == 0);
    wrong["cloud"]["key_file"] = key;
    CHECK(problem(wrong).at("code") == "unauthorized");
    wrong = good;
    wrong["cloud"]["base_url"] = "https://127.0.0.1:1";
    CHECK(problem(wrong).at("found").get<std::string>().find("connect to 127.0.0.1 port 1: ") == 0);
}

TEST_CASE(
    "without key_file the plugin uses the key that the host supplies, and refuses to start without one") {
    const Shop shop;
    const Folder folder;
    Json config = shop.cloud.config(folder / "data", quick_probes);
    auto key = read_file(config["cloud"]["key_file"]);
    key.resize(key.find_last_not_of("\n") + 1);
    config["cloud"].erase("key_file");
    Host(config, key).wait_online();
    CHECK_THROWS_WITH(Host(config), Catch::Contains("cloud.key_file"));
}
