#include "driver_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace tillpoints::bench {
namespace {

struct Pipes {
    std::array<int, 2> to{-1, -1};
    std::array<int, 2> from{-1, -1};
};

/// Starts a program with its stdin and stdout on pipes. Other programs do not inherit this process's ends.
pid_t start(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
            Pipes& pipes) {
    std::vector<char*> arguments;
    for (const auto& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    if (pipe2(pipes.to.data(), O_CLOEXEC) != 0 || pipe2(pipes.from.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork");
    if (child == 0) {
        for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
        std::signal(SIGPIPE, SIG_DFL);
        dup2(pipes.to[0], STDIN_FILENO);
        dup2(pipes.from[1], STDOUT_FILENO);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    close(pipes.to[0]);
    close(pipes.from[1]);
    return child;
}

std::string read_all(FILE* file) {
    std::string text;
    std::array<char, 4096> bytes;
    while (const auto count = fread(bytes.data(), 1, bytes.size(), file)) text.append(bytes.data(), count);
    return text;
}

}  // namespace

DriverProcess::DriverProcess(const std::vector<std::string>& command,
                             const std::map<std::string, std::string>& environment) {
    Pipes pipes;
    pid_ = start(command, environment, pipes);
    to_ = fdopen(pipes.to[1], "w");
    from_ = fdopen(pipes.from[0], "r");
}

DriverProcess::~DriverProcess() {
    fclose(to_);
    fclose(from_);
    waitpid(pid_, nullptr, 0);
}

Json DriverProcess::block(const std::string& kind, int count) {
    std::fprintf(to_, "%s %d\n", kind.c_str(), count);
    std::fflush(to_);
    std::string line;
    for (int next = fgetc(from_); next != '\n'; next = fgetc(from_)) {
        if (next == EOF) throw std::runtime_error("a driver ended during a block of " + kind);
        line.push_back(static_cast<char>(next));
    }
    return Json::parse(line);
}

std::string output_of(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment) {
    Pipes pipes;
    const pid_t child = start(command, environment, pipes);
    close(pipes.to[1]);
    FILE* const from = fdopen(pipes.from[0], "r");
    const auto text = read_all(from);
    fclose(from);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(command.front() + " failed");
    return text;
}

}  // namespace tillpoints::bench
