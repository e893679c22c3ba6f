#pragma once
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/conform/recording.hpp"

namespace tillpoints::conform {

/// Writes entries to a file, each line as soon as it is known, because a host may be killed. [any thread]
class Recorder {
  public:
    /// Appends; a new file is readable by its owner only. Throws std::runtime_error if the file cannot be
    /// opened.
    explicit Recorder(const std::string& file);

    /// Adds time and thread.
    void write(Entry entry);

    /// A number that no earlier submit of this recording has.
    int next_number();

    /// Keeps the latest replies that hosts have been given, so that one that reads them too late finds the
    /// mark in them.
    void keep_returned(std::string reply);

  private:
    std::mutex mutex_;
    std::ofstream out_;
    std::map<std::thread::id, int> threads_;
    int numbers_ = 0;
    std::deque<std::string> returned_;
};

}  // namespace tillpoints::conform
