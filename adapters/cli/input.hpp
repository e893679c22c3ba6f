#pragma once
#include <stdexcept>
#include <string>

namespace tillpoints::cli {

/// Input that cannot be read or used: one line for stderr.
struct BadInput : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The whole text of a file, or of standard input for "-". Throws BadInput, also for more than `most` bytes.
std::string read_input(const std::string& path, std::size_t most);

}  // namespace tillpoints::cli
