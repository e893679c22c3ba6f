#include "adapters/cli/fleet.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

void add_key(CLI::App& app, FleetWish& wish) {
    app.add_option("--key", wish.key, say(Text::option_fleet_key))->capture_default_str();
}

void add_bundles(CLI::App& fleet, Options& options) {
    auto& wish = options.fleet;
    auto* bundle = fleet.add_subcommand("bundle", say(Text::about_fleet_bundle));
    bundle->add_option("FILE", wish.table, say(Text::option_fleet_table))->required();
    add_key(*bundle, wish);
    bundle->add_option("--output", wish.folder, say(Text::option_fleet_folder))->capture_default_str();
    bundle->add_option("--report-url", wish.report_url, say(Text::option_report_url));
    bundle->add_option("--release-from", wish.release_from, say(Text::option_release_from));
    bundle->add_option("--days", wish.days, say(Text::option_fleet_days))
        ->check(CLI::Range(1, 365))
        ->capture_default_str();
    bundle->footer(
        say(Text::example, {"tillpoints fleet bundle terminals.csv --report-url https://cloud.example"}));
    bundle->callback([&] { options.alone = [&] { return make_bundles(wish); }; });
}

void add_signing(CLI::App& fleet, Options& options) {
    auto& wish = options.fleet;
    auto* sign = fleet.add_subcommand("sign", say(Text::about_fleet_sign));
    sign->add_option("--number", wish.number, say(Text::option_fleet_number))
        ->required()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
    sign->add_option("--configuration", wish.configuration, say(Text::option_fleet_configuration));
    sign->add_option("--version-of-packages", wish.version, say(Text::option_fleet_version));
    add_key(*sign, wish);
    sign->add_option("--output", wish.output, say(Text::option_output))->capture_default_str();
    sign->footer(say(Text::example, {"tillpoints fleet sign --number 7 --configuration rules.json"}));
    sign->callback([&] { options.alone = [&] { return sign_release(wish); }; });
}

void add_report(CLI::App& fleet, Options& options, Command& command) {
    auto& wish = options.fleet;
    auto* report = fleet.add_subcommand("report", say(Text::about_fleet_report));
    report->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    report->add_option("--fleet", wish.membership, say(Text::option_fleet_membership));
    report->add_option("--state", wish.state, say(Text::option_fleet_state))->capture_default_str();
    report->add_flag("--dry-run", wish.dry_run, say(Text::option_fleet_dry_run));
    report->add_flag("--json", options.json, say(Text::as_json));
    report->footer(say(Text::example, {"tillpoints fleet report --dry-run"}));
    report->callback([&] {
        command = [&](const Library& library) {
            return report_to_fleet(library, options.config, wish, options.json);
        };
    });
}

}  // namespace

void add_fleet(CLI::App& app, Options& options, Command& command) {
    auto* fleet = app.add_subcommand("fleet", say(Text::about_fleet));
    fleet->require_subcommand(1);
    add_bundles(*fleet, options);
    add_signing(*fleet, options);
    add_report(*fleet, options, command);
}

}  // namespace tillpoints::cli
