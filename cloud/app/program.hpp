#pragma once
#include <functional>
#include <string>

#include "cloud/server/reply.hpp"

namespace tillpoints::cloud {

/// Gives what is to answer the tills of the books in this directory instead of the handler, which it may
/// call.
using Watch = std::function<LateHandler(const std::string& data, LateHandler)>;

/// tillpoints-cloud: what its main is given, its exit status back. Once a process.
int run_program(int argc, char** argv, const Watch& watch = {});

}  // namespace tillpoints::cloud
