#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <functional>

#include "adapters/doctor/child.hpp"
#include "adapters/doctor/daemon_settings.hpp"
#include "adapters/doctor/findings.hpp"
#include "adapters/doctor/gather.hpp"
#include "sound.hpp"

using namespace tillpoints::doctor;
using tillpoints::test::sound_daemon;
using tillpoints::test::sound_installation;

namespace {

std::vector<std::string> register_codes(const Facts& facts) {
    std::vector<std::string> codes;
    for (const auto& each : findings(facts))
        if (each.area == Area::register_link) codes.push_back(name_of(each.code));
    return codes;
}

using Codes = std::vector<std::string>;

struct DaemonFault {
    const char* what;
    std::function<void(Daemon&)> stage;
    Code first;
    Severity severity = Severity::error;
};

const DaemonFault daemon_faults[] = {
    {"no file", [](Daemon& d) { d.unreadable = "No such file"; }, Code::daemon_unreadable},
    {"not installed", [](Daemon& d) { d.program.clear(); }, Code::daemon_not_installed},
    {"a wrong setting", [](Daemon& d) { d.wrong = "listen"; }, Code::daemon_wrong},
    {"another user's files",
     [](Daemon& d) {
         d.strangers.push_back({"/var/lib/tillpointsd/x", FileFacts::Kind::regular, "", 0600, 0, "root"});
     },
     Code::daemon_state_of_another_user},
    {"an expired certificate", [](Daemon& d) { d.certificate->not_after = d.now; },
     Code::daemon_certificate_expired},
    {"a certificate that ends soon", [](Daemon& d) { d.certificate->not_after = d.now + 86'400; },
     Code::daemon_certificate_expires_soon, Severity::warning},
    {"a stopped unit",
     [](Daemon& d) {
         d.answers = false;
         d.unit = "inactive";
     },
     Code::daemon_unit_not_active},
    {"a failed first start",
     [](Daemon& d) {
         d.answers = false;
         d.ran = false;
         d.unit = "failed";
     },
     Code::daemon_unit_not_active},
    {"no start yet",
     [](Daemon& d) {
         d.answers = false;
         d.ran = false;
         d.unit = "inactive";
     },
     Code::daemon_not_started, Severity::warning},
    {"a daemon that hangs", [](Daemon& d) { d.answers = false; }, Code::daemon_silent},
    {"a socket of others",
     [](Daemon& d) {
         d.answers = false;
         d.forbidden = true;
     },
     Code::daemon_forbidden, Severity::warning},
    {"a terminal that does not run", [](Daemon& d) { d.terminals[0].runs = false; }, Code::terminal_down},
    {"a terminal that nobody reaches", [](Daemon& d) { d.terminals[0].enrolled = false; },
     Code::terminal_not_enrolled, Severity::warning},
    {"a state of others", [](Daemon& d) { d.state_closed = true; }, Code::daemon_state_closed,
     Severity::warning},
};

}  // namespace

TEST_CASE("a library that no register has used yet is no fault") {
    auto facts = sound_installation();
    CHECK(register_codes(facts) == Codes{"register_stopped"});
    facts.database.started = false;
    CHECK(register_codes(facts) == Codes{"register_none_yet"});
    CHECK(first_cause(findings(facts)) == nullptr);
    facts.database.started = true;
    facts.database.owner = "process 7 (till)";
    CHECK(register_codes(facts) == Codes{"register_runs"});
    facts.host.known = false;
    CHECK(register_codes(facts) == Codes{"not_looked_at"});
}

TEST_CASE("each fault of a daemon by itself is the first cause") {
    for (const auto& fault : daemon_faults) {
        INFO(fault.what);
        auto facts = sound_installation();
        facts.daemon = sound_daemon();
        facts.configuration.data_directory = facts.daemon.data_directories.front();
        REQUIRE(first_cause(findings(facts)) == nullptr);
        fault.stage(facts.daemon);
        const auto all = findings(facts);
        const auto* first = first_cause(all);
        REQUIRE(first);
        CHECK(name_of(first->code) == name_of(fault.first));
        CHECK(name_of(first->severity) == name_of(fault.severity));
    }
}

TEST_CASE("a daemon is looked at even where the configuration of the library cannot be read") {
    Facts facts;
    facts.daemon = sound_daemon();
    facts.daemon.answers = false;
    CHECK(register_codes(facts) == Codes{"daemon_silent", "terminal_enrolled"});
}

TEST_CASE("a register that loads the library beside a daemon is told too") {
    auto facts = sound_installation();
    facts.daemon = sound_daemon();
    CHECK(register_codes(facts) == Codes{"daemon_answers", "terminal_enrolled", "register_stopped"});
    facts.database.started = false;
    CHECK(register_codes(facts) == Codes{"daemon_answers", "terminal_enrolled"});
    facts.daemon.terminals[0].enrolled = false;
    facts.daemon.by_name = true;
    CHECK(register_codes(facts) == Codes{"daemon_answers", "terminal_by_name"});
}

TEST_CASE("sockets and terminals of a daemon are read from its configuration, with its defaults") {
    CHECK_FALSE(daemon_settings_in("{"));
    CHECK_FALSE(daemon_settings_in(R"({"state_directory": 7})"));
    const auto usual = daemon_settings_in(R"({"state_directory": "/s", "listen": [], "terminals": 4})");
    REQUIRE(usual);
    REQUIRE(usual->sockets.size() == 2);
    CHECK(usual->sockets[0].text() == "/s/tillpointsd.sock");
    CHECK(usual->sockets[1].text() == "127.0.0.1:8787");
    auto own = daemon_settings_in(
        R"({"state_directory": "/s", "listen": [{"address": "[::1]:0", "tls": true}, 7, {"unix": "/u", "by_name": true}],
            "terminals": [{"name": "a"}, {"name": "../b"}, 9, {"name": "c", "plugin": {"data_directory": "/d"}}]})");
    REQUIRE(own);
    REQUIRE(own->sockets.size() == 3);
    CHECK(own->sockets[0].address == "::1");
    CHECK(own->sockets[0].tls);
    CHECK(own->sockets[2].by_name);
    using Map = std::map<std::string, std::string>;
    CHECK(own->terminals == Map{{"a", "/s/terminals/a/plugin"}, {"c", "/d"}});
    take_ports("[{}]", *own);
    CHECK(own->sockets[0].port == "0");
    take_ports(R"([{"port": 4711}, {}, {"port": 0}])", *own);
    CHECK(own->sockets[0].text() == "[::1]:4711");
}

