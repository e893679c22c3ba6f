#include "plugin/log/log.hpp"

#include <fcntl.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <system_error>

#include "plugin/log/redact.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t longest_line = 8u << 10;
/// A log that could not be written tries to open its file again once in so many lines.
constexpr int lines_between_tries = 64;

/// spdlog would create the file with the process's umask; this makes it private before it is written.
bool make_private(const std::string& path) {
    const int file =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    if (file < 0) return false;
    struct stat about {};
    if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode)) ::fchmod(file, 0600);
    ::close(file);
    return true;
}

/// At most `longest_line` bytes, ending at a character's border.
std::string_view bounded(std::string_view line) {
    std::size_t end = std::min(line.size(), longest_line);
    while (end < line.size() && end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    return line.substr(0, end);
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            break;
    }
    return spdlog::level::err;
}

}  // namespace

/// The file with spdlog's logger on it. After any failure the logger is thrown away: a rotating sink whose
/// file could not be opened again would write through a null pointer.
class Log::File {
  public:
    File(std::string path, std::size_t max_bytes, std::size_t rotated)
        : path_(std::move(path)), max_bytes_(max_bytes), rotated_(rotated) {}

    bool open() {
        if (!make_private(path_)) return false;
        spdlog::file_event_handlers events;
        events.before_open = [](const spdlog::filename_t& name) { make_private(name); };
        auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_st>(path_, max_bytes_, rotated_, false,
                                                                           events);
        sink->set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                        spdlog::pattern_time_type::utc));
        logger_ = std::make_unique<spdlog::logger>("tillpoints", std::move(sink));
        logger_->set_level(spdlog::level::trace);
        logger_->flush_on(spdlog::level::warn);
        logger_->set_error_handler([this](const std::string&) { failed_ = true; });
        failed_ = false;
        return true;
    }

    void write(LogLevel level, std::string_view line) {
        const std::lock_guard lock(mutex_);
        if (!logger_ && lost_++ % lines_between_tries == 0) open();
        if (!logger_) return;
        logger_->log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
        if (!failed_) return;
        logger_.reset();
        lost_ = 1;
    }

  private:
    const std::string path_;
    const std::size_t max_bytes_;
    const std::size_t rotated_;
    std::mutex mutex_;
    std::unique_ptr<spdlog::logger> logger_;
    bool failed_ = false;
    int lost_ = 0;
};

Result<std::unique_ptr<Log>> Log::open(const std::string& path, LogLevel level, std::int64_t max_bytes,
                                       int files, Copy copy) {
    const auto unusable = [&](std::string found) {
        return Problem{Errc::storage_failed, path, "a log file that can be written", std::move(found)};
    };
    try {
        auto file =
            std::make_unique<File>(path, static_cast<std::size_t>(std::max<std::int64_t>(max_bytes, 1024)),
                                   static_cast<std::size_t>(std::max(files, 1) - 1));
        errno = 0;
        if (!file->open()) return unusable(std::generic_category().message(errno));
        return std::unique_ptr<Log>(new Log(std::move(file), level, std::move(copy)));
    } catch (const std::exception& failure) {
        return unusable(failure.what());
    }
}

std::unique_ptr<Log> Log::to(LogLevel level, Copy copy) {
    return std::unique_ptr<Log>(new Log(nullptr, level, std::move(copy)));
}

Log::Log(std::unique_ptr<File> file, LogLevel level, Copy copy)
    : file_(std::move(file)), level_(level), copy_(std::move(copy)) {}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view line) noexcept {
    if (level < level_) return;
    try {
        const std::string shown = redacted(bounded(line));
        try {
            if (file_) file_->write(level, shown);
        } catch (
            ...) {  // no memory, or a disk that failed while the file was opened: the copy may still arrive
        }
        if (copy_) copy_(level, shown);
    } catch (...) {  // a log must not hurt its writer
    }
}

}  // namespace tillpoints
