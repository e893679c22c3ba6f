#include "adapters/update/packages.hpp"

#include <algorithm>

#include "adapters/update/lines.hpp"

namespace tillpoints::update {

std::vector<Package> read_packages(std::string_view answer) {
    std::vector<Package> all;
    for (const auto line : lines_of(answer)) {
        std::vector<std::string> cells;
        std::string_view rest = line;
        for (auto tab = rest.find('\t'); tab != std::string_view::npos; tab = rest.find('\t')) {
            cells.emplace_back(rest.substr(0, tab));
            rest.remove_prefix(tab + 1);
        }
        cells.emplace_back(rest);
        if (cells.size() != 5 || !is_version(cells[1])) continue;
        if (cells[3] == "config-files" || cells[3] == "not-installed") continue;
        all.push_back({cells[0], cells[1], cells[2], cells[3] == "installed", cells[4] == "reinstreq"});
    }
    return all;
}

bool is_version(std::string_view text) {
    constexpr std::string_view others = ".+-~:";
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && text.size() <= 128 && digit(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      others.find(c) != std::string_view::npos;
           });
}

std::optional<std::string> candidate_of(std::string_view policy) {
    constexpr std::string_view label = "Candidate:";
    for (auto line : lines_of(policy)) {
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        if (!line.starts_with(label)) continue;
        line.remove_prefix(label.size());
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        return is_version(line) ? std::optional(std::string(line)) : std::nullopt;
    }
    return {};
}

std::string archive_name(const Package& package, std::string_view version) {
    std::string name = package.name.substr(0, package.name.find(':')) + "_";
    for (const char c : version) name += c == ':' ? std::string("%3a") : std::string(1, c);
    return name + "_" + package.architecture + ".deb";
}

}  // namespace tillpoints::update
