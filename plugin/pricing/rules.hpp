#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "protocol/money.hpp"
#include "protocol/till/events.hpp"

/// The exact allocation of a redemption over a fiscal receipt. Pure, integers only.
namespace tillpoints::pricing {

/// A shop's rules for what loyalty may touch; every member is a configuration setting.
struct Rules {
    Money floor{1};              ///< lowest unit price a discount may leave (0, 1 or 100)
    Money step{1};               ///< prices move in this step (1 kopeck; 100 in tenge or whole roubles)
    bool award_tobacco = false;  ///< tobacco is never discounted; true: still awarded
    bool exclude_gift_cards = true;
    bool exclude_advances = true;
    bool exclude_agent_goods = true;
    bool exclude_preferential_medicine = true;
    bool excluded_as_skip_total =
        false;  ///< true: excluded goods stay in `total` and go into skipLoyaltyTotal
    std::set<std::string> excluded_names;  ///< the shop's own list: position names, compared exactly
    std::int64_t step_budget = 2'000'000;  ///< search steps before a coarser answer is taken
};

/// Why a position takes no part, or only partly.
enum class Treatment { eligible, unredeemable, awarded_only, excluded };

struct Assessed {
    struct Line {
        till::Position position;
        Treatment treatment = Treatment::eligible;
        std::string reason;      ///< "tobacco", "unknown product type", ...; empty if eligible
        Money floor;             ///< lowest unit price for this line
        bool may_split = false;  ///< as far as the line itself goes; the host's Split decides the rest
    };
    std::vector<Line> lines;
    Money receipt_total;       ///< sum of all lines
    Money sent_total;          ///< what the cloud gets as `total`
    Money skip_total;          ///< ... as skipLoyaltyTotal
    Money unredeemable_total;  ///< ... as unredeemableTotal
    Money most;                ///< no redemption can exceed this (floors and unredeemable lines counted)
};

/// Sorts the positions of a receipt into what is sent to the cloud and what prices may move.
Assessed assess(const std::vector<till::Position>& positions, const Rules& rules);

}  // namespace tillpoints::pricing
