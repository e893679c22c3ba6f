#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/doctor/child.hpp"
#include "adapters/doctor/daemon_question.hpp"
#include "adapters/doctor/gather.hpp"
#include "adapters/doctor/trust.hpp"

namespace tillpoints::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds program_patience{10};
constexpr std::size_t most_files = 20'000;
constexpr std::size_t most_strangers = 3;
/// What the unit of the package serves.
constexpr const char* file_of_unit = "/etc/tillpoints/tillpointsd.json";
constexpr const char* user_of_unit = "tillpoints";

std::optional<std::string> content_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Who the daemon runs as: the unit's user, else the owner of what it has stored.
unsigned user_of(Daemon& facts) {
    const auto* entry = facts.file == file_of_unit ? ::getpwnam(user_of_unit) : nullptr;
    const auto state = look_at(facts.state_directory);
    facts.user = entry ? user_of_unit : state.owner_name;
    return entry ? entry->pw_uid : state.owner;
}

void look_at_state(Daemon& facts) {
    if (look_at(facts.state_directory).kind != FileFacts::Kind::directory) return;
    const auto user = user_of(facts);
    if (::access(facts.state_directory.c_str(), R_OK | X_OK) != 0) {
        facts.state_closed = true;
        return;
    }
    facts.ran = fs::exists(facts.state_directory + "/answers.db") ||
                fs::exists(facts.state_directory + "/ports.json");
    std::error_code failure;
    std::size_t seen = 0;
    fs::recursive_directory_iterator each(facts.state_directory,
                                          fs::directory_options::skip_permission_denied, failure);
    for (; !failure && each != fs::recursive_directory_iterator() && seen < most_files;
         each.increment(failure), ++seen) {
        const auto file = look_at(each->path());
        if (file.kind != FileFacts::Kind::missing && file.owner != user) facts.strangers.push_back(file);
    }
    std::sort(facts.strangers.begin(), facts.strangers.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    facts.strangers.resize(std::min(facts.strangers.size(), most_strangers));
}

/// Those of the configuration, and those that were enrolled by a code.
void list_terminals(DaemonSettings& settings, const std::map<std::string, bool>& running, Daemon& facts) {
    std::error_code none;
    for (const auto& each : fs::directory_iterator(settings.state_directory + "/terminals", none))
        if (fs::exists(each.path() / "enrolled", none)) {
            const auto name = each.path().filename().string();
            settings.terminals.emplace(name, settings.data_directory_of(name));
        }
    for (const auto& [name, directory] : settings.terminals) {
        DaemonTerminal terminal;
        terminal.name = name;
        terminal.enrolled =
            fs::exists(settings.state_directory + "/terminals/" + name + "/token.sha256", none);
        if (const auto found = running.find(name); found != running.end()) terminal.runs = found->second;
        facts.terminals.push_back(terminal);
        facts.data_directories.push_back(directory);
    }
}

std::string unit_state() {
    struct stat about {};
    if (::stat("/run/systemd/system", &about) != 0) return {};
    auto text = run_program({"systemctl", "is-active", "tillpointsd.service"}, program_patience).text;
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::string daemon_program() {
    std::error_code none;
    const auto self = fs::read_symlink("/proc/self/exe", none);
    for (const auto& each : {self.parent_path() / "tillpointsd", fs::path("/usr/bin/tillpointsd"),
                             fs::path("/usr/sbin/tillpointsd")})
        if (::access(each.c_str(), X_OK) == 0) return each;
    return {};
}

Daemon look_at_daemon(const std::string& file, bool asked_for) {
    Daemon facts;
    facts.file = file;
    facts.named = asked_for || fs::exists(file);
    if (!facts.named) return facts;
    errno = 0;
    const auto text = content_of(file);
    if (!text) {
        facts.unreadable = std::strerror(errno);
        return facts;
    }
    facts.program = daemon_program();
    auto settings = daemon_settings_in(*text);
    if (!facts.program.empty()) {
        const auto check = run_program({facts.program, "--config", file, "check"}, program_patience);
        if (check.status != 0) facts.wrong = first_problem_in(check.text);
        if (check.status != 0 && facts.wrong.empty()) facts.wrong = "tillpointsd check failed";
    }
    if (!settings) return facts;
    facts.state_directory = settings->state_directory;
    take_ports(content_of(facts.state_directory + "/ports.json").value_or(""), *settings);
    look_at_state(facts);
    facts.by_name = std::any_of(settings->sockets.begin(), settings->sockets.end(),
                                [](const auto& socket) { return socket.by_name; });
    facts.now = std::time(nullptr);
    if (std::any_of(settings->sockets.begin(), settings->sockets.end(),
                    [](const auto& socket) { return socket.tls; }))
        facts.certificate = certificate_in(facts.state_directory + "/tls/cert.pem");
    const auto running = ask_daemon(*settings, facts);
    if (file == file_of_unit) facts.unit = unit_state();
    list_terminals(*settings, running, facts);
    return facts;
}

}  // namespace tillpoints::doctor
