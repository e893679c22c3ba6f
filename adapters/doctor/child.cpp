#include "adapters/doctor/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace tillpoints::doctor {
namespace {

constexpr std::size_t longest_output = 64 << 10;
using Clock = std::chrono::steady_clock;

/// The process, or -1 and the error in `error`.
pid_t started(const std::vector<std::string>& words, int output, int& error) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    pid_t child = -1;
    error = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? child : -1;
}

/// True if its output ended in time.
bool read_all(int output, Clock::time_point due, std::string& text) {
    std::array<char, 4096> part;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due - Clock::now()).count();
        pollfd watched{output, POLLIN, 0};
        const int ready = left > 0 ? ::poll(&watched, 1, static_cast<int>(left)) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const auto got = ::read(output, part.data(), part.size());
        if (got <= 0) return true;
        text.append(part.data(), std::min(static_cast<std::size_t>(got), longest_output - text.size()));
    }
}

}  // namespace

Ended run_program(const std::vector<std::string>& words, std::chrono::milliseconds patience) {
    Ended ended;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {-1, std::strerror(errno)};
    int error = 0;
    const pid_t child = started(words, ends[1], error);
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return {-1, std::strerror(error)};
    }
    const bool in_time = read_all(ends[0], Clock::now() + patience, ended.text);
    ::close(ends[0]);
    if (!in_time) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (in_time && WIFEXITED(status)) ended.status = WEXITSTATUS(status);
    return ended;
}

}  // namespace tillpoints::doctor
