#include "adapters/update/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace tillpoints::update {
namespace {

struct Pipe {
    int ends[2] = {-1, -1};
    Pipe() {
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("there are no descriptors left");
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    void close_end(int which) {
        if (ends[which] >= 0) ::close(ends[which]);
        ends[which] = -1;
    }
};

[[noreturn]] void become(std::vector<char*>& argv, const std::string& folder, int out, int errors) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, 0);
    ::dup2(out, 1);
    ::dup2(errors, 2);
    ::signal(SIGPIPE, SIG_DFL);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("DEBIAN_FRONTEND", "noninteractive", 1);
    if (folder.empty() || ::chdir(folder.c_str()) == 0) ::execvp(argv[0], argv.data());
    ::_exit(127);
}

/// Reads both until their ends.
void drain(Pipe& out, Pipe& errors, Ran& ran) {
    std::array<pollfd, 2> both{{{out.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}}};
    char buffer[16384];
    while (both[0].fd >= 0 || both[1].fd >= 0) {
        if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < both.size(); ++i) {
            if (both[i].fd < 0 || both[i].revents == 0) continue;
            const auto got = ::read(both[i].fd, buffer, sizeof buffer);
            if (got > 0)
                (i == 0 ? ran.output : ran.errors).append(buffer, static_cast<std::size_t>(got));
            else if (got == 0 || errno != EINTR)
                both[i].fd = -1;
        }
    }
}

}  // namespace

Ran run_program(const std::vector<std::string>& arguments, const std::string& folder) {
    std::vector<char*> argv;
    for (const auto& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
    argv.push_back(nullptr);
    Pipe out;
    Pipe errors;
    const auto child = ::fork();
    if (child < 0) throw std::runtime_error("no process can be started");
    if (child == 0) become(argv, folder, out.ends[1], errors.ends[1]);
    out.close_end(1);
    errors.close_end(1);
    Ran ran;
    drain(out, errors, ran);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

}  // namespace tillpoints::update
