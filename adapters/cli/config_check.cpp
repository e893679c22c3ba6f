#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

void print_refusal(const WrongConfiguration& wrong, bool json) {
    if (json)
        std::printf("%s\n", wrong.report.c_str());
    else
        print_problems(stdout, wrong.report);
}

}  // namespace

void print_problems(std::FILE* out, const std::string& report) {
    const Json json = Json::parse(report, nullptr, false);
    if (!json.is_object() || !json.contains("problems") || !json["problems"].is_array()) {
        std::fprintf(out, "%s\n", report.c_str());
        return;
    }
    bool placed = false;
    for (const auto& problem : json["problems"]) placed = placed || place_cell(problem) != "-";
    std::vector<std::string> head{say(Text::column_where), say(Text::column_problem),
                                  say(Text::column_expected), say(Text::column_found)};
    if (placed) head.insert(head.begin(), say(Text::column_line));
    Table table(head);
    for (const auto& problem : json["problems"]) {
        const bool whole_file = cell(problem, "where") == cell(problem, "file");
        std::vector<std::string> row{whole_file ? "-" : cell(problem, "where"), word(cell(problem, "code")),
                                     phrase(cell(problem, "expected")), phrase(cell(problem, "found"))};
        if (placed) row.insert(row.begin(), place_cell(problem));
        table.add(std::move(row));
    }
    if (!table.empty()) std::fputs(table.text().c_str(), out);
}

ExitCode check_config(const Library& library, const std::string& file, bool ask_cloud, bool json) {
    const auto* installation = library.installation();
    if (ask_cloud && !installation) throw NoPlugin(say(Text::too_old_for_cloud));
    WholeConfiguration whole;
    try {
        whole = read_configuration(library, file);
    } catch (const WrongConfiguration& wrong) {
        return print_refusal(wrong, json), exit_bad_input;
    }
    Reports reports;
    const auto text = text_of(whole.text);
    const auto status = installation
                            ? installation->check(text, ask_cloud ? 1 : 0, &Reports::collect, &reports)
                            : library.configuration().check(text, &Reports::collect, &reports);
    const auto report = with_origins(reports.only(), whole.origins);
    if (json)
        std::printf("%s\n", report.c_str());
    else if (status == TILLPOINTS_OK)
        std::printf("%s\n", say(Text::configuration_right, {file}).c_str());
    else
        print_problems(stdout, report);
    if (status == TILLPOINTS_OK) return exit_ok;
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

}  // namespace tillpoints::cli
