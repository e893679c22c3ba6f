#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "new_till.hpp"

using namespace tillpoints::test;

/// `tillpoints setup` where tillpointsd is the register.
namespace {

/// Answers for a daemon whose state is in the folder of the till.
Json daemon_answers(const NewTill& till) {
    auto answers = till.answers();
    answers["ca_fingerprint"] = till.fingerprint();
    answers.erase("data_directory");
    answers["register"] = "daemon";
    answers["state_directory"] = till.folder / "state";
    answers["user"] = ::geteuid() == 0 ? "nobody" : "";
    return answers;
}

std::string data_of(const NewTill& till, const std::string& terminal) {
    return till.folder / ("state/terminals/" + terminal + "/plugin");
}

Json daemon_settings(const NewTill& till) {
    return Json::parse(read_file(till.folder / "etc/tillpointsd.json"));
}

unsigned owner_of(const std::string& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_uid;
}

}  // namespace

TEST_CASE(
    "setup makes a terminal of tillpointsd, tells how to reach and start it, and changes nothing again") {
    const NewTill till;
    const auto answers = daemon_answers(till);
    const auto done = till.set_up(answers);
    INFO(done.text);
    CHECK(done.code == 0);
    CHECK(done.text.find("tillpointsd has not run yet") != std::string::npos);
    CHECK(done.text.find("systemctl enable --now tillpointsd") != std::string::npos);
    CHECK(done.text.find("enrol till-1") != std::string::npos);
    const auto settings = daemon_settings(till);
    CHECK(settings.at("plugin").at("cloud").at("company_id") == "42");
    CHECK(settings.at("terminals") == Json::array({Json::object({{"name", "till-1"}})}));
    CHECK(settings.at("listen").at(0).at("by_name") == true);
    CHECK(Json::parse(read_file(till.config())).at("data_directory") == data_of(till, "till-1"));
    CHECK(owner_of(till.folder / "state") == owner_of(till.folder / "etc/api.key"));
    CHECK(owner_of(data_of(till, "till-1")) == owner_of(till.folder / "etc/api.key"));

    const auto again = till.set_up(answers);
    INFO(again.text);
    CHECK(again.code == 0);
    CHECK(again.text.find("written:") == std::string::npos);
    CHECK(daemon_settings(till) == settings);

    auto second = answers;
    second["terminal"] = "till-2";
    CHECK(till.set_up(second).code == 0);
    CHECK(daemon_settings(till).at("terminals") ==
          Json::array({Json::object({{"name", "till-1"}}), Json::object({{"name", "till-2"}})}));
    CHECK(Json::parse(read_file(till.config())).at("data_directory") == data_of(till, "till-2"));
    second["terminal"] = "../till";
    CHECK(till.set_up(second).code == 2);
    second["register"] = "both";
    CHECK(till.set_up(second).code == 2);
}

TEST_CASE("setup leaves it to tillpointsd to read the terminal's configuration from its file") {
    const NewTill till;
    auto answers = daemon_answers(till);
    REQUIRE(till.set_up(answers).code == 0);
    const auto file = till.folder / "etc/tillpointsd.json";
    const Json by_file = Json::array({Json::object({{"name", "till-1"}, {"plugin", till.config()}})});

    auto settings = daemon_settings(till);
    settings["plugin"] = till.config();
    write_file(file, settings.dump());
    CHECK(till.set_up(answers).code == 0);
    // As what all have in common the daemon would refuse a file that names a data directory.
    CHECK_FALSE(daemon_settings(till).contains("plugin"));
    CHECK(daemon_settings(till).at("terminals") == by_file);
    CHECK(till.set_up(answers).code == 0);
    CHECK(daemon_settings(till).at("terminals") == by_file);
}

