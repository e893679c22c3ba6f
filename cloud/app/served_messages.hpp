#pragma once
#include <optional>

#include "cloud/app/card_options.hpp"
#include "cloud/messages/hook_sender.hpp"
#include "cloud/messages/message_jobs.hpp"
#include "cloud/push/push_sender.hpp"
#include "cloud/telegram/bot_poller.hpp"
#include "cloud/telegram/bot_sender.hpp"
#include "cloud/telegram/bot_webhook.hpp"
#include "cloud/telegram/webhook_watch.hpp"

namespace tillpoints::cloud {

/// What the shop's options allow of messages.
MessagePolicy policy_of(const CardOptions& options);
/// Are there cards, a bot or a hook, so that there is anything to send?
bool has_messages(const CardOptions& options);

/// How browsers are told; nothing if they are not. The key is made where its file is not there yet. Throws
/// ProblemError if the file holds no such key, std::runtime_error if it cannot be written.
std::shared_ptr<const PushSettings> push_settings_of(const CardOptions& options);

/// What keys the hashes of phones, one-time codes and PINs: it follows from the company's key, so that
/// processes on one database understand each other.
std::string card_secret(const std::string& key);

/// The senders of messages to customers, and the bot, while the program serves. All it is given must outlive
/// it. Throws what OutboundClient throws, std::runtime_error if a file is empty.
class ServedMessages {
  public:
    /// In the folder `data` stands the secret of the bot's webhook, as long as one is set.
    ServedMessages(boost::asio::io_context& io, Service& service, const CardOptions& options,
                   const std::string& key, const std::string& data, std::shared_ptr<const PushSettings> push);

    /// What receives the bot's updates; nothing if it polls for them, or there is none.
    const BotWebhook* webhook() const { return webhook_ ? &*webhook_ : nullptr; }

  private:
    void serve_bot(boost::asio::io_context& io, Service& service, const CardOptions& options,
                   const std::string& secret_file);

    std::optional<OutboundClient> hook_;
    std::optional<HookSender> hook_sender_;
    std::shared_ptr<const PushSettings> push_;
    std::optional<PushSender> push_sender_;
    PhoneCodes codes_;
    BotSettings bot_settings_;
    Bot bot_{bot_settings_, codes_};
    std::optional<OutboundClient> polling_;  ///< whose answers take long
    std::optional<OutboundClient> sending_;
    std::optional<BotPoller> poller_;
    std::optional<BotWebhook> webhook_;
    std::optional<WebhookWatch> webhook_watch_;
    std::optional<BotSender> bot_sender_;
    MessageJobs jobs_;
};

}  // namespace tillpoints::cloud
