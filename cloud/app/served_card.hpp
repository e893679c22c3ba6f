#pragma once
#include <memory>

#include "cloud/app/card_options.hpp"
#include "cloud/card/card_api.hpp"
#include "cloud/jobs/regular_work.hpp"
#include "cloud/telegram/bot_webhook.hpp"
#include "http/request_batcher.hpp"
#include "http/server.hpp"

namespace tillpoints::cloud {

/// Customers' cards while the program serves. All it is given must outlive it.
class ServedCard {
  public:
    /// `pictures` is the folder of their files. `bot` receives the bot's updates at this port; null: none
    /// does. Throws what Server throws.
    ServedCard(boost::asio::io_context& io, Service& service, const CardOptions& options,
               const std::string& key, const ServerIdentity& identity, const std::string& pictures,
               const BotWebhook* bot, std::shared_ptr<const PushSettings> push);

    std::uint16_t port() const { return server_->port(); }
    const std::string& url() const { return settings_.url; }

  private:
    bool is_for_bot(const HttpRequest& request) const;
    HttpAnswer serve(const HttpRequest& request);
    void listen(boost::asio::io_context& io, const CardOptions& options, const ServerIdentity& identity);

    CardSettings settings_;
    PageFiles files_;
    CardViews views_;
    CardApi api_;
    const BotWebhook* bot_;
    /// Calls wait for the disk, and keep no terminal waiting meanwhile.
    RequestBatcher calls_;
    std::unique_ptr<Server> server_;
    RegularWork storing_views_;
};

}  // namespace tillpoints::cloud
