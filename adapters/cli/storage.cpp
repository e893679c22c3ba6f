#include "adapters/cli/commands.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {
ExitCode start_new(const Library& library, const std::string& config, const std::string& by,
                   const std::string& reason, bool json) {
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.storage().start_new(text, text_of(by), text_of(reason), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    if (json) return std::printf("%s\n", reports.only().c_str()), exit_ok;
    const Json report = Json::parse(reports.only(), nullptr, false);
    std::printf("%s\n", say(Text::new_database_next).c_str());
    for (const auto& name : report.value("renamed", Json::array()))
        std::printf("  %s\n", name.get<std::string>().c_str());
    return exit_ok;
}

void add_storage(CLI::App& app, Options& options, Command& command) {
    auto* storage = app.add_subcommand("storage", say(Text::about_storage));
    storage->require_subcommand(1);
    auto* start =
        add_inspection(*storage, "start-new", say(Text::about_start_new), options, say(Text::names_json));
    start->add_option("--by", options.decision.by, say(Text::option_by_log))->required();
    start->add_option("--reason", options.decision.reason, say(Text::option_reason_log))->required();
    start->callback([&] {
        command = [&](const Library& library) {
            return start_new(library, options.config, options.decision.by, options.decision.reason,
                             options.json);
        };
    });
}

}  // namespace tillpoints::cli
