#include "adapters/update/look.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/update/configurations.hpp"
#include "adapters/update/folder.hpp"
#include "adapters/update/program.hpp"

namespace tillpoints::update {
namespace {

constexpr const char* unit = "tillpointsd.service";

Place look_at(const Store& store, const Where& where, const std::string& name, const std::string& config) {
    Place place;
    place.name = name;
    const auto doctor =
        run_program({"tillpoints", "doctor", "--json", "--config", config}, {}, where.longest);
    // One that does not end would not end in a technician's hands either, whatever it has printed.
    if (doctor.code != out_of_time) read_doctor(place, doctor.output);
    if (!place.examined)
        store.log("# tillpoints doctor ends with " + std::to_string(doctor.code) + ": " + doctor.errors +
                  "\n");
    if (place.has_entries) return place;
    const auto entries =
        run_program({"tillpoints", "export", "--json", "--config", config}, {}, where.longest);
    read_export(place, entries.code == 0, entries.output);
    return place;
}

std::string text_in(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// As the library reads it: the file, then the drop-ins beside it in the order of their names.
Json configuration_in(const std::string& path) {
    std::vector<std::string> drop_ins;
    for (const auto& each : paths_in(path + ".d"))
        if (each.extension() == ".json" && !each.filename().string().starts_with('.'))
            drop_ins.push_back(text_in(each));
    return with_drop_ins(text_in(path), drop_ins);
}

/// The daemon's terminals that have data, by their folders.
std::vector<std::string> terminals_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& each : paths_in(folder))
        if (std::filesystem::exists(each / "plugin/tillpoints.db", none))
            names.push_back(each.filename().string());
    return names;
}

}  // namespace

Condition look(const Store& store, const Where& where) {
    Condition seen;
    seen.daemon_active = daemon_is_active();
    const auto daemon = text_in(where.daemon);
    auto terminals =
        terminal_configurations(daemon, terminals_in(terminals_folder(daemon)), configuration_in);
    // The register's configuration may name the data of a terminal, which is one place then.
    const auto own = text_member(configuration_in(where.config), "data_directory");
    std::erase_if(terminals, [&](const TerminalConfiguration& each) { return each.data_directory == own; });
    if (terminals.empty() || std::filesystem::exists(where.config))
        seen.places.push_back(look_at(store, where, where.config, where.config));
    for (const auto& each : terminals) {
        const std::string name = "terminal.json";
        store.write(name, each.text);
        seen.places.push_back(look_at(store, where, each.name, store.folder() + "/" + name));
        std::filesystem::remove(store.folder() + "/" + name);
    }
    return seen;
}

bool daemon_is_active() {
    return run_program({"systemctl", "is-active", "--quiet", unit}).code == 0;
}

bool restart_daemon(const Store& store) {
    const auto ran = run_program({"systemctl", "restart", unit});
    if (ran.code != 0) store.log(ran.errors);
    return ran.code == 0 && daemon_is_active();
}

}  // namespace tillpoints::update
