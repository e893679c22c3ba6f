#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <random>

#include "../sidecar/sidecar.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

const Json quick{{"settle_horizon_ms", 2500}, {"probe_interval_ms", 100}, {"send_timeout_ms", 1500}};

/// A terminal: the application in a JVM, with the test register around it. Everything is in one folder, which
/// outlives the process.
class Terminal {
  public:
    explicit Terminal(const Cloud& cloud, const Json& settings, int receipts) : cloud_(cloud) {
        Json all{{"language", "en"},
                 {"register", "0001"},
                 {"card_prefixes", {{"code", "TPC"}}},
                 {"fiscal_wait_ms", 300},
                 {"look_again_ms", 1000}};
        all.update(settings);
        std::filesystem::create_directories(file("device"));
        write_file(file("device/tillpoints.json"), all.dump());
        Process generator(
            {TILLPOINTS_REGISTER, "generate", "--seed", "7", "--count", std::to_string(receipts)},
            file("receipts.jsonl"));
        REQUIRE(generator.wait(30) == 0);
    }

    /// Plays the day, or goes on with it. `more` are further arguments of ShopDay.
    std::unique_ptr<Process> play(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> command{EVOTOR_JAVA,
                                         "-Xshare:auto",
                                         "-XX:TieredStopAtLevel=1",
                                         "-XX:+UseSerialGC",
                                         "-Xmx256m",
                                         "-Djava.library.path=" EVOTOR_JNI,
                                         "-cp",
                                         EVOTOR_CLASSES,
                                         "tillpoints.evotor.day.ShopDay",
                                         "--manifest",
                                         EVOTOR_MANIFEST,
                                         "--folder",
                                         file("device"),
                                         "--receipts",
                                         file("receipts.jsonl"),
                                         "--fiscal",
                                         file("fiscal.jsonl"),
                                         "--office",
                                         "http://127.0.0.1:" + std::to_string(cloud_.office_port()),
                                         "--office-token",
                                         cloud_.token_file()};
        command.insert(command.end(), more.begin(), more.end());
        return std::make_unique<Process>(command, file("day.log"));
    }

    /// Waits for the end of the day: everything is told and sent, and the register has seen nothing wrong.
    void finish(std::unique_ptr<Process> day) const {
        const int status = day->wait(180);
        INFO(log());
        REQUIRE(status == 0);
    }

    std::string log() const { return read_file(file("day.log")); }
    std::string file(const std::string& name) const { return folder_ / name; }

  private:
    const Cloud& cloud_;
    Folder folder_;
};

Json by_jni(const Cloud& cloud, const std::string& data) {
    return {
        {"engine", "jni"}, {"jni", {{"library", TILLPOINTS_LIBRARY}}}, {"plugin", cloud.config(data, quick)}};
}

/// Starts the daemon; the terminal shows its token, and knows the daemon by its certificate's fingerprint.
Json by_http(Sidecar& sidecar) {
    const auto token = sidecar.token("till-1");
    sidecar.start();
    const auto place = "127.0.0.1:" + std::to_string(sidecar.port(Sidecar::with_tls));
    auto config = sidecar.config();
    config["listen"][Sidecar::with_tls]["address"] = place;  // the same after a restart
    sidecar.write_config(config);
    return {{"engine", "http"},
            {"http",
             {{"place", "https://" + place},
              {"token", token},
              {"fingerprint", sidecar.command({"fingerprint"}).substr(0, 95)}}}};
}

std::string output_of(const std::vector<std::string>& command, const std::string& file) {
    std::filesystem::remove(file);
    Process process(command, file);
    process.wait(30);
    return read_file(file);
}

/// Compares what the plugin's database, the register's fiscal storage and the cloud say of the day.
std::string verdict_of(const Cloud& cloud, const Terminal& terminal, const Json& plugin) {
    write_file(terminal.file("plugin.json"), plugin.dump());
    write_file(terminal.file("export.jsonl"),
               output_of({TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY, "export", "--config",
                          terminal.file("plugin.json"), "--json"},
                         terminal.file("export.out")));
    return output_of(
        {TILLPOINTS_LEDGER, "--export", terminal.file("export.jsonl"), "--fiscal",
         terminal.file("fiscal.jsonl"), "--cloud", "http://127.0.0.1:" + std::to_string(cloud.office_port()),
         "--token", cloud.token_file()},
        terminal.file("verdict"));
}

void check_equal(const std::string& verdict, const Terminal& terminal) {
    INFO(terminal.log() << read_file(terminal.file("export.jsonl"))
                        << read_file(terminal.file("fiscal.jsonl")));
    std::cout << verdict;
    CHECK(verdict.find("pending 0, parked 0, mismatch 0") != std::string::npos);
    CHECK(verdict.find("redeemed 0.00") == std::string::npos);
}

}  // namespace

TEST_CASE("a shop day through Java, JNI, the library and the cloud over TLS ends with equal records") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play());
    check_equal(verdict_of(cloud, terminal, settings["plugin"]), terminal);
}

TEST_CASE(
    "a shop day through Java, HTTP and tillpointsd, found by its fingerprint, ends with equal records") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
    const auto settings = by_http(sidecar);
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play());
    check_equal(sidecar.verdict(cloud, "till-1", terminal.file("fiscal.jsonl")), terminal);
}

TEST_CASE(
    "broadcasts that get lost or come twice, questions that are asked twice and fiscal records that come "
    "late change nothing") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 40);
    terminal.finish(terminal.play({"--lose", "40", "--double", "30", "--fiscal-after", "2"}));
    check_equal(verdict_of(cloud, terminal, settings["plugin"]), terminal);
}

TEST_CASE("a daemon that dies again and again costs no cashier more than the deadline, and no record") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, quick);
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
    check_equal(sidecar.verdict(cloud, "till-1", terminal.file("fiscal.jsonl")), terminal);
}

TEST_CASE(
    "after kill -9 at every step of a sale and of a return the terminal goes on, and the records are equal") {
    Cloud cloud;
    Folder data;
    const auto settings = by_jni(cloud, data / "plugin");
    Terminal terminal(cloud, settings, 30);
    int killed = 0;
    for (int status = 128 + SIGKILL; status == 128 + SIGKILL && killed < 100;) {
        status = terminal.play({"--deaths", terminal.file("deaths")})->wait(120);
        INFO(terminal.log());
        REQUIRE((status == 0 || status == 128 + SIGKILL));
        if (status != 0) ++killed;
    }
    std::cout << read_file(terminal.file("deaths")) << "kills " << killed << "\n";
    CHECK(killed >= 30);
    check_equal(verdict_of(cloud, terminal, settings["plugin"]), terminal);
}
