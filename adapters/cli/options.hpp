#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/fleet.hpp"
#include "adapters/update/course.hpp"

namespace tillpoints::cli {

/// What is asked of `update`.
struct UpdateWish {
    update::Wish wish{{}, false, false, 30, {{}, "/etc/tillpoints/tillpointsd.json"}};
    std::string folder = "/var/lib/tillpoints-update";
    bool resume = false;
};

/// What the command line says.
struct Options {
    std::string plugin;
    std::string language;
    std::string config = "/etc/tillpoints/config.json";
    std::string file = "-";
    std::string receipt;
    std::string socket;
    std::string terminal;
    Decision decision;
    bool json = false;
    bool lines = false;
    bool explain = false;
    bool all = false;
    bool ask_cloud = false;
    bool full_price = false;
    bool offline = false;
    std::string daemon;
    bool progress = false;
    bool merge = false;
    bool dry_run = false;
    std::vector<std::string> files;
    double seconds = 600;
    SaleWish sale;
    UpdateWish update;
    std::string answers;
    std::string enrol;
    std::string bundle;
    FleetWish fleet;
    std::string user;
    std::string output;
    std::string form;
    /// A command that also works without the library; it is run instead of `Command`.
    std::function<ExitCode()> alone;
};

using Command = std::function<ExitCode(const Library&)>;

/// A command that reads the database of a configuration.
CLI::App* add_inspection(CLI::App& app, const char* name, const std::string& about, Options& options,
                         const std::string& json_about);

/// Who decides, why, how long to wait, and the command's id.
void add_signature(CLI::App& command, Decision& decision);

/// `tillpoints config ...`
void add_config(CLI::App& app, Options& options, Command& command);
/// `tillpoints queue ...`
void add_queue(CLI::App& app, Options& options, Command& command);
/// `tillpoints receipt ...`
void add_receipts(CLI::App& app, Options& options, Command& command);
/// `tillpoints forget`
void add_forget(CLI::App& app, Options& options, Command& command);
/// `tillpoints storage ...`
void add_storage(CLI::App& app, Options& options, Command& command);
/// `tillpoints doctor`
void add_doctor(CLI::App& app, Options& options);
/// `tillpoints setup`
void add_setup(CLI::App& app, Options& options, Command& command);
/// `tillpoints simulate` and `tillpoints replay`
void add_simulation(CLI::App& app, Options& options, Command& command);
/// `tillpoints send`
void add_send(CLI::App& app, Options& options, Command& command);
/// `tillpoints fleet ...`
void add_fleet(CLI::App& app, Options& options, Command& command);
/// `tillpoints bundle`
void add_bundle(CLI::App& app, Options& options, Command& command);
/// `tillpoints update`
void add_update(CLI::App& app, Options& options);

}  // namespace tillpoints::cli
