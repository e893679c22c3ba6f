#include "plugin/abi/installation.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "plugin/log/log.hpp"

namespace tillpoints::abi {
namespace {

Result<void> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return Problem{Errc::storage_failed, "data_directory", "a directory that can be made",
                   std::strerror(errno)};
}

std::string language_tag(Language language) {
    return language == Language::russian ? "ru" : language == Language::kazakh ? "kk" : "en";
}

/// The key now and the way to read it again; the file has priority.
Result<void> set_key(HttpsOptions& options, const std::string& file, const KeySource& host_key) {
    if (file.empty() && !host_key)
        return Problem{Errc::missing_field, "cloud.key_file", "a file, or a host that supplies the key",
                       "neither"};
    if (file.empty()) {
        options.api_key = host_key();
        options.key_source = host_key;
        if (!options.api_key.empty()) return {};
        return Problem{Errc::missing_field, "cloud.key_file", "a key from the host", "none"};
    }
    auto key = read_key_file(file);
    if (!key) return key.error();
    options.api_key = std::move(key.value());
    options.key_source = [file] {
        auto now = read_key_file(file);
        return now ? std::move(*now) : std::string();
    };
    return {};
}

}  // namespace

Result<HttpsOptions> https_options(const Config& config, const KeySource& host_key) {
    HttpsOptions options;
    options.base_url = config.cloud.base_url;
    options.ca_file = config.cloud.ca_file;
    options.pins = config.cloud.pins;
    options.company_id = config.cloud.company_id;
    options.credential_header = config.cloud.credential_header;
    options.accept_language = language_tag(config.language);
    // More than replay uses at a time, so that a question always finds a free connection.
    options.max_connections = static_cast<std::size_t>(config.replay.parallel) + 4;
    const auto key = set_key(options, config.cloud.key_file, host_key);
    if (!key) return key.error();
    return options;
}

namespace {

/// The tool owns the database while it carries out an operator's command, so a busy database is tried again.
Result<std::unique_ptr<Outbox>> own_outbox(const Config& config) {
    const auto due = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    for (;;) {
        auto outbox = Outbox::open(outbox_options(config, false));
        const bool busy = !outbox && outbox.error().code == Errc::storage_busy;
        if (!busy || std::chrono::steady_clock::now() >= due) return outbox;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

}  // namespace

Outbox::Options outbox_options(const Config& config, bool read_only) {
    return {config.data_directory + "/tillpoints.db", config.data_directory + "/tillpoints.key", read_only};
}

CommandInbox::Options inbox_options(const Config& config, std::chrono::milliseconds patience) {
    return {config.data_directory + "/tillpoints.commands", config.data_directory + "/tillpoints.key",
            patience};
}

Result<std::unique_ptr<Runtime>> start_installation(Config config, LogCopy log_copy,
                                                    const KeySource& host_key) {
    const auto directory = make_directory(config.data_directory);
    if (!directory) return directory.error();
    auto options = https_options(config, host_key);
    if (!options) return options.error();
    auto outbox = own_outbox(config);
    if (!outbox) return outbox.error();
    auto log = Log::open(config.data_directory + "/tillpoints.log", config.log.level, config.log.max_bytes,
                         config.log.files, std::move(log_copy));
    if (!log) return log.error();
    const auto make_transport = [&](const boost::asio::any_io_executor& executor) {
        return make_https_transport(executor, std::move(options.value()));
    };
    // Short, because receipts wait for the same thread; the inbox is read again half a second later.
    auto commands = inbox_options(config, std::chrono::milliseconds(50));
    return Runtime::start(std::move(config), std::move(outbox.value()), std::move(commands), make_transport,
                          std::move(log.value()));
}

}  // namespace tillpoints::abi
