#pragma once
#include <string>

#include "protocol/loyalty/language.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::cloud {

/// What a wallet shows of one customer's card.
struct WalletCard {
    std::string code;    ///< what a till reads; it does not run out
    std::string number;  ///< the participant's
    std::string name;
    std::string shop;
    std::string tier;
    std::string points;  ///< as they are shown
    Timestamp as_of{};   ///< the moment of the points
    loyalty::Language language = loyalty::Language::russian;
    std::string logo{};  ///< the shop's, PNG; empty: none
};

}  // namespace tillpoints::cloud
