#pragma once
#include "cloud/api/service.hpp"
#include "cloud/telegram/bot.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// Receives the updates that Telegram posts. An update is answered with 200 when what it does is durable, or
/// was before; everything else makes Telegram post it again. From any thread; all it is given must outlive
/// it.
class BotWebhook {
  public:
    /// `secret` is what setWebhook told Telegram.
    BotWebhook(Service& service, const Bot& bot, std::string secret);

    static bool has(const HttpRequest& request);
    /// Refuses whoever does not know the secret before the body is read.
    Admission admit(const HttpRequest& head) const;
    HttpAnswer serve(const HttpRequest& request) const;

  private:
    std::optional<HttpAnswer> refusal_of(const HttpRequest& head) const;

    Service& service_;
    const Bot& bot_;
    std::string secret_;
};

}  // namespace tillpoints::cloud
