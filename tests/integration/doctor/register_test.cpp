#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "patient.hpp"

using namespace tillpoints::test;

/// What connects the register with the library, as doctor sees it: a program that loads it, or tillpointsd.
namespace {

using Codes = std::vector<std::string>;

/// An installation with a daemon's configuration beside the plugin's.
struct WithDaemon {
    WithDaemon()
        : config(shop.cloud.config(folder / "state/terminals/till-1/plugin", Json::object())),
          patient(config) {
        std::filesystem::create_directories(folder / "state/terminals/till-1/plugin");
        ::chmod((folder / "state/terminals/till-1/plugin").c_str(), 0700);
        Json plugin = config;
        plugin.erase("data_directory");
        daemon = {{"state_directory", folder / "state"},
                  {"library", TILLPOINTS_LIBRARY},
                  {"listen", Json::array({Json::object({{"unix", folder / "api.sock"}, {"by_name", true}})})},
                  {"terminals", Json::array({Json::object({{"name", "till-1"}})})},
                  {"plugin", plugin}};
        write();
    }
    std::string daemon_file() const { return patient / "tillpointsd.json"; }
    void write() const { write_file(daemon_file(), daemon.dump()); }
    void start() {
        std::filesystem::remove(folder / "state/ports.json");
        write_file(folder / "log", "");
        process = std::make_unique<Process>(std::vector<std::string>{TILLPOINTSD, "--config", daemon_file()},
                                            folder / "log");
        REQUIRE(process->makes(folder / "state/ports.json", std::chrono::seconds(20)));
    }
    void stop() {
        process->signal(SIGTERM);
        process->wait(30);
    }
    Outcome command(const std::string& word) const {
        write_file(folder / "command", "");
        Process run({TILLPOINTSD, "--config", daemon_file(), word, "till-1"}, folder / "command");
        return {run.wait(30), read_file(folder / "command")};
    }

    Folder folder;
    Shop shop;
    Json config;
    Patient patient;
    Json daemon;
    std::unique_ptr<Process> process;
};

}  // namespace

TEST_CASE("doctor says since when a register runs, and when it stored and sold last") {
    const Folder folder;
    Shop shop;
    CHECK(Patient(shop.cloud.config(folder / "never", Json::object())).codes_of("register") ==
          Codes{"register_none_yet"});
    shop.sell_to_phone("+79990000001");
    const Patient beside(shop.cloud.config(shop.data_directory(), Json::object()));
    const auto report = beside.examined();
    for (const auto& finding : report.at("findings"))
        if (finding.at("area") == "register") {
            CHECK(finding.at("code") == "register_runs");
            CHECK(finding.at("values").at(0).get<std::string>().find(std::to_string(::getpid())) !=
                  std::string::npos);
            for (const auto& value : finding.at("values")) CHECK(value != "-");
        }
    shop.stop_plugin();
    CHECK(beside.codes_of("register") == Codes{"register_stopped"});
}

TEST_CASE("doctor names what is wrong with tillpointsd, its terminals and its files") {
    WithDaemon at;
    CHECK(at.patient.first() == "daemon_not_started");
    CHECK(at.patient.code() == 0);
    at.patient.examined("", "--daemon '" + (at.folder / "no.json") + "'");
    CHECK(at.patient.code() == 1);

    at.daemon["heartbeat_s"] = 0;
    at.write();
    CHECK(at.patient.first() == "daemon_wrong");
    write_file(at.daemon_file(), "{");
    CHECK(at.patient.first() == "daemon_wrong");
    at.daemon.erase("heartbeat_s");
    at.daemon["plugin"]["currency"] = "roubles";
    at.write();
    CHECK(at.patient.first() == "daemon_wrong");
    at.daemon["plugin"]["currency"] = "RUB";
    at.write();

    at.start();
    CHECK(at.patient.first() == "");
    CHECK(at.patient.codes_of("register") == Codes{"daemon_answers", "terminal_by_name"});
    REQUIRE(at.command("token").code == 0);
    CHECK(at.patient.codes_of("register") == Codes{"daemon_answers", "terminal_enrolled"});
    at.stop();
    CHECK(at.patient.first() == "daemon_silent");

    if (::geteuid() == 0) {
        REQUIRE(::chown((at.folder / "state/answers.db").c_str(), 65534, 65534) == 0);
        CHECK(at.patient.first() == "daemon_state_of_another_user");
        REQUIRE(::chown((at.folder / "state/answers.db").c_str(), 0, 0) == 0);
    }
}

TEST_CASE("doctor names a terminal that does not run, one that nobody reaches, and an expired certificate") {
    WithDaemon at;
    at.shop.sell_to_phone("+79990000001");  // this process owns the database
    at.daemon["listen"] = Json::array({Json::object({{"address", "127.0.0.1:0"}})});
    at.daemon["terminals"][0]["plugin"] = Json{{"data_directory", at.shop.data_directory()}};
    at.write();
    at.start();
    CHECK(at.patient.first() == "terminal_down");
    at.stop();
    at.shop.stop_plugin();
    at.start();
    CHECK(at.patient.first() == "terminal_not_enrolled");
    at.stop();

    const auto authority = make_authority("daemon");
    CertificateRequest expired;
    expired.valid_from = std::chrono::hours(-20);
    expired.valid_to = std::chrono::hours(-1);
    std::filesystem::create_directories(at.folder / "state/tls");
    write_file(at.folder / "state/tls/cert.pem", issue(authority, expired).pem());
    at.daemon["listen"] = Json::array({Json::object({{"address", "127.0.0.1:0"}, {"tls", true}})});
    at.write();
    CHECK(at.patient.first() == "daemon_certificate_expired");
}
