#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>

#include "sidecar.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

const Json quick{{"settle_horizon_ms", 2500}, {"probe_interval_ms", 100}, {"send_timeout_ms", 1500}};

/// The register of a shop day in Python; `more` are further arguments of shop_day.py.
std::vector<std::string> day_command(Sidecar& sidecar, const Cloud& cloud, int receipts,
                                     const std::vector<std::string>& more) {
    Process generator({TILLPOINTS_REGISTER, "generate", "--seed", "7", "--count", std::to_string(receipts)},
                      sidecar.file("receipts.jsonl"));
    REQUIRE(generator.wait(30) == 0);
    std::vector<std::string> command{"/usr/bin/env",
                                     std::string("PYTHONPATH=") + PYTHON_CLIENT,
                                     "PYTHONDONTWRITEBYTECODE=1",
                                     TILLPOINTS_PYTHON,
                                     std::string(SIDECAR_SCRIPTS) + "/shop_day.py",
                                     "--receipts",
                                     sidecar.file("receipts.jsonl"),
                                     "--fiscal",
                                     sidecar.file("fiscal.jsonl"),
                                     "--office",
                                     "http://127.0.0.1:" + std::to_string(cloud.office_port()),
                                     "--office-token",
                                     cloud.token_file()};
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

/// Waits for the register, and compares all records.
void check_day(Sidecar& sidecar, const Cloud& cloud, Process& day, int limit) {
    const int status = day.wait(limit);
    INFO(read_file(sidecar.file("day.log")) << sidecar.log());
    REQUIRE(status == 0);
    const auto verdict = sidecar.verdict(cloud, "till-1", sidecar.file("fiscal.jsonl"));
    std::cout << read_file(sidecar.file("day.log")) << verdict;
    CHECK(verdict.find("pending 0, parked 0, mismatch 0") != std::string::npos);
    CHECK(verdict.find("redeemed 0.00") == std::string::npos);
}

/// What one column of a query of the cloud's database has.
std::vector<std::string> column(const Cloud& cloud, const std::string& query) {
    const auto file = std::filesystem::path(cloud.token_file()).parent_path() / "cloud.db";
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_prepare_v2(database, query.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    std::vector<std::string> values;
    while (sqlite3_step(statement) == SQLITE_ROW)
        if (const auto* value = sqlite3_column_text(statement, 0))
            values.emplace_back(reinterpret_cast<const char*>(value));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return values;
}

/// Does the text have this word, and not as a part of a longer one?
bool has_word(const std::string& text, const std::string& word) {
    const auto inside = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
    };
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
        if (!(at > 0 && inside(at - 1)) && !inside(at + word.size())) return true;
    return false;
}

/// Everybody and everything secret that the cloud knows: telephone numbers, names, uids, codes, cards and the
/// key.
std::vector<std::string> secrets_of(const Cloud& cloud) {
    std::vector<std::string> all;
    for (const auto* query :
         {"SELECT phone FROM customers", "SELECT substr(phone, 2) FROM customers",
          "SELECT name FROM customers WHERE length(name) > 2", "SELECT uid FROM customers",
          "SELECT code FROM codes", "SELECT code FROM cards"})
        for (auto& value : column(cloud, query)) all.push_back(std::move(value));
    auto key = read_file(cloud.config("", Json::object()).at("cloud").at("key_file"));
    all.push_back(key.substr(0, key.find('\n')));
    return all;
}

}  // namespace

TEST_CASE("bundle, logs, heartbeat and metrics of a played day hold no telephone number, code, name or key") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
    sidecar.start();
    Process day(
        day_command(sidecar, cloud, 40, {"--place", "unix:" + sidecar.socket_path(), "--terminal", "till-1"}),
        sidecar.file("day.log"));
    check_day(sidecar, cloud, day, 120);
    const auto metrics = sidecar.client_of("till-1").send({"GET", "/metrics", {}, {}});
    REQUIRE(metrics);
    // Of a member of a fleet whose key is nobody's: the heartbeat is only shown.
    write_file(sidecar.file("fleet.json"),
               R"({"terminal":"till-1","authority":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})");
    const auto config = sidecar.file("plugin.json");
    std::map<std::string, std::string> texts{
        {"bundle", sidecar.tool({"bundle", "--output", "-", "--config", config})},
        {"heartbeat", sidecar.tool({"fleet", "report", "--dry-run", "--json", "--config", config, "--state",
                                    sidecar.file("state.json")})},
        {"metrics", metrics->body},
        {"daemon's log", sidecar.log()},
        {"library's log", read_file(sidecar.state("terminals/till-1/plugin/tillpoints.log"))}};
    const auto secrets = secrets_of(cloud);
    CHECK(secrets.size() > 60);
    for (const auto& [name, text] : texts) {
        INFO(name);
        // A library to which nothing happens writes no log.
        if (name != "library's log") CHECK(text.size() > 100);
        for (const auto& secret : secrets)
            if (has_word(text, secret)) FAIL_CHECK("holds " << secret);
    }
}

TEST_CASE("a shop day from Python over the unix socket ends with equal records") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
    sidecar.start();
    Process day(
        day_command(sidecar, cloud, 60, {"--place", "unix:" + sidecar.socket_path(), "--terminal", "till-1"}),
        sidecar.file("day.log"));
    check_day(sidecar, cloud, day, 120);
}

TEST_CASE("a shop day from Python over TLS, by a register that commits at once, ends with equal records") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
    const auto token = sidecar.token("till-1");
    sidecar.start();
    Process day(
        day_command(sidecar, cloud, 40,
                    {"--place", "https://127.0.0.1:" + std::to_string(sidecar.port(Sidecar::with_tls)),
                     "--token", token, "--fingerprint", sidecar.command({"fingerprint"}).substr(0, 95),
                     "--commit", "--seed", "8"}),
        sidecar.file("day.log"));
    check_day(sidecar, cloud, day, 120);
}

TEST_CASE("a daemon that is killed at random moments of a day loses nothing and doubles nothing") {
    const char* wanted = std::getenv("TILLPOINTS_SOAK");
    const int kills = wanted != nullptr && std::string(wanted) == "1" ? 200 : 20;
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
    sidecar.start();
    std::mt19937 random(20'261'129);
    Process day(day_command(sidecar, cloud, kills * 15,
                            {"--place", "unix:" + sidecar.socket_path(), "--terminal", "till-1"}),
                sidecar.file("day.log"));
    int killed = 0;
    while (killed < kills && !day.ends_within(std::chrono::milliseconds(20 + random() % 500))) {
        sidecar.kill();
        sidecar.start();
        ++killed;
    }
    check_day(sidecar, cloud, day, 400);
    std::cout << "kills " << killed << "\n";
    CHECK(killed == kills);
}
