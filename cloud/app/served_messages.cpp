#include "cloud/app/served_messages.hpp"

#include <fstream>
#include <stdexcept>

#include "cloud/api/digest.hpp"

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
    return policy;
}

bool has_messages(const CardOptions& options) {
    return options.listen || !options.hook.empty() || !options.telegram_name.empty();
}

std::string card_secret(const std::string& key) {
    return keyed_sha256_hex(key, "customers' cards");
}

ServedMessages::ServedMessages(boost::asio::io_context& io, Service& service, const CardOptions& options,
                               const std::string& key)
    : codes_(card_secret(key)),
      bot_settings_{options.telegram_name, policy_of(options)},
      jobs_(service, policy_of(options)) {
    if (!options.hook.empty()) {
        hook_.emplace(io, parse_destination(options.hook).value(), OutboundOptions{options.hook_ca});
        hook_sender_.emplace(io, service, *hook_, first_line(options.hook_key_file));
    }
    if (!options.telegram_name.empty()) serve_bot(io, service, options);
}

void ServedMessages::serve_bot(boost::asio::io_context& io, Service& service, const CardOptions& options) {
    const auto token = first_line(options.telegram_token_file);
    const auto url = options.telegram_api.empty() ? "https://api.telegram.org" : options.telegram_api;
    const auto api = parse_destination(url).value();
    OutboundOptions outbound{options.telegram_ca};
    sending_.emplace(io, api, outbound);
    outbound.timeout = poll_wait + std::chrono::seconds(10);
    polling_.emplace(io, api, outbound);
    poller_.emplace(io, service, *polling_, token, bot_settings_, bot_, poll_wait);
    bot_sender_.emplace(io, service, *sending_, token);
}

}  // namespace tillpoints::cloud
