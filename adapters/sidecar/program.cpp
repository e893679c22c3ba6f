#include "adapters/sidecar/program.hpp"

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "adapters/sidecar/commands.hpp"
#include "adapters/sidecar/daemon.hpp"
#include "adapters/sidecar/exit_code.hpp"
#include "adapters/sidecar/load_settings.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr const char* footer = R"(
Without a command the daemon serves until SIGTERM. SIGHUP reads the configuration and the tokens again:
added terminals start, removed ones stop, nothing that was taken is lost.

  tillpointsd --config /etc/tillpointsd.json check
  tillpointsd --config /etc/tillpointsd.json token till-1      then: systemctl reload tillpointsd
  tillpointsd --config /etc/tillpointsd.json enrol till-2      shows a code and a QR code for the terminal
  tillpointsd --config /etc/tillpointsd.json employee add Anna --role cashier     then: systemctl reload tillpointsd
  tillpointsd --config /etc/tillpointsd.json &
  curl --unix-socket /run/tillpointsd/api.sock -H 'Content-Type: application/json' \
       -H 'Authorization: Bearer TOKEN' -H 'Idempotency-Key: 1' \
       -d '{"v":1,"event":"receipt_opened","receipt_id":"r-1","kind":"sale"}' http://localhost/v1/events

Exit status: 0 ended as asked; 1 the configuration is wrong; 2 wrong usage; 3 libtillpoints.so cannot be used;
4 a socket, file or folder cannot be used.)";

}  // namespace

int run_program(int argc, char** argv) {
    ::umask(077);  // what the daemon keeps names customers
    CLI::App app{
        "tillpointsd: the loyalty plugin as a local service, for registers that speak HTTP and for many "
        "processes on one machine."};
    app.set_version_flag("--version", TILLPOINTS_VERSION);
    app.footer(footer);
    std::string config;
    std::string terminal;
    app.add_option("--config", config, "the daemon's configuration (adapters/sidecar/README.md)")
        ->required()
        ->type_name("FILE");
    app.require_subcommand(0, 1);
    const auto command = [&](const char* name, const char* meaning, bool of_terminal) {
        auto* out = app.add_subcommand(name, meaning);
        if (of_terminal) out->add_option("TERMINAL", terminal, "the terminal's name")->required();
        return out;
    };
    const auto* check = command("check", "checks the configuration and starts nothing", false);
    const auto* token =
        command("token", "makes a terminal's token and shows it once; an earlier one is void", true);
    const auto* enrol =
        command("enrol", "makes a one-time code by which a terminal gets its token over the network", true);
    const auto* revoke_it = command("revoke", "makes a terminal's token void; its data stays", true);
    auto* employee = app.add_subcommand("employee", "who signs in to the shop's pages (/cashier/, /panel/)");
    employee->require_subcommand(1, 1);
    std::string name;
    std::string role;
    const auto of_employee = [&](const char* word, const char* meaning) {
        auto* out = employee->add_subcommand(word, meaning);
        out->add_option("NAME", name, "the employee's name")->required();
        return out;
    };
    auto* add = of_employee("add", "adds an employee; the PIN is read from the standard input");
    add->add_option("--role", role, "cashier, assistant (looks at the panel) or technician (decides there)")
        ->required();
    const auto* pin = of_employee("pin", "gives an employee another PIN, read from the standard input");
    const auto* remove = of_employee("remove", "removes an employee");
    const auto* list = employee->add_subcommand("list", "shows who may sign in");
    const auto* fingerprint = command("fingerprint", "shows the certificate's fingerprint", false);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_ok : exit_usage;
    }
    std::string problems;
    auto settings = load_settings(config, problems);
    if (!settings) {
        std::fputs(problems.c_str(), stderr);
        return exit_wrong_configuration;
    }
    try {
        if (check->parsed()) return check_command(config, std::move(*settings));
        if (token->parsed()) return token_command(*settings, terminal);
        if (enrol->parsed()) return enrol_command(*settings, terminal);
        if (revoke_it->parsed()) return revoke_command(*settings, terminal);
        if (fingerprint->parsed()) return fingerprint_command(*settings);
        if (add->parsed()) return employee_add_command(*settings, name, role);
        if (pin->parsed()) return employee_pin_command(*settings, name);
        if (remove->parsed()) return employee_remove_command(*settings, name);
        if (list->parsed()) return employee_list_command(*settings);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tillpointsd: %s\n", failure.what());
        return exit_unavailable;
    }
    return serve(config, std::move(*settings));
}

}  // namespace tillpoints::sidecar
