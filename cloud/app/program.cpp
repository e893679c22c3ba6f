#include "cloud/app/program.hpp"

#include <csignal>
#include <cstdio>
#include <exception>

#include "cloud/app/commands.hpp"
#include "cloud/app/serve.hpp"

namespace tillpoints::cloud {
namespace {

int run(const Options& options, const ProgramExtensions& extensions) {
    if (options.relay) return relay(*options.relay);
    if (options.audit) return audit(options);
    if (options.office) return backoffice_call(options, *options.office);
    if (options.report) return report(options, *options.report);
    if (options.seed) return seed(options, *options.seed);
    if (options.accounting) return accounting(options, *options.accounting);
    if (options.draw) return verify_draw(options, *options.draw);
    if (options.archive) return archive(options, *options.archive);
    if (options.account) return account(options, *options.account);
    return serve(options, extensions);
}

}  // namespace

int run_program(int argc, char** argv, const ProgramExtensions& extensions) {
    // The reader of our output may be gone; that is no reason to stop.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    int status = 0;
    const auto options = read_options(argc, argv, status, extensions.help);
    if (!options) return status;
    try {
        return run(*options, extensions);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: %s\n", error.what());
        return 2;
    }
}

}  // namespace tillpoints::cloud
