#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// Every leaf of `whole` with its path, and whether `file` has it.
void add_leaves(const Json& whole, const Json& file, const std::string& path, Json& out) {
    for (const auto& [name, value] : whole.items()) {
        const auto place = path.empty() ? name : path + "." + name;
        const bool given = file.is_object() && file.contains(name);
        if (value.is_object())
            add_leaves(value, given ? file[name] : Json(), place, out);
        else
            out.push_back({{"setting", place}, {"value", value}, {"from", given ? "file" : "default"}});
    }
}

}  // namespace

ExitCode show_config(const Library& library, const std::string& file, bool json) {
    const std::string text = read_input(file, TILLPOINTS_MAX_MESSAGE);
    Reports reports;
    if (library.diagnosis().configuration(text_of(text), &Reports::collect, &reports) != TILLPOINTS_OK) {
        print_problems(stderr, reports.only());
        return exit_bad_input;
    }
    Json leaves = Json::array();
    add_leaves(Json::parse(reports.only()), Json::parse(text), "", leaves);
    if (json) return std::printf("%s\n", leaves.dump().c_str()), exit_ok;
    Table table({say(Text::column_setting), say(Text::column_value), say(Text::column_from)});
    for (const auto& leaf : leaves)
        table.add({cell(leaf, "setting"), cell(leaf, "value"),
                   say(leaf["from"] == "file" ? Text::from_file : Text::from_default)});
    std::fputs(table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
