#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace tillpoints::update {

/// What lies in a folder, by name. What cannot be read is not there: nothing is thrown.
inline std::vector<std::filesystem::path> paths_in(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    std::error_code failed;
    std::filesystem::directory_iterator each(folder, failed);
    for (; !failed && each != std::filesystem::directory_iterator(); each.increment(failed))
        paths.push_back(each->path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace tillpoints::update
