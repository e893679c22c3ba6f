#include "cloud/app/served_card.hpp"

#include "cloud/app/open_storage.hpp"
#include "cloud/app/served_messages.hpp"
#include "cloud/messages/templates.hpp"
#include "cloud/outbound/destination.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_of_address = 64;
constexpr std::chrono::seconds between_stores{10};

CardSettings settings_of(const CardOptions& options, const std::string& pictures) {
    CardSettings settings;
    settings.pictures = pictures;
    settings.messages = policy_of(options);
    if (!options.telegram_name.empty()) settings.telegram_link = "https://t.me/" + options.telegram_name;
    settings.language = language_named(options.language).value();
    // Their certificates run out by real time, whatever time the database has.
    if (!options.apple_pass.certificate.empty())
        settings.apple_pass = std::make_shared<const ApplePassSigner>(
            ApplePassSigner::read(options.apple_pass, system_time()).value());
    if (!options.google_wallet.key.empty())
        settings.google_save =
            std::make_shared<const GoogleSaveSigner>(GoogleSaveSigner::read(options.google_wallet).value());
    return settings;
}

}  // namespace

ServedCard::ServedCard(boost::asio::io_context& io, Service& service, const CardOptions& options,
                       const std::string& key, const ServerIdentity& identity, const std::string& pictures,
                       const BotWebhook* bot, std::shared_ptr<const PushSettings> push)
    : settings_(settings_of(options, pictures)),
      files_(options.pages.empty() ? PageFiles::folder_beside_program("cloud-pages") : options.pages),
      views_(service),
      api_(service, card_secret(key), settings_, files_, views_),
      bot_(bot),
      calls_(
          io, {1, 2},
          [this](const std::vector<HttpRequest>& requests) { return std::vector{serve(requests.front())}; }),
      storing_views_("views of the card", between_stores, [this] {
          views_.store();
          return false;
      }) {
    settings_.push = std::move(push);
    listen(io, options, identity);
}

bool ServedCard::is_for_bot(const HttpRequest& request) const {
    return bot_ && BotWebhook::has(request);
}

HttpAnswer ServedCard::serve(const HttpRequest& request) {
    return is_for_bot(request) ? bot_->serve(request) : api_.serve_call(request);
}

void ServedCard::listen(boost::asio::io_context& io, const CardOptions& options,
                        const ServerIdentity& identity) {
    ServerOptions port{options.listen->address, options.listen->port};
    const bool tls = options.tls || !is_loopback_address(options.listen->address);
    if (tls) port.tls = identity;
    port.peer_header = card_peer_header;
    port.max_connections_of_address = most_of_address;
    port.admission_check = [this](const HttpRequest& head) {
        return is_for_bot(head) ? bot_->admit(head) : api_.admit(head);
    };
    server_ = std::make_unique<Server>(io, std::move(port),
                                       [this](HttpRequest request, std::function<void(Reply)> done) {
                                           if (CardApi::is_call(request) || is_for_bot(request))
                                               return calls_.add(std::move(request), std::move(done));
                                           done(api_.serve_file(request));
                                       });
    settings_.origin = page_origin(tls, options.listen->address, server_->port(), {});
    const auto shown = options.listen->address.find(':') == std::string::npos
                           ? options.listen->address
                           : "[" + options.listen->address + "]";
    settings_.url = settings_.origin.scheme + "://" + shown + ":" + std::to_string(server_->port());
    if (options.url.empty()) return;
    settings_.url = options.url;
    while (settings_.url.ends_with('/')) settings_.url.pop_back();
    const auto reached = parse_destination(settings_.url).value();
    const auto colon = reached.host.find(':') != std::string::npos;
    settings_.origin.hosts.insert((colon ? "[" + reached.host + "]" : reached.host) + ":" +
                                  std::to_string(reached.port));
}

}  // namespace tillpoints::cloud
