#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::sidecar {

/// The latest lines of a file that contain the text, whatever the case of its ASCII letters, newest first. Of
/// a large file only the end is read. Empty if there is no file.
std::vector<std::string> latest_lines(const std::string& path, std::string_view search);

}  // namespace tillpoints::sidecar
