#pragma once
#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace tillpoints::test {

/// A child process, killed in the destructor.
class Process {
  public:
    /// Appends stdout and stderr to `output`.
    Process(const std::vector<std::string>& command, const std::string& output);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const;
    bool runs();
    /// Waits for the end of the process, at most for `limit`; true if it has ended.
    bool ends_within(std::chrono::milliseconds limit);
    /// Waits until `file` exists, at most for `limit` and only while the process runs; true if it exists.
    bool makes(const std::string& file, std::chrono::milliseconds limit);
    /// Waits for the exit status, or 128 + the signal that ended the process. Kills it after `seconds`.
    int wait(int seconds);
    /// SIGKILL, then waits. False if the process had already ended; `status` is then its exit status.
    bool kill();
    int status() const { return status_; }

  private:
    bool reap(bool block);

    pid_t pid_ = -1;
    int status_ = -1;
};

/// A temporary folder, removed in the destructor.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& text);

}  // namespace tillpoints::test