TEST_CASE("what a daemon prints is read: the first problem in words, and which terminals run") {
    CHECK(first_problem_in("f: listen: expected x\nf: hosts") == "f: listen: expected x");
    CHECK(first_problem_in(
              R"(terminal a: {"problems":[{"where":"currency","expected":"RUB","found":"7"},{}]})") ==
          "terminal a: currency: expected RUB, found 7");
    CHECK(first_problem_in("terminal a: {broken") == "terminal a: {broken");
    using Map = std::map<std::string, bool>;
    CHECK(running_terminals_in("# TYPE tillpointsd_terminal_up gauge\n"
                               "tillpointsd_terminal_up{terminal=\"a\"} 1\n"
                               "tillpointsd_terminal_up{terminal=\"b\"} 0\n"
                               "tillpointsd_terminal_up{terminal=\"c\n") == Map{{"a", true}, {"b", false}});
}

TEST_CASE("a program that is asked has a time to answer, and its status counts") {
    using std::chrono::milliseconds;
    const auto said = run_program({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"}, milliseconds(10'000));
    CHECK(said.status == 3);
    CHECK(said.text == "out\nerr\n");
    CHECK(run_program({"/bin/sh", "-c", "exec sleep 60"}, milliseconds(50)).status == -1);
    CHECK(run_program({"/no/such/program"}, milliseconds(10'000)).status == -1);
}

TEST_CASE("a process is known by the library's words for it, and began before now") {
    const auto begin = start_of("process " + std::to_string(::getpid()) + " (test)");
    REQUIRE(begin);
    CHECK(*begin <= std::time(nullptr) + 1);
    CHECK(*begin > std::time(nullptr) - 86'400);
    CHECK_FALSE(start_of("another process"));
    CHECK_FALSE(start_of("process ../1 (x)"));
}
