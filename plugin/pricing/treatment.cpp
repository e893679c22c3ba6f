#include "plugin/pricing/treatment.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "protocol/till/amounts.hpp"

namespace tillpoints::pricing {
namespace {

struct Known {
    std::string_view type;
    Goods goods;
};

/// The register's product types, and the four that adapters give lines which registers tell by other means
/// (settlement method, agent requisites, the preferential prescription flag).
constexpr std::array known_types{
    Known{"NORMAL", Goods::plain},
    Known{"SERVICE", Goods::plain},
    Known{"ALCOHOL_MARKED", Goods::alcohol},
    Known{"ALCOHOL_NOT_MARKED", Goods::alcohol},
    Known{"BEER_MARKED", Goods::alcohol},
    Known{"BEER_MARKED_KEG", Goods::alcohol},
    Known{"TOBACCO_MARKED", Goods::tobacco},
    Known{"TOBACCO_PRODUCTS_MARKED", Goods::tobacco},
    Known{"MEDICINE_MARKED", Goods::marked},
    Known{"SHOES_MARKED", Goods::marked},
    Known{"TYRES_MARKED", Goods::marked},
    Known{"PERFUME_MARKED", Goods::marked},
    Known{"PHOTOS_MARKED", Goods::marked},
    Known{"LIGHT_INDUSTRY_MARKED", Goods::marked},
    Known{"DAIRY_MARKED", Goods::marked},
    Known{"WATER_MARKED", Goods::marked},
    Known{"BIKE_MARKED", Goods::marked},
    Known{"JEWELRY_MARKED", Goods::marked},
    Known{"FUR_MARKED", Goods::marked},
    Known{"ANTISEPTIC_MARKED", Goods::marked},
    Known{"DIETARY_SUPPLEMENTS_MARKED", Goods::marked},
    Known{"JUICE_MARKED", Goods::marked},
    Known{"WHEELCHAIRS_MARKED", Goods::marked},
    Known{"MEDICAL_DEVICES_MARKED", Goods::marked},
    Known{"LOTTERY_TICKET", Goods::lottery},
    Known{"LOTTERY_PRIZE", Goods::lottery},
    Known{"GIFT_CARD", Goods::gift_card},
    Known{"ADVANCE", Goods::advance},
    Known{"AGENT_GOODS", Goods::agent},
    Known{"PREFERENTIAL_MEDICINE", Goods::preferential_medicine},
};

Verdict excluded(std::string reason) {
    return {Treatment::excluded, std::move(reason)};
}

Verdict judge_goods(const till::Position& position, Goods goods, const Rules& rules) {
    switch (goods) {
        case Goods::unknown:
            return excluded("unknown product type");
        case Goods::tobacco:
            return {rules.award_tobacco ? Treatment::awarded_only : Treatment::excluded, "tobacco"};
        case Goods::lottery:
            return excluded("lottery");
        case Goods::alcohol:
            if (!position.min_price) return excluded("alcohol without a minimum price");
            break;
        case Goods::gift_card:
            if (rules.exclude_gift_cards) return excluded("gift card");
            break;
        case Goods::advance:
            if (rules.exclude_advances) return excluded("advance");
            break;
        case Goods::agent:
            if (rules.exclude_agent_goods) return excluded("agent's goods");
            break;
        case Goods::preferential_medicine:
            if (rules.exclude_preferential_medicine) return excluded("preferential medicine");
            break;
        case Goods::plain:
            if (position.marked) return excluded("marking code on a product type without marks");
            break;
        case Goods::marked:
            break;
    }
    return {};
}

}  // namespace

Goods goods_of(const std::string& type) {
    const auto* found = std::find_if(known_types.begin(), known_types.end(),
                                     [&](const Known& known) { return known.type == type; });
    return found == known_types.end() ? Goods::unknown : found->goods;
}

bool carries_mark(const std::string& type) {
    return type.find("_MARKED") != std::string::npos && type != "ALCOHOL_NOT_MARKED";
}

Verdict judge(const till::Position& position, const Rules& rules) {
    const auto amounts = till::amounts_of(position);
    if (amounts == till::Amounts::disagree) return excluded(std::string(reason_of(amounts)));
    if (position.excluded) return excluded("excluded by the register");
    auto verdict = judge_goods(position, goods_of(position.type), rules);
    if (verdict.treatment != Treatment::eligible) return verdict;
    if (rules.excluded_names.contains(position.name)) return excluded("the shop's list");
    if (position.unredeemable) return {Treatment::unredeemable, "bundle or promotion"};
    // No price in whole minor units gives such a line's sum, so none can give a lower one of known size.
    if (amounts == till::Amounts::rounded_price)
        return {Treatment::awarded_only, std::string(reason_of(amounts))};
    return {};
}

}  // namespace tillpoints::pricing
