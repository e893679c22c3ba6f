#include "plugin/config/migration.hpp"

#include <algorithm>

#include "plugin/config/places.hpp"

namespace tillpoints {
namespace {

std::string place_in(std::string_view container, std::string_view name) {
    return container.empty() ? std::string(name) : std::string(container) + "." + std::string(name);
}

const MemberPlace* find_place(const std::vector<MemberPlace>& places, const std::string& where) {
    const auto found =
        std::find_if(places.begin(), places.end(), [&](const auto& each) { return each.where == where; });
    return found == places.end() ? nullptr : &*found;
}

void rename(ConfigSource& source, const Renaming& renaming, Migration& out) {
    const auto places = member_places(source.text);
    const auto from = place_in(renaming.container, renaming.from);
    const auto to = place_in(renaming.container, renaming.to);
    const auto* found = find_place(places, from);
    if (!found) return;
    if (find_place(places, to)) {
        out.problems.push_back(
            {{source.file, found->line}, {Errc::duplicate, from, "only " + to + ", its name now", "both"}});
        return;
    }
    source.text.replace(found->name_at, found->name_size, dump(Json(renaming.to)));
    out.renamed.push_back({{source.file, found->line}, from, to});
}

/// Every member stands in the configuration that has all of them written out.
bool is_known(std::string_view where) {
    static const Json all = to_json(Config());
    const Json* at = &all;
    while (!where.empty() && at) {
        const auto dot = std::min(where.find('.'), where.size());
        const auto name = where.substr(0, dot);
        at = at->find(name.substr(0, name.find('[')));
        where.remove_prefix(std::min(dot + 1, where.size()));
    }
    return at != nullptr;
}

}  // namespace

std::span<const Renaming> renamings() {
    return {};
}

Migration migrated(std::vector<ConfigSource> sources, std::span<const Renaming> renamings, bool merge) {
    Migration out;
    const auto before = sources;
    for (const auto& renaming : renamings)
        for (auto& source : sources) rename(source, renaming, out);
    const auto merged = merge_sources(sources);
    out.problems.insert(out.problems.end(), merged.problems.begin(), merged.problems.end());
    if (out.problems.empty()) out.problems = problems_in(merged);
    for (const auto& [place, problem] : out.problems)
        if (merged.stated.contains(problem.where) && !is_known(problem.where))
            out.unknown.push_back(problem.where);
    if (merge && sources.size() > 1 && out.problems.empty()) {
        sources.front().text = dump_pretty(merged.document);
        for (std::size_t i = 1; i < sources.size(); ++i) out.put_aside.push_back(sources[i].file);
        sources.resize(1);
    }
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (sources[i].text != before[i].text) out.written.push_back(std::move(sources[i]));
    return out;
}

}  // namespace tillpoints
