// tillpoints-training-cloud, built from the same libraries, that checks every answer to a terminal against
// the protocol's description. It writes each violation to stderr and to DATA/violations at once, so that a
// kill -9 loses none, and ends with status 3 if there was one. TILLPOINTS_DESCRIPTION names another
// description.
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "cloud/faults/training_program.hpp"
#include "tests/checked_cloud/answer_check.hpp"

using namespace tillpoints;

int main(int argc, char** argv) {
    constexpr int violated = 3;
    bool clean = true;
    const auto* other = std::getenv("TILLPOINTS_DESCRIPTION");
    cloud::TrainingProgram training;
    auto extensions = training.extensions();
    extensions.wrap_all = [&](const std::string& data, Endpoint endpoint) {
        const auto complain = [&clean, file = data + "/violations"](const std::string& what) {
            clean = false;
            std::fprintf(stderr, "%s\n", what.c_str());
            std::ofstream(file, std::ios::app) << what << std::endl;
        };
        return cloud::test::checked(openapi::Description::load(other ? other : TILLPOINTS_OPENAPI),
                                    std::move(endpoint), complain);
    };
    const int status = cloud::run_program(argc, argv, extensions);
    return clean ? status : violated;
}
