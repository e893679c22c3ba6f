#pragma once
#include <memory>

#include "cloud/wallet/wallet_card.hpp"
#include "protocol/error.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

/// What the shop has of Google Wallet.
struct GoogleWalletPaths {
    std::string key;     ///< the service account's file as Google gives it, JSON
    std::string issuer;  ///< the issuer's number in the Google Pay & Wallet console
    std::string logo;    ///< where Google finds the shop's logo, https://
};

/// What the link tells Google: the shop's class of cards and the customer's object of it. Pure. `account` is
/// the service account, `origin` the page that shows the link.
Json save_claims(const GoogleWalletPaths& paths, const std::string& account, const std::string& origin,
                 const WalletCard& card, Timestamp now);

/// Signs links by which customers save their card to Google Wallet. From any thread.
class GoogleSaveSigner {
  public:
    /// Reads and checks the key's file. A problem names the file and what to do, and nothing of what the file
    /// holds.
    static Result<GoogleSaveSigner> read(const GoogleWalletPaths& paths);

    /// "https://pay.google.com/gp/v/save/JWT". Throws std::runtime_error.
    std::string link_of(const WalletCard& card, const std::string& origin, Timestamp now) const;

  private:
    struct Key;
    GoogleSaveSigner() = default;

    std::shared_ptr<const Key> key_;
    GoogleWalletPaths paths_;
    std::string account_;
    std::string key_id_;
};

}  // namespace tillpoints::cloud
