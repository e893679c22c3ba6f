#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

void add_check(CLI::App& config, Options& options, Command& command) {
    auto* check = config.add_subcommand("check", say(Text::about_config_check));
    check->add_option("FILE", options.file, say(Text::option_file))->required();
    check->add_flag("--cloud", options.ask_cloud, say(Text::option_cloud));
    check->add_flag("--json", options.json, say(Text::report_json));
    check->footer(say(Text::example, {"tillpoints config check /etc/tillpoints/config.json --cloud"}));
    check->callback([&] {
        command = [&](const Library& library) {
            return check_config(library, options.file, options.ask_cloud, options.json);
        };
    });
}

void add_show(CLI::App& config, Options& options, Command& command) {
    auto* show = config.add_subcommand("show", say(Text::about_config_show));
    show->add_option("FILE", options.config, say(Text::option_file))->capture_default_str();
    show->add_flag("--json", options.json, say(Text::as_json));
    show->footer(say(Text::example, {"tillpoints config show"}));
    show->callback([&] {
        command = [&](const Library& library) { return show_config(library, options.config, options.json); };
    });
}

void add_diff(CLI::App& config, Options& options, Command& command) {
    auto* diff = config.add_subcommand("diff", say(Text::about_config_diff));
    diff->add_option("FILES", options.files, say(Text::option_diff_files))->expected(0, 2);
    diff->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    diff->add_flag("--json", options.json, say(Text::as_json));
    diff->footer(say(Text::example, {"tillpoints config diff /media/stick/config.json"}));
    diff->callback([&] {
        command = [&](const Library& library) {
            return diff_config(library, options.config, options.files, options.json);
        };
    });
}

void add_migrate(CLI::App& config, Options& options, Command& command) {
    auto* migrate = config.add_subcommand("migrate", say(Text::about_config_migrate));
    migrate->add_option("FILE", options.config, say(Text::option_config))->capture_default_str();
    migrate->add_flag("--merge", options.merge, say(Text::option_merge));
    migrate->add_flag("--dry-run", options.dry_run, say(Text::option_migration_dry_run));
    migrate->add_flag("--json", options.json, say(Text::option_migration_json));
    migrate->footer(say(Text::example, {"tillpoints config migrate --merge --dry-run"}));
    migrate->callback([&] {
        command = [&](const Library& library) {
            return migrate_config(library, options.config, options.merge, options.dry_run, options.json);
        };
    });
}

}  // namespace

void add_config(CLI::App& app, Options& options, Command& command) {
    auto* config = app.add_subcommand("config", say(Text::about_config));
    config->require_subcommand(1);
    add_check(*config, options, command);
    add_show(*config, options, command);
    add_diff(*config, options, command);
    add_migrate(*config, options, command);
}

}  // namespace tillpoints::cli
