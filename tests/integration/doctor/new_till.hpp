#pragma once
#include <sys/stat.h>

#include <stdexcept>

#include "patient.hpp"

namespace tillpoints::test {

/// A shop without a register, and a folder where one is set up.
struct NewTill {
    /// `program`: another tool than the one that was built.
    Outcome run(std::vector<std::string> arguments, const std::string& input = "",
                const std::string& program = "", const std::string& path = "") const {
        write_file(folder / "input", input);
        write_file(folder / "out", "");
        std::string command = path.empty() ? "" : "PATH='" + path + "':$PATH ";
        auto words = tool_command(arguments);
        if (!program.empty()) words.front() = program;
        for (const auto& each : words) command += "'" + each + "' ";
        Process process({"/bin/sh", "-c", command + "<'" + (folder / "input") + "'"}, folder / "out");
        const int code = process.wait(60);
        return {code, read_file(folder / "out")};
    }
    /// `path`: a folder that is looked into first for programs.
    Outcome set_up(const Json& answers, const std::string& path = "") const {
        write_file(folder / "answers.json", answers.dump());
        return run({"setup", "--config", config(), "--answers", folder / "answers.json"}, "", "", path);
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
        const std::string before = "the server shows ";
        const auto at = refused.text.find(before);
        if (refused.code != 1 || at == std::string::npos) throw std::runtime_error(refused.text);
        return refused.text.substr(at + before.size(), 95);
    }
    std::string config() const { return folder / "etc/config.json"; }

    Cloud cloud;
    Folder folder;
};

inline mode_t mode_of(const std::string& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) throw std::runtime_error(file + ": not there");
    return about.st_mode & 07777;
}

}  // namespace tillpoints::test
