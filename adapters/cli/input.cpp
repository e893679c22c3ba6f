#include "adapters/cli/input.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// The common errors in the language spoken; every other one as the system calls it.
std::string cause_of(int error) {
    if (error == ENOENT) return say(Text::no_such_file);
    if (error == EACCES) return say(Text::no_permission);
    if (error == EISDIR) return say(Text::is_a_directory);
    return std::generic_category().message(error);
}

}  // namespace

std::string read_input(const std::string& path, std::size_t most) {
    const bool standard = path == "-";
    const auto close = [standard](std::FILE* file) {
        if (!standard) static_cast<void>(std::fclose(file));
    };
    const std::unique_ptr<std::FILE, decltype(close)> file(standard ? stdin : std::fopen(path.c_str(), "rbe"),
                                                           close);
    const auto fail = [&](const std::string& reason) -> BadInput { return BadInput(path + ": " + reason); };
    if (!file) throw fail(cause_of(errno));
    std::string text;
    char part[1 << 16];
    for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, file.get())) > 0;) {
        text.append(part, got);
        if (text.size() > most) throw fail(say(Text::more_than_bytes, {std::to_string(most)}));
    }
    if (std::ferror(file.get())) throw fail(cause_of(errno));
    return text;
}

}  // namespace tillpoints::cli
