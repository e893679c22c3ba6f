#include "adapters/cli/update.hpp"

#include <csignal>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

using update::End;
using update::Plan;
using update::Step;

void say_step(Step step, const std::string& version) {
    const auto text = step == Step::finding           ? say(Text::update_finding)
                      : step == Step::fetching        ? say(Text::update_fetching, {version})
                      : step == Step::examining       ? say(Text::update_examining, {version})
                      : step == Step::installing      ? say(Text::update_installing, {version})
                      : step == Step::examining_after ? say(Text::update_examining, {version})
                                                      : say(Text::update_going_back, {version});
    std::printf("%s\n", text.c_str());
    static_cast<void>(std::fflush(stdout));
}

ExitCode code_of(const update::Outcome& outcome) {
    switch (outcome.end) {
        case End::updated:
        case End::would_update:
            return exit_ok;
        case End::lists_refused:
            return exit_problem;
        case End::rolled_back:
            return exit_rolled_back;
        case End::kept_newer:
        case End::no_way_back:
        case End::stuck:
            return exit_stuck;
        case End::not_begun:
            break;
    }
    return outcome.plan == Plan::already             ? exit_ok
           : outcome.plan == Plan::not_from_packages ? exit_bad_input
                                                     : exit_problem;
}

/// A lost connection or an interrupted terminal must not end it, nor dpkg, in the middle.
void ignore_interruptions() {
    for (const int signal : {SIGHUP, SIGINT, SIGPIPE}) static_cast<void>(::signal(signal, SIG_IGN));
}

ExitCode run_update(const Options& options, const UpdateWish& asked) {
    if (!asked.wish.to.empty() && !update::is_version(asked.wish.to))
        throw BadInput(say(Text::update_not_a_version, {asked.wish.to}));
    ignore_interruptions();
    const update::Store store(asked.folder);
    if (!store.locked()) throw BadInput(say(Text::update_runs, {asked.folder}));
    const auto on_step = [&](Step step, const std::string& version) {
        if (!options.json) say_step(step, version);
    };
    auto wish = asked.wish;
    wish.where.config = options.config;
    update::Outcome outcome;
    if (store.has_state()) {
        const auto state = store.state();
        if (!state || !store.before()) {
            std::fprintf(stderr, "%s\n",
                         say(Text::update_unreadable, {store.folder(), store.tool()}).c_str());
            return exit_stuck;
        }
        if (wish.dry_run) throw BadInput(say(Text::update_cut_off));
        if (!options.json) std::printf("%s\n", say(Text::update_cut_off).c_str());
        outcome = update::resume(store, *state, wish, on_step);
    } else if (asked.resume) {
        std::printf("%s\n", say(Text::update_nothing_to_resume).c_str());
        return exit_ok;
    } else {
        outcome = update::update(store, wish, on_step);
    }
    std::printf("%s\n", options.json ? told_as_json(outcome).c_str() : told(outcome, asked.folder).c_str());
    return code_of(outcome);
}

}  // namespace

void add_update(CLI::App& app, Options& options) {
    auto* command = app.add_subcommand("update", say(Text::about_update));
    auto& asked = options.update;
    command->add_option("--to", asked.wish.to, say(Text::option_to));
    command->add_flag("--dry-run", asked.wish.dry_run, say(Text::option_dry_run));
    command->add_flag("--resume", asked.resume, say(Text::option_resume));
    command->add_flag("--no-way-back", asked.wish.without_way_back, say(Text::option_no_way_back));
    command->add_option("--patience", asked.wish.patience_s, say(Text::option_patience))
        ->capture_default_str();
    command->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    command->add_option("--daemon-config", asked.wish.where.daemon, say(Text::option_daemon_config))
        ->capture_default_str();
    command->add_option("--folder", asked.folder, say(Text::option_update_folder))->capture_default_str();
    command->add_flag("--json", options.json, say(Text::as_json));
    command->footer(say(Text::example, {"tillpoints update --dry-run"}));
    command->callback(
        [&options] { options.alone = [&options] { return run_update(options, options.update); }; });
}

}  // namespace tillpoints::cli
