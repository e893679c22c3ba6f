#include "adapters/conform/host_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

extern char** environ;

namespace tillpoints::conform {
namespace {

void demand(int failure, const char* what) {
    if (failure != 0) throw std::system_error(failure, std::generic_category(), what);
}

struct Pipe {
    int read = -1;
    int write = -1;
    Pipe() {
        int ends[2];
        demand(::pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno, "pipe");
        read = ends[0];
        write = ends[1];
    }
};

pid_t start(const std::string& command, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawnattr_init(&attributes);
    // A group of its own, so that the shell's children end with it.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::string shell = "sh", flag = "-c", text = command;
    char* arguments[] = {shell.data(), flag.data(), text.data(), nullptr};
    pid_t pid = -1;
    const int failure = ::posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input);
    ::close(output);
    demand(failure, "/bin/sh");
    return pid;
}

using Clock = std::chrono::steady_clock;

int left_ms(Clock::time_point until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

}  // namespace

HostProcess::HostProcess(const std::string& command) {
    static_cast<void>(::signal(SIGPIPE, SIG_IGN));  // a host that ended is told by send()
    const Pipe commands;
    const Pipe answers;
    input_ = commands.write;
    output_ = answers.read;
    pid_ = start(command, commands.read, answers.write);
}

HostProcess::~HostProcess() {
    close_input();
    ::close(output_);
    if (pid_ <= 0) return;
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void HostProcess::close_input() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

bool HostProcess::send(const std::string& line) {
    const std::string text = line + "\n";
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t some = ::write(input_, text.data() + sent, text.size() - sent);
        if (some < 0 && errno == EINTR) continue;
        if (some <= 0) return false;
        sent += static_cast<std::size_t>(some);
    }
    return true;
}

std::optional<std::string> HostProcess::receive(std::chrono::milliseconds patience) {
    const auto until = Clock::now() + patience;
    constexpr std::size_t longest = 4096;
    while (true) {
        if (const auto end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        pollfd waiting{output_, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, left_ms(until));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0 || unread_.size() > longest) return {};
        char some[512];
        const ssize_t got = ::read(output_, some, sizeof some);
        if (got <= 0) return {};
        unread_.append(some, static_cast<std::size_t>(got));
    }
}

std::optional<int> HostProcess::wait(std::chrono::milliseconds patience) {
    close_input();
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    if (process >= 0) {
        pollfd waiting{process, POLLIN, 0};
        ::poll(&waiting, 1, static_cast<int>(patience.count()));
        ::close(process);
    }
    int status = 0;
    if (::waitpid(pid_, &status, process >= 0 ? WNOHANG : 0) != pid_) return {};
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace tillpoints::conform
