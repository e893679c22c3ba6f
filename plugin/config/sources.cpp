#include "plugin/config/sources.hpp"

#include <algorithm>

#include "plugin/config/places.hpp"

namespace tillpoints {
namespace {

bool is_comment(std::string_view name) {
    return name.starts_with("//");
}

bool lies_in(std::string_view where, std::string_view holder) {
    return where.size() > holder.size() && where.starts_with(holder) &&
           (where[holder.size()] == '.' || where[holder.size()] == '[');
}

/// Takes one file after another into the document.
class Merger {
  public:
    explicit Merger(MergedSources& out) : out_(out) {}

    void take(const ConfigSource& source) {
        auto json = parse_json(source.text);
        if (!json) {
            auto wrong = text_problem(json.error(), source.text);
            out_.problems.push_back({{source.file, wrong.line}, std::move(wrong.problem)});
            return;
        }
        if (!json->members()) {
            out_.problems.push_back(
                {{source.file, 1}, {Errc::wrong_type, "", "an object", std::string(json->type_name())}});
            return;
        }
        file_ = source.file;
        lines_.clear();
        for (auto& place : member_places(source.text)) lines_.emplace(std::move(place.where), place.line);
        out_.stated.try_emplace("", SourcePlace{file_, 1});
        out_.document = merged(&out_.document, *json, "");
    }

  private:
    SourcePlace here(const std::string& where) const {
        const auto found = lines_.find(where);
        return {file_, found == lines_.end() ? 1 : found->second};
    }
    void forget(const std::string& where) {
        std::erase_if(out_.stated,
                      [&](const auto& each) { return each.first == where || lies_in(each.first, where); });
    }

    Json merged(const Json* earlier, const Json& later, const std::string& where) {
        if (!later.members()) {
            forget(where);
            for (const auto& [place, line] : lines_)
                if (place == where || lies_in(place, where)) out_.stated[place] = {file_, line};
            return later;
        }
        Json::Object members;
        if (earlier && earlier->members())
            members = *earlier->members();
        else if (earlier)
            forget(where);
        out_.stated.try_emplace(where, here(where));
        for (const auto& [name, value] : *later.members())
            merge_member(members, name, value, where.empty() ? name : where + "." + name);
        return members;
    }

    void merge_member(Json::Object& members, const std::string& name, const Json& value,
                      const std::string& where) {
        const auto found = std::find_if(members.begin(), members.end(),
                                        [&](const auto& each) { return each.first == name; });
        const bool known = found != members.end();
        if (is_comment(name)) {
            if (!known) members.emplace_back(name, value);
        } else if (value.is_null()) {
            forget(where);
            out_.stated[where] = here(where);
            if (known) members.erase(found);
        } else if (known) {
            found->second = merged(&found->second, value, where);
        } else {
            forget(where);  // it may have been removed by a file between
            members.emplace_back(name, merged(nullptr, value, where));
        }
    }

    MergedSources& out_;
    std::string file_;
    std::map<std::string, std::size_t> lines_;
};

std::string escaped(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

template <class Visit>
void each_value(const Json& object, const std::string& where, const std::string& pointer,
                const Visit& visit) {
    for (const auto& [name, value] : *object.members()) {
        if (is_comment(name)) continue;
        const auto place = where.empty() ? name : where + "." + name;
        const auto at = pointer + "/" + escaped(name);
        if (value.members())
            each_value(value, place, at, visit);
        else
            visit(place, at);
    }
}

}  // namespace

std::string PlacedProblem::sentence() const {
    auto said = problem.sentence();
    if (said.starts_with(place.file)) return said;  // it is about the file
    return place.file + (place.line ? ":" + std::to_string(place.line) : "") + ": " + said;
}

SourcePlace MergedSources::place_of(std::string_view where) const {
    for (;; where = container_of(where)) {
        const auto found = stated.find(where);
        if (found != stated.end()) return found->second;
        if (where.empty()) return {};
    }
}

std::vector<std::pair<std::string, SourcePlace>> MergedSources::origins() const {
    std::vector<std::pair<std::string, SourcePlace>> out;
    if (document.members())
        each_value(document, "", "", [&](const std::string& where, const std::string& pointer) {
            out.emplace_back(pointer, place_of(where));
        });
    return out;
}

MergedSources merge_sources(const std::vector<ConfigSource>& sources) {
    MergedSources merged;
    Merger merger(merged);
    for (const auto& source : sources) merger.take(source);
    return merged;
}

std::vector<PlacedProblem> problems_in(const MergedSources& merged) {
    std::vector<PlacedProblem> out;
    for (auto& problem : read_config(dump(merged.document)).problems)
        out.push_back({merged.place_of(problem.where), std::move(problem)});
    return out;
}

}  // namespace tillpoints
