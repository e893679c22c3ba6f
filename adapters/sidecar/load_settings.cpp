#include "adapters/sidecar/load_settings.hpp"

#include <unistd.h>

#include <array>

#include "adapters/sidecar/private_file.hpp"

namespace tillpoints::sidecar {

std::optional<Settings> load_settings(const std::string& file, std::string& problems) {
    const auto text = read_file(file);
    if (!text) {
        problems = file + " cannot be read\n";
        return {};
    }
    std::vector<SettingsProblem> found;
    auto settings = read_settings(*text, found);
    for (const auto& problem : found) problems += file + ": " + problem.sentence() + "\n";
    return settings;
}

bool take_plugin_files(Settings& settings, const PluginLibrary& library, const std::string& file,
                       std::string& problems) {
    std::vector<SettingsProblem> found;
    take_plugin_files(
        settings, [&](const std::string& path) { return library.configuration_in(path); }, found);
    for (const auto& problem : found) problems += file + ": " + problem.sentence() + "\n";
    return found.empty();
}

std::string own_host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

}  // namespace tillpoints::sidecar
