#include "plugin/log/last_error.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tillpoints {
namespace {

constexpr std::streamoff most = 64 << 10;

/// A line is "TIME LEVEL TEXT".
bool is_error(const std::string& line) {
    const auto space = line.find(' ');
    return space != std::string::npos && line.compare(space + 1, 6, "error ") == 0;
}

}  // namespace

std::optional<std::string> last_error_in(const std::string& log_file) {
    std::ifstream file(log_file, std::ios::binary | std::ios::ate);
    if (!file) return {};
    file.seekg(std::max<std::streamoff>(file.tellg() - std::streampos(most), 0));
    std::optional<std::string> last;
    for (std::string line; std::getline(file, line);)
        if (is_error(line)) last = line;
    return last;
}

}  // namespace tillpoints
