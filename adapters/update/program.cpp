#include "adapters/update/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <limits>

namespace tillpoints::update {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
    int ends[2] = {-1, -1};
    bool open = ::pipe2(ends, O_CLOEXEC) == 0;
    Pipe() = default;
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

/// When a program must have ended; without a limit it may take as long as it likes.
class Deadline {
  public:
    explicit Deadline(Limit limit) {
        if (limit) at_ = Clock::now() + *limit;
    }
    bool over() const { return at_ && Clock::now() >= *at_; }
    /// For poll: until then, or for ever.
    int left_ms() const {
        if (!at_) return -1;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*at_ - Clock::now()).count();
        return static_cast<int>(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
    }
    bool limited() const { return at_.has_value(); }

  private:
    std::optional<Clock::time_point> at_;
};

[[noreturn]] void become(std::vector<char*>& argv, const std::string& folder, int out, int errors) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(nothing, 0);
    ::dup2(out, 1);
    ::dup2(errors, 2);
    static_cast<void>(::signal(SIGPIPE, SIG_DFL));
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("DEBIAN_FRONTEND", "noninteractive", 1);
    if (folder.empty() || ::chdir(folder.c_str()) == 0) ::execvp(argv[0], argv.data());
    ::_exit(127);
}

/// Reads both until their ends, or until the time is over.
void drain(Pipe& out, Pipe& errors, Ran& ran, const Deadline& deadline) {
    std::array<pollfd, 2> both{{{out.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}}};
    char buffer[16384];
    while ((both[0].fd >= 0 || both[1].fd >= 0) && !deadline.over()) {
        const int ready = ::poll(both.data(), both.size(), deadline.left_ms());
        if (ready < 0 && errno != EINTR) return;
        for (std::size_t i = 0; ready > 0 && i < both.size(); ++i) {
            if (both[i].fd < 0 || both[i].revents == 0) continue;
            const auto got = ::read(both[i].fd, buffer, sizeof buffer);
            if (got > 0)
                (i == 0 ? ran.output : ran.errors).append(buffer, static_cast<std::size_t>(got));
            else if (got == 0 || errno != EINTR)
                both[i].fd = -1;
        }
    }
}

/// The exit code, or that of a signal.
int code_of_end(pid_t child, const Deadline& deadline) {
    constexpr int pause_ms = 10;
    int status = 0;
    for (;;) {
        const auto ended = ::waitpid(child, &status, deadline.limited() ? WNOHANG : 0);
        if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (ended < 0 && errno != EINTR) return -1;
        if (ended == 0 && deadline.over()) break;
        // It has closed its output, or is about to end.
        if (ended == 0) ::poll(nullptr, 0, std::min(pause_ms, deadline.left_ms()));
    }
    ::kill(-child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return out_of_time;
}

}  // namespace

Ran run_program(const std::vector<std::string>& arguments, const std::string& folder, Limit limit) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const auto& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
    argv.push_back(nullptr);
    Pipe out;
    Pipe errors;
    if (!out.open || !errors.open) return {-1, {}, "there are no descriptors left\n"};
    const auto child = ::fork();
    if (child < 0) return {-1, {}, "no process can be started\n"};
    // A group of its own, so that what it starts ends with it. Both sides see to it, because either may be
    // first.
    if (limit) ::setpgid(child, child);
    if (child == 0) become(argv, folder, out.ends[1], errors.ends[1]);
    out.close_end(1);
    errors.close_end(1);
    Ran ran;
    const Deadline deadline(limit);
    drain(out, errors, ran, deadline);
    ran.code = code_of_end(child, deadline);
    return ran;
}

}  // namespace tillpoints::update
