#include "terminal.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <sstream>

namespace tillpoints::test {
namespace {

std::string printed_by(const std::vector<std::string>& command, const std::string& file) {
    std::filesystem::remove(file);
    Process process(command, file);
    process.wait(30);
    return read_file(file);
}

/// What the leg of another processor sets: its JVM, by an emulator, and where its libraries are.
std::string or_set(const char* usual, const char* name) {
    const char* other = std::getenv(name);
    return other == nullptr ? usual : other;
}

}  // namespace

const Json quick_timing{{"settle_horizon_ms", 2500}, {"probe_interval_ms", 100}, {"send_timeout_ms", 1500}};

std::vector<std::string> java(const std::string& program) {
    std::istringstream machine(or_set(EVOTOR_JAVA, "TILLPOINTS_OTHER_JAVA"));
    std::vector<std::string> command{std::istream_iterator<std::string>(machine), {}};
    const auto libraries = or_set(EVOTOR_JNI, "TILLPOINTS_OTHER_LIBRARIES");
    command.insert(command.end(), {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                                   "-Djava.library.path=" + libraries, "-cp", EVOTOR_CLASSES,
                                   "tillpoints.evotor.day." + program});
    return command;
}

Terminal::Terminal(const Cloud& cloud, const Json& settings, int receipts) : cloud_(cloud) {
    Json all{{"language", "en"},
             {"register", "0001"},
             {"card_prefixes", {{"code", "TPC"}}},
             {"fiscal_wait_ms", 300},
             {"look_again_ms", 1000}};
    all.update(settings);
    std::filesystem::create_directories(file("device"));
    write_file(file("device/tillpoints.json"), all.dump());
    Process generator({TILLPOINTS_REGISTER, "generate", "--seed", "7", "--count", std::to_string(receipts)},
                      file("receipts.jsonl"));
    REQUIRE(generator.wait(30) == 0);
}

std::unique_ptr<Process> Terminal::play(const std::vector<std::string>& more) const {
    auto command = java("ShopDay");
    command.insert(command.end(), {"--manifest", EVOTOR_MANIFEST, "--folder", file("device"), "--receipts",
                                   file("receipts.jsonl"), "--fiscal", file("fiscal.jsonl"), "--office",
                                   "http://127.0.0.1:" + std::to_string(cloud_.office_port()),
                                   "--office-token", cloud_.token_file()});
    command.insert(command.end(), more.begin(), more.end());
    return std::make_unique<Process>(command, file("day.log"));
}

void Terminal::finish(std::unique_ptr<Process> day) const {
    const int status = day->wait(180);
    INFO(log());
    REQUIRE(status == 0);
}

std::string Terminal::verdict(const Json& plugin) const {
    write_file(file("plugin.json"), plugin.dump());
    write_file(file("export.jsonl"), printed_by({TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY, "export",
                                                 "--config", file("plugin.json"), "--json"},
                                                file("export.out")));
    return printed_by(
        {TILLPOINTS_LEDGER, "--export", file("export.jsonl"), "--fiscal", file("fiscal.jsonl"), "--cloud",
         "http://127.0.0.1:" + std::to_string(cloud_.office_port()), "--token", cloud_.token_file()},
        file("verdict"));
}

void Terminal::check(const std::string& verdict) const {
    INFO(log());
    std::cout << verdict;
    CHECK(verdict.find("pending 0, parked 0, mismatch 0") != std::string::npos);
    CHECK(verdict.find("redeemed 0.00") == std::string::npos);
}

Json by_jni(const Cloud& cloud, const std::string& data_directory) {
    const char* other = std::getenv("TILLPOINTS_OTHER_LIBRARIES");
    const std::string library =
        other == nullptr ? TILLPOINTS_LIBRARY : std::string(other) + "/libtillpoints.so";
    return {{"engine", "jni"},
            {"jni", {{"library", library}}},
            {"plugin", cloud.config(data_directory, quick_timing)}};
}

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

}  // namespace tillpoints::test