TEST_CASE("what setup wrote for tillpointsd is what it runs on, and doctor is green beside it") {
    NewTill till;
    auto answers = daemon_answers(till);
    answers["user"] = "";
    const auto bin = till.folder / "bin";
    std::filesystem::create_directory(bin);
    write_file(bin + "/systemctl", "#!/bin/sh\necho the unit is masked; exit 1\n");
    ::chmod((bin + "/systemctl").c_str(), 0755);
    answers["start"] = true;
    const auto masked = till.set_up(answers, bin);
    INFO(masked.text);
    CHECK(masked.code == 1);
    CHECK(masked.text.find("the unit is masked") != std::string::npos);

    const auto customer = till.cloud.register_customer("+79990000001");
    answers["phone"] = customer.phone;
    // In place of systemd: remembers what it was told, and starts the daemon.
    write_file(bin + "/systemctl",
               "#!/bin/sh\necho \"$*\" >>'" + bin +
                   "/told'\n[ \"$1\" != reload-or-restart ] || {\n'" TILLPOINTSD "' --config '" +
                   (till.folder / "etc/tillpointsd.json") + "' >'" + bin + "/log' 2>&1 &\necho $! >'" + bin +
                   "/pid'\nfor i in $(seq 200); do [ -s '" + (till.folder / "state/ports.json") +
                   "' ] && exit 0; sleep 0.05; done; exit 1; }\n");
    const auto done = till.set_up(answers, bin);
    INFO(done.text);
    CHECK(done.code == 0);
    CHECK(done.text.find("taken back") != std::string::npos);
    CHECK(done.text.find("tillpointsd answers at") != std::string::npos);
    CHECK(read_file(bin + "/told") == "enable tillpointsd.service\nreload-or-restart tillpointsd.service\n");
    const auto sent = till.run({"send", "--socket", till.folder / "state/api.sock", "--terminal", "till-1"},
                               R"({"v":1,"event":"receipt_opened","receipt_id":"r-1","kind":"sale"})");
    CHECK(sent.code == 0);
    // It owns the data now, so setup refuses to change what it has read.
    CHECK(till.set_up(answers, bin).code == 1);
    ::kill(std::stoi(read_file(bin + "/pid")), SIGKILL);
}

TEST_CASE("setup does not leave a register's data behind when another kind of register is chosen") {
    const NewTill till;
    auto answers = daemon_answers(till);
    auto library = answers;
    library["register"] = "library";
    library["data_directory"] = till.folder / "data";
    REQUIRE(till.set_up(library).code == 0);
    write_file(till.folder / "data/tillpoints.db", "");
    const auto refused = till.set_up(answers);
    CHECK(refused.code == 2);
    CHECK(refused.text.find("mv " + (till.folder / "data") + "/* " + data_of(till, "till-1")) !=
          std::string::npos);
    CHECK_FALSE(std::filesystem::exists(till.folder / "etc/tillpointsd.json"));
    std::filesystem::remove(till.folder / "data/tillpoints.db");
    CHECK(till.set_up(answers).code == 0);
}

TEST_CASE("setup asks for the register only where tillpointsd is installed") {
    const NewTill till;
    const auto answers = till.answers();
    const auto text = [&](const char* name) { return answers[name].get<std::string>() + "\n"; };
    const auto input = text("base_url") + "yes\n" + text("company_id") + text("key");
    std::filesystem::create_directories(till.folder / "etc");
    write_file(till.config(), Json({{"data_directory", till.folder / "data"}}).dump());
    const auto asked = till.run({"setup", "--config", till.config()}, input + "tillpoints\nlibrary\n\n");
    INFO(asked.text);
    CHECK(asked.code == 0);
    CHECK(asked.text.find("answer library or daemon") != std::string::npos);

    // The tool alone, as its package installs it.
    std::filesystem::copy_file(TILLPOINTS_CLI, till.folder / "tillpoints");
    const auto alone = till.run({"setup", "--config", till.config()}, "\n\n\n\n", till.folder / "tillpoints");
    INFO(alone.text);
    CHECK(alone.code == 0);
    CHECK(alone.text.find("(daemon)") == std::string::npos);
}
