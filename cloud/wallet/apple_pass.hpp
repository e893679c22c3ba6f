#pragma once
#include <memory>

#include "cloud/wallet/pass_files.hpp"
#include "protocol/error.hpp"

namespace tillpoints::cloud {

/// Where the shop's own keys for Apple Wallet are, PEM.
struct ApplePassPaths {
    std::string certificate;   ///< for a pass type identifier, as Apple gave it
    std::string key;           ///< its private key, not encrypted
    std::string intermediate;  ///< Apple's WWDR certificate, which issued it
    std::string icon;          ///< PNG; empty: one of ours
};

/// Signs passes for Apple Wallet with the shop's keys. From any thread.
class ApplePassSigner {
  public:
    /// Reads the files and holds them against each other and against `now`. A problem names the file and what
    /// to do, and nothing of what the file holds.
    static Result<ApplePassSigner> read(const ApplePassPaths& paths, Timestamp now);

    const PassIssuer& issuer() const { return issuer_; }
    /// May be signed now? A certificate that ran out meanwhile signs nothing that a phone takes.
    bool valid_at(Timestamp now) const { return now < valid_until_; }
    /// The `.pkpass` file. Throws std::runtime_error.
    std::string pass_of(const WalletCard& card) const;

  private:
    struct Keys;
    ApplePassSigner() = default;

    std::shared_ptr<const Keys> keys_;
    PassIssuer issuer_;
    Timestamp valid_until_{};
    std::string icon_;
};

}  // namespace tillpoints::cloud
