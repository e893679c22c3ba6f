#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/json.hpp"

/// What the Bot API tells, as far as the bot needs it. Pure.
namespace tillpoints::cloud {

/// A contact that somebody shared.
struct SharedContact {
    std::string phone;  ///< as Telegram has it, with or without '+'
    std::string name;
    std::optional<std::int64_t> user;  ///< whose contact it is, if that person has Telegram
};

/// One update. All of it is input from outside.
struct BotUpdate {
    std::int64_t id = 0;
    std::optional<std::int64_t> chat;  ///< absent: nothing that the bot handles
    bool is_private = false;           ///< a chat with one person, not a group
    std::int64_t from = 0;
    std::string language;  ///< of the person's Telegram: "ru"
    std::string text;
    std::optional<SharedContact> contact;
    std::string button;       ///< the data of a pressed button under a message
    std::string button_call;  ///< what its press is answered by
    bool left = false;        ///< the person blocked the bot
};

/// Nothing without an id: then nothing can be said of it, not even that it was handled.
std::optional<BotUpdate> read_update(const Json& json);

/// The updates in an answer of getUpdates, in order; those that cannot be read have only their id.
std::vector<BotUpdate> read_updates(const Json& answer);

}  // namespace tillpoints::cloud
