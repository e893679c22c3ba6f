#pragma once
#include <optional>
#include <string>

namespace tillpoints::sidecar {

/// The whole file; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path);

/// Replaces the file in one step and durably, readable for its owner only (0600). Makes its folder (0700).
/// Throws std::runtime_error.
void write_private(const std::string& path, const std::string& text);

}  // namespace tillpoints::sidecar
