#include "plugin/abi/installation.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "plugin/log/log.hpp"
#include "plugin/transport/https.hpp"

namespace tillpoints::abi {
namespace {

Result<void> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return Problem{Errc::storage_failed, "data_directory", "a directory that can be made", std::strerror(errno)};
}

std::string language_tag(Language language) {
    return language == Language::russian ? "ru" : language == Language::kazakh ? "kk" : "en";
}

Result<HttpsOptions> https_options(const Config& config) {
    HttpsOptions options;
    options.base_url = config.cloud.base_url;
    options.ca_file = config.cloud.ca_file;
    options.pins = config.cloud.pins;
    options.company_id = config.cloud.company_id;
    options.credential_header = config.cloud.credential_header;
    options.accept_language = language_tag(config.language);
    auto key = read_key_file(config.cloud.key_file);
    if (!key) return key.error();
    options.api_key = std::move(key.value());
    return options;
}

}  // namespace

Outbox::Options outbox_options(const Config& config, bool read_only) {
    return {config.data_directory + "/tillpoints.db", config.data_directory + "/tillpoints.key", read_only};
}

CommandBox::Options box_options(const Config& config) {
    return {config.data_directory + "/tillpoints.commands", config.data_directory + "/tillpoints.key"};
}

Result<std::unique_ptr<Runtime>> start_installation(Config config, LogCopy log_copy) {
    const auto directory = make_directory(config.data_directory);
    if (!directory) return directory.error();
    auto options = https_options(config);
    if (!options) return options.error();
    auto outbox = Outbox::open(outbox_options(config, false));
    if (!outbox) return outbox.error();
    auto log = Log::open(config.data_directory + "/tillpoints.log", config.log.level, config.log.max_bytes, config.log.files,
                         std::move(log_copy));
    if (!log) return log.error();
    const auto make_transport = [&](boost::asio::any_io_executor executor) {
        return make_https_transport(std::move(executor), std::move(options.value()));
    };
    return Runtime::start(std::move(config), std::move(outbox.value()), make_transport, std::move(log.value()));
}

}  // namespace tillpoints::abi
