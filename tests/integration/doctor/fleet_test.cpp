#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "new_till.hpp"

using namespace tillpoints::test;

/// `tillpoints fleet` and `tillpoints setup --enrol` against the cloud: an operator, a cloud and terminals.
namespace {

/// What `--json` printed, behind words on the error output.
Json told(const Outcome& outcome) {
    return Json::parse(outcome.text.substr(outcome.text.find('{')));
}

/// An operator with a table of terminals, and terminals that have been enrolled.
struct Operator : NewTill {
    Operator() {
        const auto known = answers();
        write_file(folder / "api.key", known["key"].get<std::string>() + "\n");
        std::filesystem::copy_file(cloud.config("", Json::object())["cloud"]["ca_file"].get<std::string>(),
                                   folder / "ca.pem");
        std::string table = "name,base_url,company_id,key_file,ca_file,data_directory\n";
        for (const auto* name : {"north-1", "south-1"})
            table += std::string(name) + "," + known["base_url"].get<std::string>() + ",42,api.key,ca.pem," +
                     (folder / name) + "/data\n";
        write_file(folder / "terminals.csv", table);
        made = bundle();
        INFO(made.text);
        REQUIRE(made.code == 0);
        cloud.office("POST", "/fleet/terminals", Json::parse(read_file(folder / "fleet/terminals.json")));
    }

    Outcome bundle() const {
        return run({"fleet", "bundle", folder / "terminals.csv", "--key", folder / "fleet.key", "--output",
                    folder / "fleet", "--report-url",
                    cloud.config("", Json::object())["cloud"]["base_url"].get<std::string>()});
    }

    std::string code_of(const std::string& terminal) const {
        const auto codes = read_file(folder / "fleet/codes.csv");
        const auto at = codes.find("\n" + terminal + ",");
        REQUIRE(at != std::string::npos);
        return codes.substr(at + terminal.size() + 2, 24);
    }

    std::string config_of(const std::string& terminal) const {
        return folder / terminal + "/etc/config.json";
    }

    Outcome enrol(const std::string& terminal, const std::string& code) const {
        return run({"setup", "--config", config_of(terminal), "--enrol", code, "--bundle", folder / "fleet"});
    }

    Outcome report(const std::string& terminal) const {
        return run({"fleet", "report", "--json", "--config", config_of(terminal), "--state",
                    folder / terminal + "/state.json"});
    }

    std::string sign(int number, const Json& configuration, const std::string& key = "fleet.key") const {
        write_file(folder / "settings.json", configuration.dump());
        const auto file = folder / ("release-" + std::to_string(number) + ".json");
        const auto done = run({"fleet", "sign", "--number", std::to_string(number), "--configuration",
                               folder / "settings.json", "--key", folder / key, "--output", file});
        INFO(done.text);
        REQUIRE(done.code == 0);
        return read_file(file);
    }

    void roll_out(const std::string& document) {
        cloud.office("POST", "/fleet/rollouts",
                     {{"share", 100}, {"watch_minutes", 0}, {"document", Json::parse(document)}});
    }

    /// From now on it looks for releases on a share instead.
    void report_to_nobody(const std::string& terminal) const {
        auto membership = Json::parse(read_file(folder / terminal + "/etc/fleet.json"));
        membership["report_url"] = "";
        membership["release_from"] = folder / "share.json";
        write_file(folder / terminal + "/etc/fleet.json", membership.dump());
    }

    std::string drop_in(const std::string& terminal) const {
        const auto file = config_of(terminal) + ".d/90-fleet.json";
        return std::filesystem::exists(file) ? read_file(file) : "";
    }

    Json setting(const std::string& terminal, const std::string& name) const {
        const auto shown = run({"config", "show", config_of(terminal), "--json"});
        INFO(shown.text);
        REQUIRE(shown.code == 0);
        for (const auto& each : Json::parse(shown.text))
            if (each.at("setting") == name) return each.at("value");
        return {};
    }

    Outcome made;
};

}  // namespace

TEST_CASE("a terminal is enrolled by its code alone, ends green, and reports to the cloud") {
    Operator fleet;
    CHECK(mode_of(fleet.folder / "fleet.key") == 0600);
    const auto bundle = read_file(fleet.folder / "fleet/north-1.enrolment");
    CHECK(bundle.find(fleet.answers()["key"].get<std::string>()) == std::string::npos);

    const auto wrong = fleet.enrol("north-1", fleet.code_of("south-1").substr(0, 23) + "0");
    CHECK(wrong.code == 2);
    CHECK(wrong.text.find("no bundle belongs to this code") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(fleet.config_of("north-1")));

    const auto done = fleet.enrol("north-1", fleet.code_of("north-1"));
    INFO(done.text);
    CHECK(done.code == 0);
    CHECK(mode_of(fleet.folder / "north-1/etc/fleet.json") == 0600);
    CHECK(done.text.find(fleet.answers()["key"].get<std::string>()) == std::string::npos);

    const auto reported = fleet.report("north-1");
    INFO(reported.text);
    CHECK(reported.code == 0);
    const auto heartbeat = told(reported).at("heartbeat");
    CHECK(heartbeat.at("doctor").at("worst") == "ok");
    CHECK(reported.text.find(fleet.answers()["key"].get<std::string>()) == std::string::npos);
    const auto rows = fleet.cloud.office("GET", "/fleet/terminals").at("rows");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].at("terminal") == "north-1");
    CHECK(rows[0].at("troubles").empty());
    CHECK(rows[1].at("troubles")[0].at("code") == "never_heard");
}

