#include "adapters/update/plan.hpp"

#include <algorithm>

#include "adapters/update/lines.hpp"

namespace tillpoints::update {

bool all_have(const std::vector<Package>& installed, const std::string& version) {
    return !installed.empty() && std::all_of(installed.begin(), installed.end(), [&](const Package& each) {
        return each.installed && each.version == version;
    });
}

bool same_as(const std::vector<Package>& installed, const std::vector<Package>& from) {
    return std::all_of(from.begin(), from.end(), [&](const Package& each) {
        return std::find(installed.begin(), installed.end(), each) != installed.end();
    });
}

Plan plan(const Intent& intent) {
    const auto& all = intent.installed;
    if (std::none_of(all.begin(), all.end(), [](const Package& each) { return each.name == "tillpoints"; }))
        return Plan::not_from_packages;
    if (!std::all_of(all.begin(), all.end(), [](const Package& each) { return each.installed; }))
        return Plan::in_disorder;
    if (intent.to.empty()) return Plan::no_candidate;
    return all_have(all, intent.to) ? Plan::already : Plan::go;
}

Plan plan_with(const Intent& intent, bool new_ones, bool old_ones, bool without_way_back) {
    const auto first = plan(intent);
    if (first != Plan::go) return first;
    if (!new_ones) return Plan::no_archive;
    return old_ones || without_way_back ? Plan::go : Plan::no_way_back;
}

std::vector<std::string> words_of_packages(std::string_view output) {
    std::vector<std::string> words;
    for (const auto line : lines_of(output))
        if (std::string sentence(line); sentence.starts_with("tillpoints: ") &&
                                        std::find(words.begin(), words.end(), sentence) == words.end())
            words.push_back(std::move(sentence));
    return words;
}

bool refused_by_layout(std::string_view output) {
    return output.find("was written by a newer version (layout ") != std::string_view::npos;
}

}  // namespace tillpoints::update
