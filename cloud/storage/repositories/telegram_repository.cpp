#include "cloud/storage/repositories/telegram_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t remembered = 100'000;

std::optional<TelegramChat> chat_in(Query& query) {
    if (!query.next()) return {};
    TelegramChat chat;
    chat.chat = query.integer();
    if (const auto customer = query.maybe_integer()) chat.customer = ParticipantId{*customer};
    chat.language = static_cast<loyalty::Language>(query.integer());
    chat.invitation = query.text();
    chat.open = query.integer() != 0;
    return chat;
}

}  // namespace

std::optional<TelegramChat> TelegramRepository::find(std::int64_t chat) {
    auto query = connection_.query(
        "SELECT chat, customer, language, invitation, is_open FROM telegram_chats WHERE chat = ?");
    query.bind(chat);
    return chat_in(query);
}

std::optional<TelegramChat> TelegramRepository::of_customer(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT chat, customer, language, invitation, is_open FROM telegram_chats WHERE customer = ?");
    query.bind(customer.value);
    return chat_in(query);
}

void TelegramRepository::set(const TelegramChat& chat) {
    if (chat.customer)
        connection_.query("DELETE FROM telegram_chats WHERE customer = ? AND chat <> ?")
            .bind(chat.customer->value)
            .bind(chat.chat)
            .run();
    connection_
        .query(
            "INSERT INTO telegram_chats (chat, customer, language, invitation, is_open) VALUES (?, ?, ?, ?,"
            " ?) ON CONFLICT (chat) DO UPDATE SET customer = excluded.customer, language ="
            " excluded.language, invitation = excluded.invitation, is_open = excluded.is_open")
        .bind(chat.chat)
        .bind(chat.customer ? std::optional(chat.customer->value) : std::nullopt)
        .bind(static_cast<std::int64_t>(chat.language))
        .bind(chat.invitation)
        .bind(chat.open ? 1 : 0)
        .run();
}

void TelegramRepository::remove_of_customer(ParticipantId customer) {
    connection_.query("DELETE FROM telegram_chats WHERE customer = ?").bind(customer.value).run();
}

void TelegramRepository::lock_updates(const std::string& bot) {
    // There must be a row to lock.
    connection_.query("INSERT INTO telegram_updates (bot, next) VALUES (?, 0) ON CONFLICT DO NOTHING")
        .bind(bot)
        .run();
    auto query = connection_.query("SELECT next FROM telegram_updates WHERE bot = ?" +
                                   std::string(connection_.row_lock()));
    query.bind(bot).next();
}

bool TelegramRepository::take_update(const std::string& bot, std::int64_t update) {
    auto known = connection_.query("SELECT number FROM telegram_handled WHERE bot = ? AND update_id = ?");
    if (known.bind(bot).bind(update).next()) return false;
    auto added =
        connection_.query("INSERT INTO telegram_handled (bot, update_id) VALUES (?, ?) RETURNING number");
    added.bind(bot).bind(update).next();
    const auto oldest = added.integer() - remembered;
    connection_.query("DELETE FROM telegram_handled WHERE number BETWEEN ? AND ?")
        .bind(oldest - 100)
        .bind(oldest)
        .run();
    return true;
}

}  // namespace tillpoints::cloud
