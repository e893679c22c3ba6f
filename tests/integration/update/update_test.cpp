#include <sys/stat.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/update/course.hpp"

namespace {

namespace update = tillpoints::update;

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* sound =
    R"({"findings":[{"area":"library","severity":"ok","code":"library_loaded"},
                    {"area":"database","severity":"ok","code":"database_sound"}]})";
constexpr const char* wrong_currency =
    R"({"findings":[{"area":"library","severity":"ok","code":"library_loaded"},
                    {"area":"currency","severity":"error","code":"currency_other","values":["KZT","RUB"],"says":"KZT"}]})";
constexpr const char* dead_library =
    R"({"findings":[{"area":"library","severity":"error","code":"library_unusable","values":["no symbol"]}]})";
constexpr const char* two_entries =
    "{\"number\":\"a/1\",\"state\":\"pending\",\"total\":100}\n"
    "{\"number\":\"b/1\",\"state\":\"confirmed\",\"total\":200}\n";

constexpr int killed = 128 + 9;

struct Ended {
    int code = -1;
    std::string out;
    std::string errors;
};

std::string text_of_file(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A machine with version 1 installed and 1 and 2 in the repository, a green doctor and two entries.
class Machine {
  public:
    Machine() {
        std::string pattern = (fs::temp_directory_path() / "tillpoints-update-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
        fs::create_directory(path_ / "repository");
        put("installed", "1\n");
        put("repository/1");
        put("repository/2");
        put("doctor", sound);
        put("export", two_entries);
        put("config.json", "{}");
    }
    ~Machine() { fs::remove_all(path_); }

    void put(const std::string& name, const std::string& text = "") const {
        std::ofstream(path_ / name) << text;
    }
    void drop(const std::string& name) const { fs::remove(path_ / name); }

    Ended update(const std::string& arguments = "--json", const std::string& tool = TILLPOINTS_CLI) const {
        const std::string folder = path_.string();
        const std::string command =
            "cd '" + folder + "' && FAKE='" + folder + "' PATH='" FAKE_PROGRAMS ":" + std::getenv("PATH") +
            "' LC_ALL=C '" + tool + "' update --folder '" + folder +
            "/kept' --config config.json --daemon-config none --patience 0 " + arguments + " >out 2>err";
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of_file(path_ / "out"),
                text_of_file(path_ / "err")};
    }

    /// In this process, where a call of the tool may take this long only.
    update::Outcome update_within(std::chrono::milliseconds longest) const {
        const std::string path = std::getenv("PATH");
        ::setenv("FAKE", path_.c_str(), 1);
        ::setenv("PATH", (FAKE_PROGRAMS ":" + path).c_str(), 1);
        update::Wish wish;
        wish.patience_s = 0;
        wish.where = {(path_ / "config.json").string(), (path_ / "none").string(), longest};
        const update::Store store((path_ / "kept").string());
        auto outcome = update::update(store, wish, [](update::Step, const std::string&) {});
        ::setenv("PATH", path.c_str(), 1);
        return outcome;
    }

    void fifo(const std::string& name) const { REQUIRE(::mkfifo((path_ / name).c_str(), 0600) == 0); }

    std::string installed() const { return text_of_file(path_ / "installed"); }
    std::string calls() const { return text_of_file(path_ / "calls"); }
    bool has(const std::string& name) const { return fs::exists(path_ / name); }
    std::string path(const std::string& name) const { return (path_ / name).string(); }

  private:
    fs::path path_;
};

std::string outcome_of(const Ended& ended) {
    INFO(ended.out << ended.errors);
    const Json json = Json::parse(ended.out, nullptr, false);
    REQUIRE(json.is_object());
    return json["outcome"];
}

}  // namespace

