#include <algorithm>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {
namespace {

/// "where: message" out of {"error":{...}}, in one line.
std::string reason_in(const std::string& report) {
    const Json json = Json::parse(report, nullptr, false);
    const Json error = json.is_object() && json.contains("error") ? json["error"] : Json();
    std::string text = cell(error, "message");
    if (text == "-") text = report.empty() ? say(Text::no_reason) : report;
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

/// Answers one request. A bad request prints one line on stderr and, with --jsonl, its error on stdout in its
/// place.
ExitCode answer(const Library& library, std::string_view request, const std::string& name, bool explain,
                bool among_many) {
    Reports reports;
    const auto status =
        library.pricing().allocate(text_of(request), explain ? 1 : 0, &Reports::collect, &reports);
    if (status == TILLPOINTS_OK || among_many) std::printf("%s\n", reports.only().c_str());
    if (status == TILLPOINTS_OK) return exit_ok;
    std::fprintf(stderr, "%s: %s\n", name.c_str(), reason_in(reports.only()).c_str());
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

}  // namespace

ExitCode allocate(const Library& library, const std::string& file, bool lines, bool explain) {
    constexpr std::size_t most_of_all_lines = std::size_t{1} << 30;
    const std::string text = read_input(file, lines ? most_of_all_lines : TILLPOINTS_MAX_MESSAGE);
    if (!lines) return answer(library, text, file, explain, false);
    ExitCode worst = exit_ok;
    std::size_t number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        worst = std::max(worst, answer(library, line, file + ":" + std::to_string(number), explain, true));
    }
    return worst;
}

}  // namespace tillpoints::cli
