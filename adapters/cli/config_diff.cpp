#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// Every setting of a configuration that no file states.
Json default_settings(const Library& library) {
    const auto* files = library.configuration_files();
    if (!files)
        throw NoPlugin(say(Text::lacks_extension, {library.version(), TILLPOINTS_EXT_CONFIGURATION_FILES}));
    Reports reports;
    files->defaults(&Reports::collect, &reports);
    return leaves_of(Json::parse(reports.only()), Json::object(), Json());
}

Json value_in(const Json& settings, const std::string& name) {
    for (const auto& setting : settings)
        if (setting["setting"] == name) return setting["value"];
    return {};
}

/// The settings of `after` whose value differs, with the value before.
Json differences(const Json& before, const Json& after) {
    Json out = Json::array();
    for (const auto& setting : after) {
        const auto earlier = value_in(before, cell(setting, "setting"));
        if (earlier == setting["value"]) continue;
        Json difference{{"setting", setting["setting"]}, {"before", earlier}, {"after", setting["value"]}};
        for (const auto* name : {"from", "file", "line"})
            if (setting.contains(name)) difference[name] = setting[name];
        out.push_back(std::move(difference));
    }
    return out;
}

}  // namespace

ExitCode diff_config(const Library& library, const std::string& config, const std::vector<std::string>& files,
                     bool json) {
    const auto settings = [&](const std::string& file) {
        return settings_of(library, read_configuration(library, file));
    };
    const auto before = files.size() == 2   ? settings(files[0])
                        : files.size() == 1 ? settings(config)
                                            : default_settings(library);
    const auto found = differences(before, settings(files.empty() ? config : files.back()));
    if (json) {
        std::printf("%s\n", found.dump().c_str());
    } else if (found.empty()) {
        std::printf("%s\n", say(Text::no_difference).c_str());
    } else {
        Table table({say(Text::column_setting), say(Text::column_before), say(Text::column_after),
                     say(Text::column_from)});
        for (const auto& each : found) {
            const auto place = place_cell(each);
            table.add({cell(each, "setting"), cell(each, "before"), cell(each, "after"),
                       cell(each, "from") == "default" ? say(Text::from_default)
                       : place == "-"                  ? say(Text::from_file)
                                                       : place});
        }
        std::fputs(table.text().c_str(), stdout);
    }
    return found.empty() ? exit_ok : exit_problem;
}

}  // namespace tillpoints::cli
