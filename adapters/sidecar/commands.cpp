#include "adapters/sidecar/commands.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "adapters/sidecar/certificate.hpp"
#include "adapters/sidecar/enrolment.hpp"
#include "adapters/sidecar/exit_code.hpp"
#include "adapters/sidecar/load_settings.hpp"
#include "adapters/sidecar/plugin_library.hpp"
#include "adapters/sidecar/private_file.hpp"
#include "adapters/sidecar/tokens.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::sidecar {
namespace {

bool is_known(const Settings& settings, const std::string& terminal) {
    const auto enrolled = enrolled_terminals(settings);
    return settings.terminals.contains(terminal) ||
           std::find(enrolled.begin(), enrolled.end(), terminal) != enrolled.end();
}

int refuse_unknown(const Settings& settings, const std::string& terminal) {
    std::string names;
    for (const auto& [name, plugin] : settings.terminals) names += (names.empty() ? "" : ", ") + name;
    std::fprintf(stderr, "tillpointsd: there is no terminal %s; `terminals` names: %s\n", terminal.c_str(),
                 names.empty() ? "none" : names.c_str());
    return exit_wrong_configuration;
}

/// The port that a running daemon chose, where the configuration leaves the choice to it.
std::uint16_t chosen_port(const Settings& settings, std::size_t place) {
    const auto places =
        Json::parse(read_file(settings.state_directory + "/ports.json").value_or(""), nullptr, false);
    const bool listed = places.is_array() && places.size() == settings.listen.size();
    return listed ? places[place].value("port", std::uint16_t{0}) : std::uint16_t{0};
}

/// Where terminals of the network go; empty if no socket is for them.
std::string network_place(const Settings& settings) {
    for (std::size_t i = 0; i < settings.listen.size(); ++i) {
        auto at = settings.listen[i];
        if (!at.tls) continue;
        if (at.port == 0) at.port = chosen_port(settings, i);
        const bool everywhere = at.address == "0.0.0.0" || at.address == "::";
        if (everywhere) at.address = settings.hosts.empty() ? own_host_name() : settings.hosts.front();
        return "https://" + at.text();
    }
    return {};
}

std::string base64url(const std::string& hex) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : hex) {
        bits = bits << 4 | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
        for (count += 4; count >= 6; count -= 6) out += digits[bits >> (count - 6) & 63];
    }
    if (count > 0) out += digits[bits << (6 - count) & 63];
    return out;
}

std::int64_t unix_now() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

std::string enrolment_link(const std::string& place, const std::string& code,
                           const std::string& fingerprint) {
    return place + "/#" + code + "." + base64url(fingerprint);
}

int check_command(const std::string& config_file, Settings settings) {
    const PluginLibrary library(settings.library);
    std::string problems;
    if (!take_plugin_files(settings, library, config_file, problems)) {
        std::fputs(problems.c_str(), stderr);
        return exit_wrong_configuration;
    }
    int status = exit_ok;
    for (const auto& [name, own] : settings.terminals) {
        const auto report = library.problems_of(settings.plugin_of(name, own).dump());
        if (report.empty()) continue;
        std::fprintf(stderr, "terminal %s: %s\n", name.c_str(), report.c_str());
        status = exit_wrong_configuration;
    }
    if (status == exit_ok)
        std::printf("the configuration is right; %zu terminals, library %s\n", settings.terminals.size(),
                    library.version().c_str());
    return status;
}

int token_command(const Settings& settings, const std::string& terminal) {
    if (!is_known(settings, terminal)) return refuse_unknown(settings, terminal);
    std::printf("%s\n", make_token(settings, terminal).c_str());
    static_cast<void>(std::fflush(stdout));
    std::fprintf(stderr,
                 "The token of %s, shown this once. A running daemon takes it at SIGHUP: systemctl reload "
                 "tillpointsd\n",
                 terminal.c_str());
    return exit_ok;
}

int enrol_command(const Settings& settings, const std::string& terminal) {
    if (!is_terminal_name(terminal)) {
        std::fprintf(stderr, "tillpointsd: a terminal's name is 1 to 64 letters, digits, '-', '_' or '.'\n");
        return exit_usage;
    }
    const auto code = make_code(settings, terminal, unix_now());
    std::printf("terminal     %s\ncode         %s   (once, within %lld minutes)\n", terminal.c_str(),
                code.c_str(), static_cast<long long>(settings.code_lifetime.count()));
    const auto place = network_place(settings);
    if (place.empty()) {
        std::printf("No socket with `tls` is configured: the terminal must run on this machine.\n");
        return exit_ok;
    }
    const auto fingerprint = fingerprint_of(own_certificate(settings, own_host_name()).cert_file);
    const auto link = enrolment_link(place, code, fingerprint);
    std::printf("address      %s\ncertificate  SHA-256 %s\nlink         %s\n", place.c_str(),
                fingerprint_for_people(fingerprint).c_str(), link.c_str());
    if (const auto qr = qr_code_of(link)) std::printf("\n%s", qr_for_terminal(*qr).c_str());
    return exit_ok;
}

int revoke_command(const Settings& settings, const std::string& terminal) {
    if (!is_known(settings, terminal)) return refuse_unknown(settings, terminal);
    revoke(settings, terminal);
    std::fprintf(stderr, "The token of %s is void once the daemon reads it: systemctl reload tillpointsd\n",
                 terminal.c_str());
    return exit_ok;
}

int fingerprint_command(const Settings& settings) {
    const auto fingerprint = fingerprint_of(own_certificate(settings, own_host_name()).cert_file);
    std::printf("%s\n", fingerprint_for_people(fingerprint).c_str());
    if (const auto qr = qr_code_of(fingerprint)) std::printf("\n%s", qr_for_terminal(*qr).c_str());
    return exit_ok;
}

}  // namespace tillpoints::sidecar
