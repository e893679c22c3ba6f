#pragma once
#include <string>
#include <vector>

#include "plugin/config/sources.hpp"

namespace tillpoints {

/// The files of a configuration, read and not understood yet.
struct SourceFiles {
    std::vector<ConfigSource> sources;    ///< the file itself, then its drop-ins in the order of their names
    std::vector<PlacedProblem> problems;  ///< what cannot or must not be read
};

/// Reads `path` and every "*.json" in the directory `path`.d, if there is one; names that begin with a dot
/// are left out. All together have at most `most_bytes`. Refused are a directory or file that others than
/// root, the owner of `path` and this process could write, and what is not a regular file. Never waits for a
/// pipe.
SourceFiles read_source_files(const std::string& path, std::size_t most_bytes);

}  // namespace tillpoints
