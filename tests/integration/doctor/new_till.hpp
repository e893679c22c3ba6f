#pragma once
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "patient.hpp"

namespace tillpoints::test {

inline const std::string phone = "+79990000001";

/// A shop without a register, and a folder where one is set up.
struct NewTill {
    Outcome run(std::vector<std::string> arguments, const std::string& input = "") const {
        write_file(folder / "input", input);
        write_file(folder / "out", "");
        std::string command;
        for (const auto& each : tool_command(arguments)) command += "'" + each + "' ";
        Process process({"/bin/sh", "-c", command + "<'" + (folder / "input") + "'"}, folder / "out");
        const int code = process.wait(60);
        return {code, read_file(folder / "out")};
    }
    Outcome set_up(const Json& answers) const {
        write_file(folder / "answers.json", answers.dump());
        return run({"setup", "--config", config(), "--answers", folder / "answers.json"});
    }
    Json answers() const {
        const auto known = cloud.config("", Json::object())["cloud"];
        auto key = read_file(known["key_file"]);
        key.erase(key.find_last_not_of('\n') + 1);
        return {{"base_url", known["base_url"]},
                {"company_id", known["company_id"]},
                {"key", key},
                {"data_directory", folder / "data"}};
    }
    /// The fingerprint of the authority, as setup shows it to whoever did not give it.
    std::string fingerprint() const {
        const auto refused = set_up(answers());
        REQUIRE(refused.code == 1);
        const std::string before = "the server shows ";
        const auto at = refused.text.find(before);
        REQUIRE(at != std::string::npos);
        return refused.text.substr(at + before.size(), 95);
    }
    std::string config() const { return folder / "etc/config.json"; }

    Cloud cloud;
    Folder folder;
};

inline mode_t mode_of(const std::string& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 07777;
}

}  // namespace tillpoints::test
