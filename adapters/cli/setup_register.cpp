#include "adapters/cli/setup_register.hpp"

#include <pwd.h>

#include <algorithm>
#include <filesystem>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/register_facts.hpp"
#include "adapters/cli/written_file.hpp"
#include "adapters/doctor/child.hpp"
#include "adapters/doctor/gather.hpp"

namespace tillpoints::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* usual_state_directory = "/var/lib/tillpointsd";
constexpr const char* usual_socket = "/run/tillpointsd/api.sock";
constexpr const char* usual_address = "127.0.0.1:8787";
constexpr const char* user_of_unit = "tillpoints";
constexpr std::size_t longest_settings = 1 << 20;
constexpr std::chrono::seconds start_patience{90};

/// The daemon's configuration as it is; the usual one if there is none.
Json present_settings(const std::string& file, const std::string& state_directory) {
    if (fs::exists(file)) {
        Json settings = Json::parse(read_input(file, longest_settings), nullptr, false);
        if (!settings.is_object()) throw BadInput(file + ": " + say(Text::wrong_configuration));
        return settings;
    }
    const std::string state = state_directory.empty() ? usual_state_directory : state_directory;
    const bool usual = state == usual_state_directory;
    const std::string socket = usual ? usual_socket : state + "/api.sock";
    Json listen = Json::array({Json::object({{"unix", socket}, {"mode", "0660"}, {"by_name", true}})});
    // For the pages and for monitoring; the units know both places.
    if (usual) listen.push_back(Json::object({{"address", usual_address}}));
    return {{"state_directory", state}, {"listen", listen}, {"terminals", Json::array()}};
}

std::string directory_of(const RegisterChoice& choice, const std::string& terminal) {
    return choice.state_directory() + "/terminals/" + terminal + "/plugin";
}

Json& terminals_of(Json& settings) {
    auto& terminals = settings["terminals"];
    if (!terminals.is_array()) terminals = Json::array();
    return terminals;
}

/// The terminal that setup was run for before; else the only or first one, else a usual name.
std::string known_terminal(RegisterChoice& choice, const std::string& config_file) {
    std::string known;
    const Json present = fs::exists(config_file)
                             ? Json::parse(read_input(config_file, TILLPOINTS_MAX_MESSAGE), nullptr, false)
                             : Json();
    for (const auto& each : terminals_of(choice.settings)) {
        const auto name = cell(each, "name");
        if (known.empty() || cell(present, "data_directory") == directory_of(choice, name)) known = name;
    }
    return known.empty() ? "till-1" : known;
}

bool is_name(const std::string& name) {
    constexpr std::size_t longest_name = 64;
    return !name.empty() && name.size() <= longest_name && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

/// Asks until the answer is right; an answer of a file is right or throws.
std::string right_answer(Interview& interview, const char* name, Text question, const std::string& known,
                         Text complaint, const auto& is_right) {
    for (;;) {
        auto answer = interview.answer(name, question, known);
        if (is_right(answer)) return answer;
        if (!interview.asks()) throw BadInput(say(complaint, {answer}));
        std::printf("%s\n", say(complaint, {answer}).c_str());
    }
}

std::string first_socket(const Json& settings) {
    for (const auto& each : settings.value("listen", Json::array())) {
        if (each.contains("unix")) return cell(each, "unix");
        if (!each.value("tls", false)) return cell(each, "address");
    }
    return settings.contains("listen") ? "-" : cell(settings, "state_directory") + "/tillpointsd.sock";
}

/// The daemon's configuration with the terminal in it.
Json settings_with(const RegisterChoice& choice, const std::string& config_file, const Json& config) {
    Json settings = choice.settings;
    Json plugin = config;
    plugin.erase("data_directory");
    const auto named = [&](const Json& each) { return cell(each, "name") == choice.terminal; };
    const Json present = terminals_of(settings);
    const auto known = std::find_if(present.begin(), present.end(), named);
    const Json common = settings.value("plugin", Json::object());
    const Json read = known != present.end() && known->contains("plugin") ? known->at("plugin") : common;
    // The file that setup writes has its drop-ins beside it, which the members would lose. It names a data
    // directory, so it is this terminal's alone.
    if (read == config_file) plugin = config_file;
    const bool only = std::all_of(present.begin(), present.end(), named);
    if (only && common == config_file)
        settings.erase("plugin");
    else if (only && common.is_object() && plugin.is_object())
        settings["plugin"] = plugin;
    auto& terminals = terminals_of(settings);
    if (known == present.end()) terminals.push_back(Json::object({{"name", choice.terminal}}));
    const auto own = std::find_if(terminals.begin(), terminals.end(), named);
    // What the terminals have in common stays; only this one's is what was answered.
    own->erase("plugin");
    if (plugin.is_string() || settings.value("plugin", Json::object()) != plugin) (*own)["plugin"] = plugin;
    return settings;
}

bool runs(const std::vector<std::string>& words) {
    const auto ended = doctor::run_program(words, start_patience);
    if (ended.status != 0) std::printf("%s", ended.text.c_str());
    return ended.status == 0;
}

}  // namespace

