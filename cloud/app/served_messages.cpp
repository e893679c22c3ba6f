#include "cloud/app/served_messages.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "cloud/api/digest.hpp"
#include "cloud/app/secret_file.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds poll_wait{25};

std::string first_line(const std::string& path) {
    if (path.empty()) return {};
    std::ifstream in(path);
    std::string line;
    if (!std::getline(in, line) || line.empty()) throw std::runtime_error("nothing to read in " + path);
    return line;
}

}  // namespace

MessagePolicy policy_of(const CardOptions& options) {
    auto policy = options.messages;
    policy.hook = !options.hook.empty();
    policy.telegram = !options.telegram_name.empty();
    policy.push = !options.push_key_file.empty();
    return policy;
}

bool has_messages(const CardOptions& options) {
    return options.listen || !options.hook.empty() || !options.telegram_name.empty();
}

std::shared_ptr<const PushSettings> push_settings_of(const CardOptions& options) {
    const auto& path = options.push_key_file;
    if (path.empty()) return {};
    if (!std::filesystem::exists(path)) write_atomically(path, PushKey::new_pem());
    return std::make_shared<const PushSettings>(
        PushSettings{PushKey::read(path).value(), options.push_contact, options.push_services});
}

std::string card_secret(const std::string& key) {
    return keyed_sha256_hex(key, "customers' cards");
}

ServedMessages::ServedMessages(boost::asio::io_context& io, Service& service, const CardOptions& options,
                               const std::string& key, const std::string& data,
                               std::shared_ptr<const PushSettings> push)
    : push_(std::move(push)),
      codes_(card_secret(key)),
      bot_settings_{options.telegram_name, policy_of(options)},
      jobs_(service, policy_of(options)) {
    if (!options.hook.empty()) {
        hook_.emplace(io, parse_destination(options.hook).value(), OutboundOptions{options.hook_ca});
        hook_sender_.emplace(io, service, *hook_, first_line(options.hook_key_file));
    }
    if (push_) push_sender_.emplace(io, service, *push_);
    if (!options.telegram_name.empty()) serve_bot(io, service, options, data + "/telegram-webhook.secret");
}

void ServedMessages::serve_bot(boost::asio::io_context& io, Service& service, const CardOptions& options,
                               const std::string& secret_file) {
    const auto token = first_line(options.telegram_token_file);
    const auto url = options.telegram_api.empty() ? "https://api.telegram.org" : options.telegram_api;
    const auto api = parse_destination(url).value();
    OutboundOptions outbound{options.telegram_ca};
    sending_.emplace(io, api, outbound);
    bot_sender_.emplace(io, service, *sending_, token);
    if (!options.telegram_webhook.empty()) {
        const auto secret = ensure_secret(secret_file, service.randomness());
        webhook_.emplace(service, bot_, secret);
        webhook_watch_.emplace(io, *sending_, token,
                               WebhookAddress{webhook_url(options.telegram_webhook), secret});
        return;
    }
    // Only a webhook of this cloud is taken away: another program's may be meant.
    std::function<void()> webhook_ended;
    if (std::filesystem::exists(secret_file))
        webhook_ended = [secret_file] {
            std::error_code stays;
            std::filesystem::remove(secret_file, stays);
        };
    outbound.timeout = poll_wait + std::chrono::seconds(10);
    polling_.emplace(io, api, outbound);
    poller_.emplace(io, service, *polling_, token, bot_, poll_wait, std::move(webhook_ended));
}

}  // namespace tillpoints::cloud
