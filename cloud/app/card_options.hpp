#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cloud/app/listen_at.hpp"
#include "cloud/messages/permission.hpp"
#include "cloud/push/push_services.hpp"
#include "cloud/wallet/apple_pass.hpp"
#include "cloud/wallet/google_save.hpp"

namespace tillpoints::cloud {

/// What the command line says of customers' cards and of messages to customers.
struct CardOptions {
    std::optional<ListenAt> listen;   ///< absent: no cards
    bool tls = false;                 ///< also on the loopback address
    std::string url;                  ///< how customers reach it; empty: as it listens
    std::string pages;                ///< the folder of the built pages; empty: beside the program
    std::string hook;                 ///< a server of the shop that sends SMS or e-mail; empty: none
    std::string hook_ca;              ///< what to trust there; empty: what the system trusts
    std::string hook_key_file;        ///< its first line is the Authorization header; empty: none
    std::string telegram_name;        ///< of the bot, without '@'; empty: no bot
    std::string telegram_token_file;  ///< its first line is the bot's token
    std::string telegram_api;
    std::string telegram_webhook;  ///< how Telegram reaches the card, to post updates; empty: the bot polls
    std::string telegram_ca;       ///< what to trust there; empty: what the system trusts
    ApplePassPaths apple_pass;     ///< the shop's keys for passes in Apple Wallet; empty: no such passes
    GoogleWalletPaths google_wallet;  ///< empty: no cards there
    std::string push_key_file;  ///< of the shop's key for push services; empty: browsers are told nothing
    std::string push_contact;   ///< how a push service's people reach the shop
    PushServices push_services;
    MessagePolicy messages;
    std::string language = "ru";
};

void add_card(CLI::App& app, CardOptions& options);

}  // namespace tillpoints::cloud
