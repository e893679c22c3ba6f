// tillpoints-cloud, built from the same libraries, that holds every answer it gives a till against the
// protocol's description. What is not as described stands on stderr and in DATA/violations, also after a kill
// -9; the exit status is then 3. TILLPOINTS_DESCRIPTION names another description.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "cloud/app/program.hpp"
#include "tests/checked_cloud/answer_check.hpp"

using namespace tillpoints;

int main(int argc, char** argv) {
    constexpr int violated = 3;
    bool clean = true;
    const auto* other = std::getenv("TILLPOINTS_DESCRIPTION");
    const auto decorate = [&](const std::string& data, cloud::TerminalEndpoint endpoint) {
        const auto complain = [&clean, file = data + "/violations"](const std::string& what) {
            clean = false;
            std::fprintf(stderr, "%s\n", what.c_str());
            std::ofstream(file, std::ios::app) << what << std::endl;
        };
        return cloud::test::checked(openapi::Description::load(other ? other : TILLPOINTS_OPENAPI),
                                    std::move(endpoint), complain);
    };
    const int status = cloud::run_program(argc, argv, decorate);
    return clean ? status : violated;
}
