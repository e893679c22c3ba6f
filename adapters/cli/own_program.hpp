#pragma once
#include <string>

namespace tillpoints::cli {

/// The path of this program, also if its file was replaced while it runs.
std::string own_program();

}  // namespace tillpoints::cli
