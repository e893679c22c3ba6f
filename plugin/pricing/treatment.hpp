#pragma once
#include <string>

#include "plugin/pricing/rules.hpp"

namespace tillpoints::pricing {

/// How loyalty treats one position, and why. The reason is empty for an eligible one.
struct Verdict {
    Treatment treatment = Treatment::eligible;
    std::string reason;
};

/// What the register's raw product type says of the goods.
enum class Goods {
    plain,
    alcohol,
    tobacco,
    marked,  ///< any other goods that carry a marking code
    lottery,
    gift_card,
    advance,
    agent,
    preferential_medicine,
    unknown
};

Goods goods_of(const std::string& type);

/// Whether goods of this type carry a marking code, whatever the register says of the line.
bool carries_mark(const std::string& type);

Verdict judge(const till::Position& position, const Rules& rules);

}  // namespace tillpoints::pricing
