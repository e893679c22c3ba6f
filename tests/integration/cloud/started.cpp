#include "started.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace tillpoints::cloud::test {

std::string program_of_cloud() {
    // A benchmark compares with another build.
    const char* other = std::getenv("TILLPOINTS_BENCH_CLOUD");
    return other ? other : TILLPOINTS_CLOUD_PROGRAM;
}

Started start_program(const std::vector<std::string>& arguments) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    auto program = program_of_cloud();
    std::vector<char*> argv{program.data()};
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid < 0) throw std::runtime_error("fork");
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(ends[1]);
    return {pid, ends[0]};
}

std::string read_output(int output, bool first_line) {
    std::string text;
    char c = 0;
    while (read(output, &c, 1) == 1) {
        text += c;
        if (first_line && c == '\n') break;
    }
    return text;
}

int wait_for(pid_t pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Finished run_program(const std::vector<std::string>& arguments) {
    const auto started = start_program(arguments);
    Finished finished;
    finished.output = read_output(started.output, false);
    close(started.output);
    finished.status = wait_for(started.pid);
    return finished;
}

}  // namespace tillpoints::cloud::test
