#include "cloud/programme/changed_settings.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

bool is_leaf(const Json& json) {
    return !json.items() && !json.members();
}

void compare_settings(const std::string& path, const Json& before, const Json& after,
                      std::vector<ChangedSetting>& out) {
    if (before == after) return;
    if (is_leaf(before) && is_leaf(after)) {
        out.push_back({path, before, after});
        return;
    }
    const Json nothing;
    if (before.items() || after.items()) {
        const auto old_size = before.items() ? before.items()->size() : 0;
        const auto new_size = after.items() ? after.items()->size() : 0;
        for (std::size_t at = 0; at < std::max(old_size, new_size); ++at)
            compare_settings(path + "[" + std::to_string(at) + "]",
                             at < old_size ? (*before.items())[at] : nothing,
                             at < new_size ? (*after.items())[at] : nothing, out);
        return;
    }
    const auto of_member = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
    const auto* members = after.members() ? after.members() : before.members();
    for (const auto& [key, ignored] : *members) {
        const auto* old_value = before.find(key);
        const auto* new_value = after.find(key);
        compare_settings(of_member(key), old_value ? *old_value : nothing, new_value ? *new_value : nothing,
                         out);
    }
}

}  // namespace

std::vector<ChangedSetting> changed_settings(const Json& before, const Json& after) {
    std::vector<ChangedSetting> out;
    compare_settings("", before, after, out);
    return out;
}

}  // namespace tillpoints::cloud