TEST_CASE("bundles that were made stay as they are when lines are added to the table") {
    Operator fleet;
    const auto before = read_file(fleet.folder / "fleet/north-1.enrolment");
    const auto codes = read_file(fleet.folder / "fleet/codes.csv");
    auto table = read_file(fleet.folder / "terminals.csv");
    write_file(fleet.folder / "terminals.csv", table + "east-1" + table.substr(table.rfind("\nsouth-1") + 8));
    const auto again = fleet.bundle();
    INFO(again.text);
    CHECK(again.code == 0);
    CHECK(read_file(fleet.folder / "fleet/north-1.enrolment") == before);
    CHECK(read_file(fleet.folder / "fleet/codes.csv").starts_with(codes));
    CHECK(std::filesystem::exists(fleet.folder / "fleet/east-1.enrolment"));
    CHECK(Json::parse(read_file(fleet.folder / "fleet/terminals.json")).at("terminals").size() == 3);
}

TEST_CASE("a signed release changes the settings of a terminal, and an older one does not come back") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    REQUIRE(fleet.report("north-1").code == 0);
    fleet.roll_out(fleet.sign(3, {{"rules", {{"step", 100}}}}));
    const auto taken = fleet.report("north-1");
    INFO(taken.text);
    CHECK(taken.code == 0);
    CHECK(told(taken).at("heartbeat").at("release").at("applied") == 3);
    CHECK(fleet.setting("north-1", "rules.step") == 100);
    const auto rows = fleet.cloud.office("GET", "/fleet/terminals").at("rows");
    CHECK(rows[0].at("heartbeat").at("release").at("applied") == 3);

    // From a file share, without a cloud that orders numbers: the terminal does so itself.
    fleet.report_to_nobody("north-1");
    write_file(fleet.folder / "share.json", fleet.sign(2, {{"rules", {{"step", 1}}}}));
    CHECK(fleet.report("north-1").code == 0);
    CHECK(fleet.setting("north-1", "rules.step") == 100);
    write_file(fleet.folder / "share.json", fleet.sign(4, {{"rules", {{"step", 10}}}}));
    CHECK(fleet.report("north-1").code == 0);
    CHECK(fleet.setting("north-1", "rules.step") == 10);
}

TEST_CASE(
    "a release that another key signed, that is wrong, or that doctor finds worse leaves the last good one") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    fleet.report_to_nobody("north-1");
    const auto taking = [&](const std::string& document) {
        write_file(fleet.folder / "share.json", document);
        const auto outcome = fleet.report("north-1");
        INFO(outcome.text);
        return told(outcome).at("heartbeat").at("release");
    };
    REQUIRE(taking(fleet.sign(1, {{"rules", {{"step", 100}}}})).at("applied") == 1);
    const auto good = fleet.drop_in("north-1");
    REQUIRE_FALSE(good.empty());

    CHECK(taking(fleet.sign(2, {{"rules", {{"step", 7}}}}, "stolen.key")).at("reason") == "signature");
    CHECK(taking("no release").at("reason") == "signature");
    CHECK(taking(fleet.sign(3, {{"rules", {{"step", -1}}}})).at("reason") == "configuration_wrong");
    CHECK(taking(fleet.sign(4, {{"no such setting", 1}})).at("reason") == "configuration_wrong");
    // Nobody listens there: doctor cannot reach the cloud, which it could before.
    CHECK(taking(fleet.sign(5, {{"cloud", {{"base_url", "https://127.0.0.1:1"}}}})).at("reason") ==
          "doctor_worse");
    CHECK(fleet.drop_in("north-1") == good);
    CHECK(fleet.setting("north-1", "rules.step") == 100);
    const auto after = taking(fleet.sign(6, {{"rules", {{"step", 10}}}}));
    CHECK(after.at("applied") == 6);
    CHECK(after.at("reason") == "");
}

TEST_CASE(
    "taking a release that was interrupted is undone and tried again, and after the second time given up") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    fleet.report_to_nobody("north-1");
    write_file(fleet.folder / "share.json", fleet.sign(1, {{"rules", {{"step", 100}}}}));
    const auto interrupted = [&](int tries) {
        std::filesystem::create_directories(fleet.config_of("north-1") + ".d");
        write_file(fleet.config_of("north-1") + ".d/90-fleet.json", R"({"rules":{"step":7}})");
        write_file(fleet.folder / "north-1/state.json", Json({{"applied", 0},
                                                              {"refused", 0},
                                                              {"reason", ""},
                                                              {"trying", 1},
                                                              {"tries", tries},
                                                              {"taking", true},
                                                              {"kept", nullptr}})
                                                            .dump());
    };
    interrupted(2);
    const auto given_up = fleet.report("north-1");
    CHECK(given_up.code == 1);
    CHECK(told(given_up).at("heartbeat").at("release").at("reason") == "interrupted");
    CHECK(fleet.drop_in("north-1").empty());
    interrupted(1);
    CHECK(fleet.report("north-1").code == 0);
    CHECK(fleet.setting("north-1", "rules.step") == 100);
}

