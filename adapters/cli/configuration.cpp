#include "adapters/cli/configuration.hpp"

#include <filesystem>

#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// "cloud.pins[1]" as a JSON pointer.
std::string pointer_to(std::string where) {
    where = where.substr(0, where.find(' '));  // behind it may stand the file that the setting names
    std::string pointer = "/";
    for (const char c : where)
        if (c != ']') pointer += c == '.' || c == '[' ? '/' : c;
    return pointer;
}

/// Who states the value, or the list that holds it; null for a default.
Json origin_of(const std::string& where, const Json& origins) {
    for (auto pointer = pointer_to(where); !pointer.empty(); pointer.erase(pointer.rfind('/')))
        if (origins.contains(pointer)) return origins[pointer];
    return {};
}

}  // namespace

WholeConfiguration read_configuration(const Library& library, const std::string& file) {
    std::error_code unknown;
    const auto* files = library.configuration_files();
    const bool missing = !std::filesystem::exists(file, unknown) && !unknown;
    if (!files || file == "-" || missing) return {read_input(file, TILLPOINTS_MAX_MESSAGE), {}};
    Reports reports;
    const auto status = files->read(text_of(file), &Reports::collect, &reports);
    const Json report = Json::parse(reports.only(), nullptr, false);
    if (status != TILLPOINTS_OK || !report.is_object())
        throw WrongConfiguration(file + ": " + say(Text::wrong_configuration), reports.only());
    return {cell(report, "text"), report.value("origins", Json::object())};
}

std::string with_origins(const std::string& report, const Json& origins) {
    Json json = Json::parse(report, nullptr, false);
    if (!origins.is_object() || !json.is_object() || !json.contains("problems")) return report;
    for (auto& problem : json["problems"]) {
        problem.erase("line");  // of the merged text, which nobody sees
        const Json origin = origin_of(cell(problem, "where"), origins);
        if (origin.is_object()) problem.update(origin);
    }
    return json.dump();
}

std::string place_cell(const Json& entry) {
    const auto file = cell(entry, "file");
    auto line = cell(entry, "line");
    if (file == "-") return line;
    return line == "-" ? file : file + ":" + line;
}

}  // namespace tillpoints::cli