TEST_CASE("an update to a sound version stays, and the archives of both versions are kept") {
    const Machine machine;
    const auto ended = machine.update();
    CHECK(outcome_of(ended) == "updated");
    CHECK(ended.code == 0);
    CHECK(machine.installed() == "2\n");
    const Json json = Json::parse(ended.out);
    CHECK(json["before"]["entries"] == 2);
    CHECK(json["after"]["waiting"] == 1);
    CHECK(machine.has("kept/archives/tillpoints_1_amd64.deb"));
    CHECK(machine.has("kept/archives/libtillpoints1_2_amd64.deb"));
    CHECK_FALSE(machine.has("kept/state.json"));
    CHECK(outcome_of(machine.update()) == "already");
}

TEST_CASE(
    "an update after which doctor names a new error is taken back, and says why in the language asked for") {
    const Machine machine;
    machine.put("doctor-2", wrong_currency);
    const auto ended = machine.update("--language ru");
    CHECK(ended.code == 5);
    CHECK(machine.installed() == "1\n");
    CHECK(ended.out.find("config.json: ошибка: ") != std::string::npos);
    CHECK(ended.out.find("Версия 2 снята, снова стоит 1.") != std::string::npos);
    CHECK_FALSE(machine.has("kept/state.json"));
}

TEST_CASE("an update whose library does not load, whose tool dies, or that loses an entry is taken back") {
    const Machine machine;
    machine.put("doctor-2", dead_library);
    CHECK(outcome_of(machine.update()) == "rolled_back");
    CHECK(machine.installed() == "1\n");
    machine.put("doctor-2", "Segmentation fault");
    CHECK(outcome_of(machine.update()) == "rolled_back");
    machine.drop("doctor-2");
    machine.put("export-2", "{\"number\":\"b/1\",\"state\":\"confirmed\",\"total\":200}\n");
    const auto ended = machine.update();
    CHECK(ended.code == 5);
    CHECK(Json::parse(ended.out)["why"][0]["what"] == "entry_gone");
    CHECK(Json::parse(ended.out)["left"].empty());
    CHECK(machine.installed() == "1\n");
}

TEST_CASE("a new version whose tool does not end is taken back when its time is over") {
    for (const std::string call : {"doctor", "export"}) {
        INFO(call);
        const Machine machine;
        machine.fifo(call + "-hangs-2");
        const auto outcome = machine.update_within(std::chrono::milliseconds(1500));
        CHECK(outcome.end == update::End::rolled_back);
        REQUIRE(outcome.why.size() == 1);
        CHECK(outcome.why[0].what ==
              (call == "doctor" ? update::Worse::not_examined : update::Worse::entries_unreadable));
        CHECK(outcome.left.empty());
        CHECK(machine.installed() == "1\n");
    }
}

TEST_CASE("packages that cannot be installed are taken back") {
    const Machine machine;
    machine.put("fails-2");
    const auto ended = machine.update();
    CHECK(outcome_of(ended) == "rolled_back");
    CHECK(Json::parse(ended.out)["install_failed"] == true);
    CHECK(machine.installed() == "1\n");
    // What apt refuses to install is not forced by dpkg, and nothing of others is removed.
    CHECK(machine.calls().find(" --install ") == std::string::npos);
    CHECK(machine.calls().find(" --no-remove ") != std::string::npos);
}

TEST_CASE("an active daemon is started anew, and an update with which it does not come back is taken back") {
    const Machine machine;
    machine.put("daemon");
    CHECK(outcome_of(machine.update()) == "updated");
    CHECK(machine.calls().find("systemctl restart tillpointsd.service") != std::string::npos);
    machine.put("repository/3");
    machine.put("daemon-fails-3");
    const auto ended = machine.update();
    CHECK(ended.code == 5);
    CHECK(Json::parse(ended.out)["why"][0]["what"] == "daemon_down");
    CHECK(machine.installed() == "2\n");
}

