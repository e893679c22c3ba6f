#include "cloud/wallet/google_save.hpp"
#include "cloud/wallet/wallet_texts.hpp"

namespace tillpoints::cloud {
namespace {

Json loyalty_class(const GoogleWalletPaths& paths, const std::string& id, const WalletCard& card) {
    const auto logo = Json::object({{"sourceUri", Json::object({{"uri", paths.logo}})}});
    return Json::object({{"id", id},
                         {"issuerName", card.shop},
                         {"programName", card.shop},
                         {"programLogo", logo},
                         {"reviewStatus", "UNDER_REVIEW"}});
}

/// Short, because a link of more than 1800 characters is cut by some browsers.
Json loyalty_object(const GoogleWalletPaths& paths, const std::string& class_id, const WalletCard& card) {
    const auto shown = [](std::string label, const std::string& value) {
        return Json::object({{"label", std::move(label)}, {"balance", Json::object({{"string", value}})}});
    };
    const auto as_of =
        std::string(wallet_as_of.text.in(card.language)) + " " + to_text(card.as_of).substr(0, 10);
    return Json::object(
        {{"id", paths.issuer + ".card-" + card.number},
         {"classId", class_id},
         {"state", "ACTIVE"},
         {"accountId", card.number},
         {"accountName", card.name},
         {"barcode", Json::object({{"type", "QR_CODE"}, {"value", card.code}})},
         {"loyaltyPoints", shown(as_of, card.points)},
         {"secondaryLoyaltyPoints", shown(std::string(wallet_tier.text.in(card.language)), card.tier)}});
}

}  // namespace

Json save_claims(const GoogleWalletPaths& paths, const std::string& account, const std::string& origin,
                 const WalletCard& card, Timestamp now) {
    const auto class_id = paths.issuer + ".tillpoints";
    const auto issued = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    return Json::object(
        {{"iss", account},
         {"aud", "google"},
         {"typ", "savetowallet"},
         {"iat", issued},
         {"origins", Json::array().push(origin)},
         {"payload",
          Json::object({{"loyaltyClasses", Json::array().push(loyalty_class(paths, class_id, card))},
                        {"loyaltyObjects", Json::array().push(loyalty_object(paths, class_id, card))}})}});
}

}  // namespace tillpoints::cloud
