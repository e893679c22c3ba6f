// tillpoints: the technician's tool. It loads the plugin as a host does and calls its extensions.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/options.hpp"

namespace {

using namespace tillpoints::cli;

constexpr const char* exit_codes =
    "Exit codes: 0 all right; 1 a problem was found (something is parked, not in the journal, refused, or "
    "cannot be used);\n"
    "2 bad input (arguments, configuration or request); 3 the plugin could not be loaded;\n"
    "4 a queue command is stored and will be carried out later.";

void add_config_check(CLI::App& app, Options& options, Command& command) {
    auto* config = app.add_subcommand("config", "The configuration file");
    config->require_subcommand(1);
    auto* check =
        config->add_subcommand("check",
                               "List every problem of a configuration file and of the files it names: data\n"
                               "directory, API key, certificate authorities; exit 2 if there is one");
    check->add_option("FILE", options.file, "The file, - for standard input")->required();
    check->add_flag("--cloud", options.ask_cloud,
                    "Also ask the loyalty cloud: it answers, accepts the key and counts in this currency");
    check->add_flag("--json", options.json, "The report as JSON");
    check->callback([&] {
        command = [&](const Library& library) {
            return check_config(library, options.file, options.ask_cloud, options.json);
        };
    });
}

void add_inspections(CLI::App& app, Options& options, Command& command) {
    add_inspection(app, "status", "The link, the queue and its problems; exit 1 if an entry is parked",
                   options, "As JSON")
        ->callback([&] {
            command = [&](const Library& library) {
                return show_status(library, options.config, options.json);
            };
        });

    auto* journal = add_inspection(
        app, "journal", "Entries and journal of one receipt; exit 1 if it is unknown", options, "As JSON");
    journal->add_option("--receipt", options.receipt, "The receipt's id")->required();
    journal->callback([&] {
        command = [&](const Library& library) {
            return show_receipt(library, options.config, options.receipt, options.json);
        };
    });

    add_inspection(app, "export", "Every entry of the database, oldest first", options,
                   "One JSON object a line")
        ->callback([&] {
            command = [&](const Library& library) {
                return export_entries(library, options.config, options.json);
            };
        });
}

void add_allocate(CLI::App& app, Options& options, Command& command) {
    auto* allocation =
        app.add_subcommand("allocate", "Spread points over the positions of a receipt, to the minor unit");
    allocation->add_option("FILE", options.file, "The request, - for standard input")->capture_default_str();
    allocation->add_flag("--jsonl", options.lines, "One request a line, one answer a line");
    allocation->add_flag("--explain", options.explain, "Say why each position was treated as it was");
    allocation->callback([&] {
        command = [&](const Library& library) {
            return allocate(library, options.file, options.lines, options.explain);
        };
    });
}

int run(int argc, char** argv) {
    Options options;
    Command command;
    CLI::App app("Tillpoints: the technician's tool", "tillpoints");
    app.footer(exit_codes);
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", "tillpoints " TILLPOINTS_VERSION);
    app.add_option("--plugin", options.plugin,
                   "libtillpoints.so (default: beside this program, its ../lib, the system's path)");
    add_config_check(app, options, command);
    add_inspections(app, options, command);
    add_queue(app, options, command);
    add_receipts(app, options, command);
    add_storage(app, options, command);
    add_allocate(app, options, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? exit_ok : exit_bad_input;
    }
    return command(Library(options.plugin));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const int code = run(argc, argv);
        if (std::fflush(stdout) == 0) return code;
        std::fputs("tillpoints: the output could not be written\n", stderr);
        return exit_problem;
    } catch (const NoPlugin& missing) {
        std::fprintf(stderr, "tillpoints: the plugin could not be loaded: %s\n", missing.what());
        return exit_no_plugin;
    } catch (const BadInput& wrong) {
        std::fprintf(stderr, "tillpoints: %s\n", wrong.what());
        return exit_bad_input;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tillpoints: %s\n", failure.what());
        return exit_problem;
    }
}
