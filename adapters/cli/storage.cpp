#include "adapters/cli/commands.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* about_start_new =
    "Give up a database that is lost, so that the register can start with a new one.\n"
    "The plugin refuses to start if its key or its log is there but the database is missing or empty,\n"
    "because entries that were not sent yet would be forgotten. Look for a backup first. This command\n"
    "renames the files that are left to NAME.lost-TIME and deletes nothing.";

}  // namespace

ExitCode start_new(const Library& library, const std::string& config, const std::string& by,
                   const std::string& reason, bool json) {
    Reports reports;
    const auto code = ask(config, reports, [&](tillpoints_text text, Reports& out) {
        return library.storage().start_new(text, text_of(by), text_of(reason), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    if (json) return std::printf("%s\n", reports.only().c_str()), exit_ok;
    const Json report = Json::parse(reports.only(), nullptr, false);
    std::printf("The next start makes a new database. Kept:\n");
    for (const auto& name : report.value("renamed", Json::array()))
        std::printf("  %s\n", name.get<std::string>().c_str());
    return exit_ok;
}

void add_storage(CLI::App& app, Options& options, Command& command) {
    auto* storage = app.add_subcommand("storage", "The files of the installation");
    storage->require_subcommand(1);
    auto* start = add_inspection(*storage, "start-new", about_start_new, options, "The new names as JSON");
    start->add_option("--by", options.decision.by, "Who decides; goes into the log")->required();
    start->add_option("--reason", options.decision.reason, "Why; goes into the log")->required();
    start->callback([&] {
        command = [&](const Library& library) {
            return start_new(library, options.config, options.decision.by, options.decision.reason,
                             options.json);
        };
    });
}

}  // namespace tillpoints::cli
