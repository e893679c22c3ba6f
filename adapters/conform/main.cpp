#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "adapters/conform/judge.hpp"
#include "adapters/conform/report.hpp"

namespace tillpoints::conform {
namespace {

constexpr const char* help_end = R"(
Examples:
  tillpoints-conform play -- my-register --plugin {library} --config {config}
  tillpoints-conform play --only refused --keep /tmp/seen -- my-register {library} {config}
  tillpoints-conform judge recording.jsonl
  tillpoints-conform rules

play starts your register once for each scenario. It reads commands from its standard input and answers each with
one line; docs/connect-your-register.md has the table. To record a register in a shop, give it
libtillpoints-conform.so as the plugin and add {"conform":{"record":FILE,"library":PATH OF libtillpoints.so}} to its
configuration: every call is handed on and recorded.

Exit status: 0 nothing was found; 1 a rule was broken; 2 wrong usage; 3 the register could not be played.)";

struct Options {
    std::vector<std::string> command;
    std::vector<std::string> only;
    std::string keep;
    std::string library;
    std::string recording;
    bool cut_off = false;
    bool json = false;
};

/// The plugin that watches, beside the program or where it is installed.
std::filesystem::path find_library() {
    const auto folder = std::filesystem::canonical("/proc/self/exe").parent_path();
    for (const auto& place : {folder / "libtillpoints-conform.so",
                              folder / ".." / TILLPOINTS_LIBDIR / "tillpoints/libtillpoints-conform.so"})
        if (std::filesystem::exists(place)) return std::filesystem::canonical(place);
    throw std::runtime_error("libtillpoints-conform.so is not beside the program: name it with --library");
}

struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "tillpoints-conform-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error(name + " cannot be made");
        path = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

std::vector<const Scenario*> chosen(const std::vector<std::string>& names) {
    std::vector<const Scenario*> out;
    for (const auto& scenario : scenarios())
        if (names.empty() || std::find(names.begin(), names.end(), scenario.name) != names.end())
            out.push_back(&scenario);
    for (const auto& name : names)
        if (!find_scenario(name))
            throw CLI::ValidationError(
                "--only", "there is no scenario '" + name + "'; see tillpoints-conform scenarios");
    return out;
}

int play_all(const Options& options) {
    const TemporaryFolder temporary;
    std::string command;
    for (const auto& word : options.command) command += (command.empty() ? "" : " ") + word;
    const Host host{command,
                    options.library.empty() ? find_library() : std::filesystem::canonical(options.library),
                    options.keep.empty() ? temporary.path : std::filesystem::absolute(options.keep)};
    std::vector<Played> all;
    for (const auto* scenario : chosen(options.only)) {
        all.push_back(play(host, *scenario));
        if (options.json) continue;
        std::cout << line_of(all.back()) << std::flush;
        for (const auto& finding : all.back().findings) std::cout << describe(finding);
    }
    if (options.json) std::cout << to_json(all).dump(2) << '\n';
    return std::any_of(all.begin(), all.end(), [](const Played& each) { return !each.findings.empty(); }) ? 1
                                                                                                          : 0;
}

int judge_file(const Options& options) {
    const auto recording = read_recording(options.recording);
    const auto findings = judge(recording, options.cut_off ? Ending::cut_off : Ending::orderly);
    if (options.json) {
        std::cout << Json({{"entries", recording.size()}, {"findings", to_json(findings)}}).dump(2) << '\n';
    } else {
        std::cout << recording.size() << " entries, " << findings.size() << " found\n";
        for (const auto& finding : findings) std::cout << describe(finding);
    }
    return findings.empty() ? 0 : 1;
}

void list_rules() {
    for (const auto& each : rules())
        std::cout << each.name << ": " << each.says << "\n    " << each.place << '\n';
}

void list_scenarios() {
    for (const auto& each : scenarios()) std::cout << each.name << ": " << each.says << '\n';
}

int run(int argc, char** argv) {
    CLI::App app("Says what is wrong with a register that loads the Tillpoints plugin.");
    app.set_version_flag("--version", TILLPOINTS_VERSION);
    app.footer(help_end);
    app.require_subcommand(1);
    Options options;
    auto* play_command = app.add_subcommand("play", "plays scenarios against a register that obeys commands");
    play_command
        ->add_option("command", options.command,
                     "how the register is started; {library} and {config} become paths")
        ->required();
    play_command->add_option("--only", options.only, "these scenarios only")
        ->delimiter(',')
        ->allow_extra_args(false);
    play_command->add_option("--keep", options.keep,
                             "a folder for configurations and recordings, kept afterwards");
    play_command->add_option("--library", options.library,
                             "the plugin that watches, if it is not beside this program");
    play_command->add_flag("--json", options.json, "the result as JSON");
    auto* judge_command = app.add_subcommand("judge", "judges a recording");
    judge_command->add_option("recording", options.recording, "the recording's file")->required();
    judge_command->add_flag("--cut-off", options.cut_off,
                            "the register was killed or still runs: its end is not judged");
    judge_command->add_flag("--json", options.json, "the result as JSON");
    auto* rules_command = app.add_subcommand("rules", "lists the rules and where they stand");
    auto* scenarios_command = app.add_subcommand("scenarios", "lists what is played");
    try {
        app.parse(argc, argv);
        if (*play_command) return play_all(options);
        if (*judge_command) return judge_file(options);
        if (*rules_command) list_rules();
        if (*scenarios_command) list_scenarios();
        return 0;
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
}

}  // namespace
}  // namespace tillpoints::conform

int main(int argc, char** argv) {
    try {
        return tillpoints::conform::run(argc, argv);
    } catch (const std::exception& failure) {
        std::cerr << "tillpoints-conform: " << failure.what() << '\n';
        return 3;
    }
}
