#pragma once
#include <array>
#include <string>

#include "protocol/loyalty/language.hpp"

/// What a card in a wallet says beside its figures. Pure.
namespace tillpoints::cloud {

/// A text and the key by which a pass names it.
struct WalletText {
    std::string_view key;
    loyalty::Phrase text;
};

inline constexpr WalletText wallet_points{"text.points", {"Points", "Баллы", "Баллдар"}};
inline constexpr WalletText wallet_tier{"text.tier", {"Level", "Уровень", "Деңгей"}};
inline constexpr WalletText wallet_name{"text.name", {"Name", "Имя", "Аты"}};
inline constexpr WalletText wallet_number{"text.number", {"Number", "Номер", "Нөмір"}};
inline constexpr WalletText wallet_as_of{"text.as_of", {"Points as of", "Баллы на", "Баллдар күні"}};
inline constexpr WalletText wallet_description{"text.description",
                                               {"Loyalty card", "Карта клиента", "Клиент картасы"}};
inline constexpr WalletText wallet_use{
    "text.use",
    {"Show the code to the cashier before you pay. What you have now is in your card on the shop's page.",
     "Покажите код кассиру до оплаты. Сколько баллов сейчас, видно в карте на странице магазина.",
     "Төлемге дейін кодты кассирге көрсетіңіз. Қазіргі баллдар дүкен бетіндегі картада көрсетілген."}};
inline constexpr WalletText wallet_use_title{"text.use_title", {"At the till", "На кассе", "Кассада"}};

inline constexpr std::array wallet_texts{wallet_points, wallet_tier,        wallet_name, wallet_number,
                                         wallet_as_of,  wallet_description, wallet_use,  wallet_use_title};

/// All texts as a `pass.strings` file in this language.
std::string pass_strings(loyalty::Language language);

}  // namespace tillpoints::cloud
