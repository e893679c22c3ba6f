#pragma once

namespace tillpoints::sidecar {

/// The whole of tillpointsd. Returns the exit status.
int run_program(int argc, char** argv);

}  // namespace tillpoints::sidecar
