#include "adapters/sidecar/log_lines.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>

namespace tillpoints::sidecar {
namespace {

constexpr std::streamoff most_read = 2 << 20;
constexpr std::size_t most_lines = 300;

bool contains(std::string_view line, std::string_view search) {
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return search.empty() ||
           std::search(line.begin(), line.end(), search.begin(), search.end(), same) != line.end();
}

}  // namespace

std::vector<std::string> latest_lines(const std::string& path, std::string_view search) {
    std::vector<std::string> found;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return found;
    const auto size = static_cast<std::streamoff>(file.tellg());
    file.seekg(std::max<std::streamoff>(0, size - most_read));
    std::string line;
    if (size > most_read) std::getline(file, line);  // begins somewhere in a line
    while (std::getline(file, line))
        if (contains(line, search)) found.push_back(line);
    if (found.size() > most_lines) found.erase(found.begin(), found.end() - most_lines);
    std::reverse(found.begin(), found.end());
    return found;
}

}  // namespace tillpoints::sidecar
