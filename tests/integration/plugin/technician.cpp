#include "technician.hpp"

namespace tillpoints::test {

std::vector<std::string> tool_command(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

}  // namespace tillpoints::test
