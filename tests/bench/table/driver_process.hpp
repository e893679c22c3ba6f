#pragma once
#include <sys/types.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "driver.hpp"

namespace tillpoints::bench {

/// A process whose main function is run_driver.
class DriverProcess {
  public:
    /// `environment` is added to this process's.
    DriverProcess(const std::vector<std::string>& command,
                  const std::map<std::string, std::string>& environment);
    ~DriverProcess();
    DriverProcess(const DriverProcess&) = delete;
    DriverProcess& operator=(const DriverProcess&) = delete;

    Json block(const std::string& kind, int count);

  private:
    pid_t pid_ = -1;
    FILE* to_ = nullptr;
    FILE* from_ = nullptr;
};

/// Runs a program to its end and returns what it wrote to stdout. Throws unless it returned 0.
std::string output_of(const std::vector<std::string>& command,
                      const std::map<std::string, std::string>& environment = {});

}  // namespace tillpoints::bench
