#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {

void print_problems(std::FILE* out, const std::string& report) {
    const Json json = Json::parse(report, nullptr, false);
    if (!json.is_object() || !json.contains("problems") || !json["problems"].is_array()) {
        std::fprintf(out, "%s\n", report.c_str());
        return;
    }
    Table table({say(Text::column_where), say(Text::column_problem), say(Text::column_expected),
                 say(Text::column_found)});
    for (const auto& problem : json["problems"])
        table.add({cell(problem, "where"), word(cell(problem, "code")), phrase(cell(problem, "expected")),
                   phrase(cell(problem, "found"))});
    if (!table.empty()) std::fputs(table.text().c_str(), out);
}

ExitCode check_config(const Library& library, const std::string& file, bool ask_cloud, bool json) {
    const std::string text = read_input(file, TILLPOINTS_MAX_MESSAGE);
    const auto* installation = library.installation();
    if (ask_cloud && !installation) throw NoPlugin(say(Text::too_old_for_cloud));
    Reports reports;
    const auto status =
        installation ? installation->check(text_of(text), ask_cloud ? 1 : 0, &Reports::collect, &reports)
                     : library.configuration().check(text_of(text), &Reports::collect, &reports);
    if (json)
        std::printf("%s\n", reports.only().c_str());
    else if (status == TILLPOINTS_OK)
        std::printf("%s\n", say(Text::configuration_right, {file}).c_str());
    else
        print_problems(stdout, reports.only());
    if (status == TILLPOINTS_OK) return exit_ok;
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

}  // namespace tillpoints::cli
