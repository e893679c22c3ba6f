#include "adapters/cli/input.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace tillpoints::cli {

std::string read_input(const std::string& path, std::size_t most) {
    const bool standard = path == "-";
    const auto close = [standard](std::FILE* file) {
        if (!standard) std::fclose(file);
    };
    const std::unique_ptr<std::FILE, decltype(close)> file(standard ? stdin : std::fopen(path.c_str(), "rbe"),
                                                           close);
    const auto fail = [&](const std::string& reason) -> BadInput { return BadInput(path + ": " + reason); };
    if (!file) throw fail(std::generic_category().message(errno));
    std::string text;
    char part[1 << 16];
    for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, file.get())) > 0;) {
        text.append(part, got);
        if (text.size() > most) throw fail("more than " + std::to_string(most) + " bytes");
    }
    if (std::ferror(file.get())) throw fail(std::generic_category().message(errno));
    return text;
}

}  // namespace tillpoints::cli
