#include <csignal>
#include <cstdio>
#include <exception>

#include "cloud/app/serve.hpp"

int main(int argc, char** argv) {
    // Whoever read our output may be gone; that is no reason to stop.
    std::signal(SIGPIPE, SIG_IGN);
    int status = 0;
    const auto options = tillpoints::cloud::read_options(argc, argv, status);
    if (!options) return status;
    try {
        if (options->relay) return tillpoints::cloud::relay(*options->relay);
        return options->audit ? tillpoints::cloud::audit(*options) : tillpoints::cloud::serve(*options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: %s\n", error.what());
        return 2;
    }
}
