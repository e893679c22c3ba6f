#include "adapters/cli/extension_calls.hpp"

#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"

namespace tillpoints::cli {

ExitCode explain_failure(const std::string& config_file, tillpoints_status status, const Reports& reports) {
    const char* reason = status == TILLPOINTS_REJECTED      ? "the configuration or an argument is wrong"
                         : status == TILLPOINTS_UNAVAILABLE ? "the database cannot be used"
                                                            : "the library failed; its log says more";
    std::fprintf(stderr, "%s: %s\n", config_file.c_str(), reason);
    for (const auto& report : reports.texts) print_problems(stderr, report);
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

ExitCode ask(const std::string& config_file, Reports& reports, const Call& call) {
    const std::string config = read_input(config_file, TILLPOINTS_MAX_MESSAGE);
    const auto status = call(text_of(config), reports);
    return status == TILLPOINTS_OK ? exit_ok : explain_failure(config_file, status, reports);
}

}  // namespace tillpoints::cli