TEST_CASE("without a way back nothing is changed, unless that is wished") {
    const Machine machine;
    machine.drop("repository/1");
    const auto refused = machine.update();
    CHECK(outcome_of(refused) == "no_way_back");
    CHECK(refused.code == 1);
    CHECK(machine.installed() == "1\n");
    machine.put("doctor-2", wrong_currency);
    const auto ended = machine.update("--json --no-way-back");
    CHECK(outcome_of(ended) == "worse_without_way_back");
    CHECK(ended.code == 6);
    CHECK(machine.installed() == "2\n");
    CHECK_FALSE(machine.has("kept/state.json"));
}

TEST_CASE("what was kept by the last update is the way back when the repository has lost it") {
    const Machine machine;
    CHECK(outcome_of(machine.update()) == "updated");
    machine.put("repository/3");
    machine.drop("repository/2");
    machine.put("doctor-3", wrong_currency);
    CHECK(outcome_of(machine.update()) == "rolled_back");
    CHECK(machine.installed() == "2\n");
}

TEST_CASE("a database that the newer version has migrated keeps that version, with words") {
    const Machine machine;
    machine.put("doctor-2", wrong_currency);
    machine.put("refuses-1");
    const auto ended = machine.update("--language en");
    CHECK(ended.code == 6);
    CHECK(ended.out.find("Version 2 stays, although the installation is worse with it") != std::string::npos);
    CHECK(machine.installed() == "2\n");
    CHECK_FALSE(machine.has("kept/state.json"));
}

TEST_CASE("a newer version that cannot be made whole again after a refused way back is left to be resumed") {
    const Machine machine;
    machine.put("doctor-2", wrong_currency);
    machine.put("refuses-1");
    machine.put("fails-again-2");
    CHECK(outcome_of(machine.update()) == "stuck");
    CHECK(machine.has("kept/state.json"));
    machine.drop("fails-2");
    CHECK(outcome_of(machine.update("--json --resume")) == "kept_newer");
    CHECK_FALSE(machine.has("kept/state.json"));
}

TEST_CASE("packages that fail without a way back have changed nothing or are left to be resumed") {
    const Machine machine;
    machine.drop("repository/1");
    machine.put("fails-2");
    CHECK(outcome_of(machine.update("--json --no-way-back")) == "rolled_back");
    CHECK(machine.installed() == "1\n");
    machine.put("leaves-half-2");
    CHECK(outcome_of(machine.update("--json --no-way-back")) == "stuck");
    CHECK(machine.has("kept/state.json"));
    machine.drop("leaves-half-2");
    machine.drop("fails-2");
    CHECK(outcome_of(machine.update("--json --resume")) == "updated");
}

TEST_CASE("a disk that takes nothing more does not cancel the way back") {
    for (const std::string file : {"state.json", "terminal.json"}) {
        INFO(file);
        const Machine machine;
        machine.put("unwritable", file);
        machine.put("none", "{\"state_directory\":\"" + machine.path("") + "\"}");
        fs::create_directories(machine.path("terminals/till-1/plugin"));
        machine.put("terminals/till-1/plugin/tillpoints.db");
        if (file == "state.json") machine.put("doctor-2", wrong_currency);
        CHECK(outcome_of(machine.update()) == "rolled_back");
        CHECK(machine.installed() == "1\n");
        CHECK_FALSE(machine.has("kept/state.json"));
    }
}

TEST_CASE("an older version that refuses a newer database is not installed, and its own words are told") {
    const Machine machine;
    machine.put("installed", "2\n");
    machine.put("refuses-1");
    const auto ended = machine.update("--language en --to 1");
    CHECK(ended.code == 5);
    CHECK(ended.out.find("tillpoints: /data/tillpoints.db was written by a newer version") !=
          std::string::npos);
    CHECK(machine.installed() == "2\n");
}

TEST_CASE("an old version that cannot be installed again is left to be resumed") {
    const Machine machine;
    machine.put("doctor-2", wrong_currency);
    machine.put("fails-1");
    CHECK(outcome_of(machine.update()) == "stuck");
    CHECK(machine.has("kept/state.json"));
    machine.drop("fails-1");
    const auto ended = machine.update("--json --resume");
    CHECK(outcome_of(ended) == "rolled_back");
    CHECK(machine.installed() == "1\n");
    CHECK(machine.update("--resume").out == "No update was cut off.\n");
}

