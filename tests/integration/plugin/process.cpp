#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tillpoints::test {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct Descriptor {
    int value;
    explicit Descriptor(int opened) : value(opened) {
        if (value < 0) throw std::runtime_error("no descriptor to wait with");
    }
    ~Descriptor() { close(value); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

/// Readable once the process has ended.
int end_of(pid_t process) {
    return static_cast<int>(syscall(SYS_pidfd_open, process, 0));
}

/// Waits until one of the descriptors is readable or the time is up.
template <std::size_t Count>
void wait_for_one(std::array<pollfd, Count>& watched, Deadline due) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - std::chrono::steady_clock::now());
    poll(watched.data(), Count, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::string& output) {
    std::vector<char*> arguments;
    for (const auto& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ > 0) return;
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
}

Process::~Process() {
    kill();
}

void Process::signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
}

bool Process::reap(bool block) {
    if (pid_ <= 0) return true;
    int status = 0;
    if (waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) return false;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    pid_ = -1;
    return true;
}

bool Process::runs() {
    return !reap(false);
}

bool Process::ends_within(std::chrono::milliseconds limit) {
    if (!runs()) return true;
    const Descriptor end(end_of(pid_));
    std::array watched{pollfd{end.value, POLLIN, 0}};
    wait_for_one(watched, std::chrono::steady_clock::now() + limit);
    return !runs();
}

bool Process::makes(const std::string& file, std::chrono::milliseconds limit) {
    const auto due = std::chrono::steady_clock::now() + limit;
    const Descriptor changes(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const auto folder = std::filesystem::path(file).parent_path();
    if (inotify_add_watch(changes.value, folder.c_str(), IN_CREATE | IN_MOVED_TO) < 0)
        throw std::runtime_error("the folder cannot be watched");
    while (!std::filesystem::exists(file) && runs() && std::chrono::steady_clock::now() < due) {
        const Descriptor end(end_of(pid_));
        std::array watched{pollfd{changes.value, POLLIN, 0}, pollfd{end.value, POLLIN, 0}};
        wait_for_one(watched, due);
        std::array<char, 4096> seen;
        while (read(changes.value, seen.data(), seen.size()) > 0) continue;
    }
    return std::filesystem::exists(file);
}

int Process::wait(int seconds) {
    ends_within(std::chrono::seconds(seconds));
    kill();
    return status_;
}

bool Process::kill() {
    if (!runs()) return false;
    signal(SIGKILL);
    reap(true);
    return status_ == 128 + SIGKILL;
}

Folder::Folder() {
    char pattern[] = "/tmp/tillpoints-borders-XXXXXX";
    if (mkdtemp(pattern) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

}  // namespace tillpoints::test
