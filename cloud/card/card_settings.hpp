#pragma once
#include <memory>
#include <string>

#include "cloud/messages/permission.hpp"
#include "http/page_origin.hpp"

namespace tillpoints::cloud {

class ApplePassSigner;
class GoogleSaveSigner;
struct PushSettings;

/// How the customers' card is served.
struct CardSettings {
    PageOrigin origin;          ///< what browsers may name as its host
    std::string url;            ///< how customers reach it, without a slash at its end: what links begin with
    std::string telegram_link;  ///< of the bot, such as "https://t.me/shop_bot"; empty: there is none
    MessagePolicy messages;
    std::string pictures{};  ///< the folder of the pictures' files; empty: none is shown
    loyalty::Language language = loyalty::Language::russian;  ///< of people who have not chosen one
    std::shared_ptr<const ApplePassSigner> apple_pass{};    ///< absent: the shop has no keys for such passes
    std::shared_ptr<const GoogleSaveSigner> google_save{};  ///< absent: the shop has no account there
    std::shared_ptr<const PushSettings> push{};             ///< absent: browsers are told nothing
};

/// The header in which the server tells a client's address.
inline constexpr auto card_peer_header = "Tillpoints-Peer";

}  // namespace tillpoints::cloud
