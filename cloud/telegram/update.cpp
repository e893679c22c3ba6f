#include "cloud/telegram/update.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

const Json* inside(const Json* json, std::string_view key) {
    return json ? json->find(key) : nullptr;
}

std::optional<std::int64_t> number_in(const Json* json, std::string_view key) {
    const auto* found = inside(json, key);
    return found && found->number() ? parse_decimal(found->number()->digits, 0, Rounding::exact)
                                    : std::nullopt;
}

std::string text_in(const Json* json, std::string_view key) {
    const auto* found = inside(json, key);
    return found && found->string() ? *found->string() : std::string();
}

void read_from(BotUpdate& update, const Json* sender) {
    update.from = number_in(sender, "id").value_or(0);
    update.language = text_in(sender, "language_code").substr(0, 2);
}

void read_chat(BotUpdate& update, const Json* chat) {
    update.chat = number_in(chat, "id");
    update.is_private = text_in(chat, "type") == "private";
}

void read_contact(BotUpdate& update, const Json* contact) {
    if (!contact || !contact->members()) return;
    auto name = text_in(contact, "first_name");
    if (const auto last = text_in(contact, "last_name"); !last.empty()) name += " " + last;
    update.contact =
        SharedContact{text_in(contact, "phone_number"), std::move(name), number_in(contact, "user_id")};
}

}  // namespace

std::optional<BotUpdate> read_update(const Json& json) {
    const auto id = number_in(&json, "update_id");
    if (!id) return {};
    BotUpdate update;
    update.id = *id;
    if (const auto* message = json.find("message")) {
        read_chat(update, message->find("chat"));
        read_from(update, message->find("from"));
        update.text = text_in(message, "text");
        read_contact(update, message->find("contact"));
    } else if (const auto* press = json.find("callback_query")) {
        read_chat(update, inside(press->find("message"), "chat"));
        read_from(update, press->find("from"));
        update.button = text_in(press, "data");
        update.button_call = text_in(press, "id");
    } else if (const auto* member = json.find("my_chat_member")) {
        read_chat(update, member->find("chat"));
        read_from(update, member->find("from"));
        const auto status = text_in(member->find("new_chat_member"), "status");
        update.left = status == "kicked" || status == "left";
        if (!update.left) update.chat.reset();
    }
    return update;
}

std::vector<BotUpdate> read_updates(const Json& answer) {
    std::vector<BotUpdate> out;
    const auto* result = answer.find("result");
    if (!result || !result->items()) return out;
    for (const auto& each : *result->items())
        if (auto update = read_update(each)) out.push_back(std::move(*update));
    return out;
}

}  // namespace tillpoints::cloud
