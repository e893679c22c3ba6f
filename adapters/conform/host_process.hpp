#pragma once
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

namespace tillpoints::conform {

/// A vendor's host as a child process that obeys commands: a line in, a line out.
class HostProcess {
  public:
    /// Starts `command` by the shell. Throws std::system_error if that is impossible.
    explicit HostProcess(const std::string& command);
    /// Ends the process with all that it started.
    ~HostProcess();
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;

    /// False: the host reads no more.
    bool send(const std::string& line);
    /// Nothing: no line came within the time, or the host has closed its output.
    std::optional<std::string> receive(std::chrono::milliseconds patience);
    /// The exit status, 128 and the signal for a host that was ended by one, or nothing within the time.
    std::optional<int> wait(std::chrono::milliseconds patience);

  private:
    void close_input();

    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
    std::string unread_;
};

}  // namespace tillpoints::conform
