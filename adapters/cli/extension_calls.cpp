#include "adapters/cli/extension_calls.hpp"

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {

ExitCode explain_failure(const std::string& config_file, tillpoints_status status, const Reports& reports) {
    const Text cause = status == TILLPOINTS_REJECTED      ? Text::wrong_configuration
                       : status == TILLPOINTS_UNAVAILABLE ? Text::database_unusable
                                                          : Text::library_failed;
    std::fprintf(stderr, "%s: %s\n", config_file.c_str(), say(cause).c_str());
    for (const auto& report : reports.texts) print_problems(stderr, report);
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

ExitCode ask(const Library& library, const std::string& config_file, Reports& reports, const Call& call) {
    const auto config = read_configuration(library, config_file);
    const auto status = call(text_of(config.text), reports);
    return status == TILLPOINTS_OK ? exit_ok : explain_failure(config_file, status, reports);
}

}  // namespace tillpoints::cli