TEST_CASE("a release that names another cloud waits until what was made for this one is sent") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    fleet.report_to_nobody("north-1");
    fleet.cloud.kill();
    fleet.run({"simulate", "--config", fleet.config_of("north-1"), "--phone", "+79990000001", "--keep"});
    write_file(fleet.folder / "share.json",
               fleet.sign(1, {{"cloud", {{"base_url", "https://127.0.0.1:1"}}}}));
    const auto waits = fleet.report("north-1");
    INFO(waits.text);
    CHECK(waits.code == 0);
    CHECK(told(waits).at("heartbeat").at("release") ==
          Json({{"applied", 0}, {"refused", 0}, {"reason", ""}}));
    CHECK(fleet.drop_in("north-1").empty());
}

TEST_CASE("a terminal whose own configuration is wrong still reports, and one report waits for no other") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    std::filesystem::create_directories(fleet.config_of("north-1") + ".d");
    write_file(fleet.config_of("north-1") + ".d/50-local.json", R"({"no such setting":1})");
    const auto reported = fleet.report("north-1");
    INFO(reported.text);
    CHECK(reported.code == 0);
    CHECK(told(reported).at("heartbeat").at("doctor").at("worst") == "error");
    CHECK(fleet.cloud.office("GET", "/fleet/terminals").at("rows")[0].at("troubles")[0].at("code") ==
          "doctor_error");

    const auto lock = fleet.folder / "north-1" + "/state.json.lock";
    const int held = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    const auto busy = fleet.report("north-1");
    CHECK(busy.code == 2);
    CHECK(busy.text.find("another report") != std::string::npos);
    ::close(held);
}

TEST_CASE(
    "a terminal that is enrolled again keeps what a release brought, and another fleet's numbers begin "
    "anew") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    fleet.report_to_nobody("north-1");
    write_file(fleet.folder / "share.json", fleet.sign(7, {{"rules", {{"step", 100}}}}));
    REQUIRE(fleet.report("north-1").code == 0);
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    CHECK(fleet.setting("north-1", "rules.step") == 100);

    auto state = Json::parse(read_file(fleet.folder / "north-1" + "/state.json"));
    state["authority"] = "another";
    write_file(fleet.folder / "north-1" + "/state.json", state.dump());
    fleet.report_to_nobody("north-1");
    write_file(fleet.folder / "share.json", fleet.sign(1, {{"rules", {{"step", 10}}}}));
    REQUIRE(fleet.report("north-1").code == 0);
    CHECK(fleet.setting("north-1", "rules.step") == 10);
    write_file(fleet.folder / "north-1" + "/state.json", "damaged");
    CHECK(fleet.report("north-1").code == 2);
}

TEST_CASE("a share with a pipe in the place of the release keeps no report waiting") {
    Operator fleet;
    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    fleet.report_to_nobody("north-1");
    REQUIRE(::mkfifo((fleet.folder / "share.json").c_str(), 0600) == 0);
    const auto done = fleet.report("north-1");
    CHECK(done.code == 1);
    CHECK(done.text.find("there is no such file") != std::string::npos);
}

TEST_CASE("an operator is told what may not be signed, and a terminal of another fleet is not taken over") {
    Operator fleet;
    const auto refused = [&](const Json& configuration) {
        write_file(fleet.folder / "settings.json", configuration.dump());
        return fleet.run({"fleet", "sign", "--number", "9", "--configuration", fleet.folder / "settings.json",
                          "--key", fleet.folder / "fleet.key", "--output", fleet.folder / "out.json"});
    };
    CHECK(refused({{"data_directory", "/tmp"}}).text.find("/data_directory") != std::string::npos);
    CHECK(refused({{"cloud", {{"key_file", "/etc/shadow"}}}}).code == 2);
    std::filesystem::permissions(fleet.folder / "fleet.key", std::filesystem::perms(0644));
    CHECK(refused({{"rules", {{"step", 1}}}}).text.find("chmod 600") != std::string::npos);

    REQUIRE(fleet.enrol("north-1", fleet.code_of("north-1")).code == 0);
    auto membership = Json::parse(read_file(fleet.folder / "north-1/etc/fleet.json"));
    membership["authority"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    write_file(fleet.folder / "north-1/etc/fleet.json", membership.dump());
    const auto taken_over = fleet.enrol("north-1", fleet.code_of("north-1"));
    CHECK(taken_over.code == 2);
    CHECK(taken_over.text.find("another fleet") != std::string::npos);
}
