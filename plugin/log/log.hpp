#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "plugin/config/config.hpp"
#include "protocol/error.hpp"

namespace tillpoints {

/// A log file that is rotated by size, with an optional copy to a function. Every line passes `redacted`
/// first. A disk that fails loses lines and nothing else; the file is opened again when it can be. Nothing is
/// written to stdout or stderr, and nothing global is touched. [any thread]
class Log {
  public:
    /// Gets the lines that are written, after redaction. Called outside the log's lock, on the writer's
    /// thread.
    using Copy = std::function<void(LogLevel, std::string_view)>;

    /// Opens `path` (mode 0600) and keeps `files` files of about `max_bytes`: path.log, path.1.log and so on.
    /// Lines below `level` are dropped. The problem names the path when the file cannot be written at all.
    static Result<std::unique_ptr<Log>> open(const std::string& path, LogLevel level, std::int64_t max_bytes,
                                             int files, Copy copy = {});
    /// A log without a file: lines go to `copy` only.
    static std::unique_ptr<Log> to(LogLevel level, Copy copy);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    /// Writes one line; a warning or an error is on the disk when this returns.
    void write(LogLevel level, std::string_view line) noexcept;

  private:
    class File;
    Log(std::unique_ptr<File> file, LogLevel level, Copy copy);

    std::unique_ptr<File> file_;
    LogLevel level_;
    Copy copy_;
};

}  // namespace tillpoints
