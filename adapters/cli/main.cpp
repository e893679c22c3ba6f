// tillpoints: the technician's tool. It loads the plugin as a host does and calls its extensions.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/help.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/reference.hpp"

namespace {

using namespace tillpoints::cli;

void add_inspections(CLI::App& app, Options& options, Command& command) {
    add_inspection(app, "status", say(Text::about_status), options, say(Text::as_json))->callback([&] {
        command = [&](const Library& library) { return show_status(library, options.config, options.json); };
    });

    auto* journal = add_inspection(app, "journal", say(Text::about_journal), options, say(Text::as_json));
    journal->add_option("--receipt", options.receipt, say(Text::option_receipt))->required();
    journal->callback([&] {
        command = [&](const Library& library) {
            return show_receipt(library, options.config, options.receipt, options.json);
        };
    });

    add_inspection(app, "export", say(Text::about_export), options, say(Text::json_lines))->callback([&] {
        command = [&](const Library& library) {
            return export_entries(library, options.config, options.json);
        };
    });
}

void add_allocate(CLI::App& app, Options& options, Command& command) {
    auto* allocation = app.add_subcommand("allocate", say(Text::about_allocate));
    allocation->add_option("FILE", options.file, say(Text::option_request))->capture_default_str();
    allocation->add_flag("--jsonl", options.lines, say(Text::option_jsonl));
    allocation->add_flag("--explain", options.explain, say(Text::option_explain));
    allocation->callback([&] {
        command = [&](const Library& library) {
            return allocate(library, options.file, options.lines, options.explain);
        };
    });
}

void add_reference(CLI::App& app, Options& options) {
    auto* describe = app.add_subcommand("reference", say(Text::about_reference));
    describe->add_option("FORM", options.form, say(Text::option_form))
        ->required()
        ->check(CLI::IsMember({"man", "bash", "zsh"}));
    describe->callback([&app, &options] {
        options.alone = [&app, &options] {
            std::fputs(reference(app, options.form).c_str(), stdout);
            return exit_ok;
        };
    });
}

/// The arguments are looked through for the language before they are parsed, because help and complaints are
/// in it too.
void choose_language(int argc, char** argv) {
    speak(language_of_environment([](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    }));
    const std::vector<std::string_view> arguments(argv, argv + argc);
    const auto named = language_argument(arguments);
    if (!named) return;
    const auto language = language_named(*named);
    if (!language) throw BadInput(say(Text::unknown_language, {*named}));
    speak(*language);
}

int run(int argc, char** argv) {
    Options options;
    Command command;
    CLI::App app(say(Text::about), "tillpoints");
    translate_help(app);
    app.footer(say(Text::exit_codes));
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", "tillpoints " TILLPOINTS_VERSION, say(Text::print_version));
    app.add_option("--plugin", options.plugin, say(Text::option_plugin));
    app.add_option("--language", options.language, say(Text::option_language));
    add_config(app, options, command);
    add_setup(app, options, command);
    add_doctor(app, options);
    add_inspections(app, options, command);
    add_queue(app, options, command);
    add_receipts(app, options, command);
    add_forget(app, options, command);
    add_storage(app, options, command);
    add_allocate(app, options, command);
    add_simulation(app, options, command);
    add_send(app, options, command);
    add_bundle(app, options, command);
    add_fleet(app, options, command);
    add_update(app, options);
    add_reference(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? exit_ok : exit_bad_input;
    }
    return options.alone ? options.alone() : command(Library(options.plugin));
}

}  // namespace

int main(int argc, char** argv) {
    // A disk or a limit that takes no more is to be told, not to end this program.
    static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
    try {
        choose_language(argc, argv);
        const int code = run(argc, argv);
        if (std::fflush(stdout) == 0) return code;
        std::fprintf(stderr, "tillpoints: %s\n", say(Text::output_failed).c_str());
        return exit_problem;
    } catch (const NoPlugin& missing) {
        std::fprintf(stderr, "tillpoints: %s\n", say(Text::plugin_not_loaded, {missing.what()}).c_str());
        return exit_no_plugin;
    } catch (const WrongConfiguration& wrong) {
        std::fprintf(stderr, "%s\n", wrong.what());
        print_problems(stderr, wrong.report);
        return exit_bad_input;
    } catch (const BadInput& wrong) {
        std::fprintf(stderr, "tillpoints: %s\n", wrong.what());
        return exit_bad_input;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tillpoints: %s\n", failure.what());
        return exit_problem;
    }
}
