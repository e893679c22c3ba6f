#pragma once
#include <string>

#include "cloud/wallet/pass_files.hpp"

namespace tillpoints::cloud {

/// `manifest.json`: the SHA-1 of every file, as the format demands. Throws std::runtime_error.
std::string manifest_of(const PassFiles& files);
/// All files as a ZIP archive in memory. Throws std::runtime_error.
std::string zipped(const PassFiles& files);

}  // namespace tillpoints::cloud
