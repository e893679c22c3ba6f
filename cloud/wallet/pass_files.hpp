#pragma once
#include <map>
#include <string>

#include "cloud/wallet/wallet_card.hpp"

/// The files of a pass for Apple Wallet, before it is signed. Pure.
namespace tillpoints::cloud {

/// By their names in the pass.
using PassFiles = std::map<std::string, std::string>;

/// Whose passes they are, as the shop's certificate says.
struct PassIssuer {
    std::string pass_type;  ///< "pass.example.shop"
    std::string team;
};

/// `pass.json`, the texts in three languages and the pictures. `icon` is a PNG file; phones scale it.
PassFiles pass_files(const PassIssuer& issuer, const WalletCard& card, const std::string& icon);

/// Does this begin as a PNG file does?
bool is_png(std::string_view bytes);
/// A PNG file for shops that have none of their own.
std::string own_pass_icon();

}  // namespace tillpoints::cloud
