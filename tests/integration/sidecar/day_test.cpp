#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
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

}  // namespace

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
