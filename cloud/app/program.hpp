#pragma once
#include <functional>
#include <string>

#include "cloud/server/admission.hpp"

namespace tillpoints::cloud {

/// What answers the tills: who is turned away by the head of a request, and everybody else.
struct TerminalEndpoint {
    AdmissionCheck admission_check;
    AsyncHandler handler;
};

/// Gives what is to answer the tills of the books in this directory instead of the door, which it may use.
using EndpointDecorator = std::function<TerminalEndpoint(const std::string& data, TerminalEndpoint)>;

/// tillpoints-cloud: what its main is given, its exit status back. Once a process.
int run_program(int argc, char** argv, const EndpointDecorator& decorate = {});

}  // namespace tillpoints::cloud
