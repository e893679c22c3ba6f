#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "protocol/money.hpp"

namespace tillpoints::cloud::test {

/// A deployment's rules, written down a second time so that what the cloud does is not compared with itself.
struct ShopRules {
    struct Level {
        Money from;             ///< money spent before
        std::int64_t rate = 0;  ///< hundredths of a percent
        std::int64_t limit = 0;
    };
    struct Source {
        std::string promo_code;
        std::string name;
    };
    std::string programme;  ///< the file
    std::chrono::minutes utc_offset{0};
    Points welcome;
    std::vector<Level> levels;
    Points for_a_friend;
    std::vector<std::int64_t> circles;  ///< hundredths of a percent, the inviter first
    std::int64_t staff = 0;             ///< hundredths of a percent
    bool expires = false;               ///< twelve months after joining or the last purchase
    bool birthdays = false;
    bool win_back = false;
    std::vector<Source> sources;
};

inline ShopRules electronics_shop() {
    return {"electronics.json",
            std::chrono::hours(3),
            Points(500'00),
            {{Money(), 100, 1000},
             {Money(100'000'00), 200, 2000},
             {Money(300'000'00), 300, 3000},
             {Money(1'000'000'00), 500, 5000}},
            Points(500'00),
            {150, 100, 50},
            10,
            true,
            true,
            false,
            {{"instagram", "Instagram"}, {"vk", "VKontakte"}, {"channel", "Telegram channel"}}};
}

inline ShopRules retail_shop() {
    return {"retail-tenge.json",
            std::chrono::hours(5),
            Points(500'00),
            {{Money(), 700, 10'000}, {Money(200'000'00), 1000, 10'000}, {Money(1'000'000'00), 1500, 10'000}},
            Points(1'000'00),
            {500},
            0,
            false,
            false,
            true,
            {{"instagram", "Instagram"}, {"platform", "Platform"}}};
}

}  // namespace tillpoints::cloud::test
