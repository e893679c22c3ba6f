#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace tillpoints::test {

/// A program of ours that runs beside the test; killed with it.
class Process {
  public:
    /// Both outputs go to `output`, appended.
    Process(const std::vector<std::string>& command, const std::string& output);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const;
    bool runs();
    /// Waits for the end; 128 + signal where a signal ended it. Ends the process after `seconds`.
    int wait(int seconds);
    /// SIGKILL, then waits. False: it had ended by itself before; `status` tells how.
    bool kill();
    int status() const { return status_; }

  private:
    bool reap(bool block);

    pid_t pid_ = -1;
    int status_ = -1;
};

/// A folder of its own that goes with the test.
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