std::string RegisterChoice::state_directory() const {
    return cell(settings, "state_directory");
}

RegisterChoice choose_register(Interview& interview, const std::string& config_file) {
    RegisterChoice choice;
    choice.file = daemon_file_of(config_file);
    const bool installed = !doctor::daemon_program().empty();
    if (!installed && interview.given("register") == "daemon") throw BadInput(say(Text::setup_no_daemon));
    if (!installed) return choice;
    choice.settings = present_settings(choice.file, interview.given("state_directory"));
    const auto answer =
        right_answer(interview, "register", Text::ask_register,
                     fs::exists(choice.file) ? "daemon" : "library", Text::setup_wrong_register,
                     [](const std::string& word) { return word == "library" || word == "daemon"; });
    choice.daemon = answer == "daemon";
    if (!choice.daemon) return choice;
    choice.terminal = right_answer(interview, "terminal", Text::ask_terminal,
                                   known_terminal(choice, config_file), Text::setup_wrong_terminal, is_name);
    choice.start = interview.given("start") == "true";
    return choice;
}

void choose_data_directory(const RegisterChoice& choice, const std::string& usual, const std::string& user,
                           Json& config) {
    const std::string present = config.contains("data_directory") ? cell(config, "data_directory") : usual;
    const bool of_daemon =
        choice.settings.is_object() && present.starts_with(choice.state_directory() + "/terminals/");
    std::string wanted = present;
    if (choice.daemon)
        wanted = directory_of(choice, choice.terminal);
    else if (of_daemon)
        wanted = usual;
    const bool other_kind = choice.daemon != of_daemon;
    if (other_kind && wanted != present && fs::exists(present + "/tillpoints.db"))
        throw BadInput(say(Text::setup_move_data, {present, wanted, user}));
    config["data_directory"] = wanted;
}

std::string user_of_daemon() {
    return ::getpwnam(user_of_unit) ? user_of_unit : "";
}

void write_daemon(const RegisterChoice& choice, const std::string& config_file, const Json& config,
                  uid_t user, gid_t group) {
    if (!choice.daemon) return;
    const Json settings = settings_with(choice, config_file, config);
    make_directory(fs::path(choice.file).parent_path(), 0755, 0, 0);
    const auto state = choice.state_directory();
    for (const auto& each : {state, state + "/terminals", state + "/terminals/" + choice.terminal,
                             directory_of(choice, choice.terminal)})
        make_directory(each, 0700, user, group);
    write_keeping_earlier(choice.file, settings.dump(2) + "\n");
}

bool finish_daemon(const RegisterChoice& choice, const std::string& user) {
    std::printf("%s\n",
                say(Text::setup_daemon_here, {first_socket(choice.settings), choice.terminal}).c_str());
    std::printf("%s\n", say(Text::setup_daemon_network, {user, choice.file, choice.terminal}).c_str());
    if (!choice.start) {
        std::printf("%s\n", say(Text::setup_daemon_start).c_str());
        return true;
    }
    return runs({"systemctl", "enable", "tillpointsd.service"}) &&
           runs({"systemctl", "reload-or-restart", "tillpointsd.service"});
}

}  // namespace tillpoints::cli