TEST_CASE("an update that is cut off is ended by the next one, forward or back") {
    for (const std::string moment : {"before-2", "after-2"}) {
        for (const bool good : {true, false}) {
            INFO(moment << " " << good);
            const Machine machine;
            machine.put("cut-" + moment);
            if (!good) machine.put("doctor-2", wrong_currency);
            CHECK(machine.update().code == killed);
            CHECK(machine.has("kept/state.json"));
            CHECK(machine.update("--dry-run").code == 2);
            // By the tool that began, in case the new one does not start.
            const auto ended = machine.update("--json", machine.path("kept/tillpoints"));
            CHECK(outcome_of(ended) == (good ? "updated" : "rolled_back"));
            CHECK(Json::parse(ended.out)["resumed"] == true);
            CHECK(machine.installed() == (good ? "2\n" : "1\n"));
        }
    }
    const Machine machine;
    machine.put("doctor-2", wrong_currency);
    machine.put("cut-before-1");
    CHECK(machine.update().code == killed);
    CHECK(outcome_of(machine.update()) == "rolled_back");
    CHECK(machine.installed() == "1\n");
}

TEST_CASE("a package that was cut while it was unpacked is unpacked anew, because it cannot be configured") {
    const Machine machine;
    machine.put("tears-2");
    machine.put("cut-after-2");
    CHECK(machine.update().code == killed);
    CHECK(outcome_of(machine.update("--json --resume")) == "updated");
    CHECK(machine.installed() == "2\n");
    const auto calls = machine.calls();
    CHECK(calls.find("--unpack tillpoints_2_amd64.deb") < calls.find("--configure --pending"));
}

TEST_CASE(
    "packages of both versions that a cut has left are brought to the newer one by dpkg, because apt refuses "
    "them") {
    const Machine machine;
    machine.put("disorders-2");
    machine.put("cut-after-2");
    CHECK(machine.update().code == killed);
    CHECK(outcome_of(machine.update("--json --resume")) == "updated");
    CHECK(machine.installed() == "2\n");
    CHECK(machine.calls().find("dpkg --force-confdef --force-confold --install") != std::string::npos);
}

TEST_CASE("a state that cannot be read installs nothing and names the tool that began") {
    const Machine machine;
    machine.put("cut-after-2");
    CHECK(machine.update().code == killed);
    machine.put("kept/state.json", "{\"format\":99}");
    const auto ended = machine.update("--language en");
    CHECK(ended.code == 6);
    CHECK(ended.errors.find("kept/tillpoints update --resume") != std::string::npos);
}

TEST_CASE("a dry run installs nothing and says what would be done") {
    const Machine machine;
    const auto ended = machine.update("--dry-run --language en");
    CHECK(ended.code == 0);
    CHECK(ended.out.find("1 would be updated to 2; both can be had.") != std::string::npos);
    CHECK(machine.installed() == "1\n");
    CHECK(machine.calls().find(" install ") == std::string::npos);
    CHECK_FALSE(machine.has("kept/archives/tillpoints_2_amd64.deb"));
}

TEST_CASE("lists that apt refuses, an unknown version and a foreign installation change nothing") {
    const Machine machine;
    machine.put("lists-refused");
    CHECK(machine.update().code == 1);
    machine.drop("lists-refused");
    machine.put("unreachable");
    CHECK(machine.update().code == 1);
    machine.drop("unreachable");
    CHECK(outcome_of(machine.update("--json --to 9")) == "no_archive");
    CHECK(machine.update("--to -o").code == 2);
    machine.put("not-from-packages");
    const auto ended = machine.update();
    CHECK(outcome_of(ended) == "not_from_packages");
    CHECK(ended.code == 2);
    CHECK(machine.installed() == "1\n");
    CHECK(machine.calls().find(" install ") == std::string::npos);
}
