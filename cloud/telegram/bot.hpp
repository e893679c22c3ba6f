#pragma once
#include "cloud/card/membership.hpp"
#include "cloud/telegram/conversation.hpp"

namespace tillpoints::cloud {

/// How the bot is known.
struct BotSettings {
    std::string name;  ///< its user name, without '@': where links lead, and under which updates are counted
    MessagePolicy messages;
};

/// Does what the conversation decided, in one transaction with the note that the update was handled and the
/// messages that answer it: so an update is handled once, whatever crashes, in whatever order and by
/// whichever way updates come, and each answer is queued once. From any thread.
class Bot {
  public:
    Bot(const BotSettings& settings, const PhoneCodes& codes) : settings_(settings), codes_(codes) {}

    /// Handles an update; nothing if it was handled before.
    void handle(RequestContext& context, const BotUpdate& update) const;

  private:
    struct Turn;
    void act(Turn& turn, const BotAction& action) const;
    void act(Turn& turn, const OpenChat& action) const;
    void act(Turn& turn, const ConfirmPhone& action) const;
    void act(Turn& turn, const ChooseLanguage& action) const;
    void act(Turn& turn, const RatePurchase& action) const;
    void act(Turn& turn, const CloseChat& action) const;
    void act(Turn& turn, const SwitchOffers& action) const;
    void act(Turn& turn, const Show& action) const;
    void show_to(Turn& turn, const CustomerRecord& customer, Shown what) const;
    void show_card(Turn& turn, const CustomerRecord& customer) const;
    std::optional<CustomerRecord> customer_with(Turn& turn, const Phone& phone,
                                                const std::string& name) const;

    const BotSettings& settings_;
    const PhoneCodes& codes_;
};

}  // namespace tillpoints::cloud
