#include <catch2/catch.hpp>
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
                 {"fiscal_wait_ms", 300}};
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
    INFO(terminal.log());
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
    const auto day = terminal.play();
    const int status = day->wait(120);
    INFO(terminal.log());
    REQUIRE(status == 0);
    check_equal(verdict_of(cloud, terminal, settings["plugin"]), terminal);
}
