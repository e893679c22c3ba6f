#include <catch2/catch.hpp>
#include <random>
#include <regex>

#include "terminal.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

TEST_CASE("a shop day through Java, JNI, the library and the cloud over TLS ends with equal records") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play());
    terminal.check(terminal.verdict(settings["plugin"]));
}

TEST_CASE(
    "a shop day through Java, HTTP and tillpointsd, found by its fingerprint, ends with equal records") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick_timing);
    const auto settings = by_http(sidecar);
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play());
    terminal.check(sidecar.verdict(cloud, "till-1", terminal.file("fiscal.jsonl")));
}

TEST_CASE("a terminal enrols by a code once, and says nothing to a daemon with another certificate") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick_timing);
    sidecar.start();
    const auto told = sidecar.command({"enrol", "till-1"});
    std::smatch code;
    INFO(told);
    REQUIRE(std::regex_search(told, code, std::regex("#([^.\\s]+)\\.")));
    Folder folder;
    auto command = java("EnrolCheck");
    command.insert(command.end(), {"https://127.0.0.1:" + std::to_string(sidecar.port(Sidecar::with_tls)),
                                   code[1].str(), sidecar.command({"fingerprint"}).substr(0, 95)});
    Process check(command, folder / "check.log");
    const int status = check.wait(60);
    INFO(read_file(folder / "check.log"));
    CHECK(status == 0);
}

TEST_CASE(
    "broadcasts that get lost or come twice, questions that are asked twice and fiscal records that come "
    "late change nothing") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play({"--lose", "40", "--double", "30", "--fiscal-after", "2"}));
    terminal.check(terminal.verdict(settings["plugin"]));
}

TEST_CASE("a daemon that dies again and again costs no cashier more than the deadline, and no record") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick_timing);
    const auto settings = by_http(sidecar);
    Terminal terminal(cloud, settings, 40);
    std::mt19937 random(20'261'129);
    auto day = terminal.play();
    int killed = 0;
    while (killed < 12 && !day->ends_within(std::chrono::milliseconds(300 + random() % 500))) {
        sidecar.kill();
        if (killed % 3 == 2) day->ends_within(700ms);  // a while without a daemon
        sidecar.start();
        ++killed;
    }
    terminal.finish(std::move(day));
    CHECK(killed >= 6);
    terminal.check(sidecar.verdict(cloud, "till-1", terminal.file("fiscal.jsonl")));
}
