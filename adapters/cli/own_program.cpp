#include "adapters/cli/own_program.hpp"

#include <filesystem>

namespace tillpoints::cli {

std::string own_program() {
    constexpr std::string_view replaced = " (deleted)";
    auto path = std::filesystem::read_symlink("/proc/self/exe").string();
    if (path.ends_with(replaced)) path.resize(path.size() - replaced.size());
    return path;
}

}  // namespace tillpoints::cli
