#pragma once
#include <chrono>
#include <optional>

#include "plugin/entries/entry.hpp"
#include "protocol/error.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::replay {

/// How long replay waits for what. Every value comes from the configuration.
struct Policy {
    std::chrono::milliseconds settle_horizon{90'000};  ///< absence is believed only after this long
    std::chrono::milliseconds look_margin{60'000};     ///< a look-up reaches this far before the first send
    std::chrono::milliseconds look_again{500};  ///< first pause between look-ups; doubles up to look_cap
    std::chrono::milliseconds look_cap{15'000};
    std::chrono::milliseconds retry_later{5'000};      ///< after 429 without Retry-After
    std::chrono::milliseconds longest_pause{600'000};  ///< however long the cloud asks for
    bool correct_returns = true;  ///< give back the difference a refund's proportion left
    std::chrono::milliseconds unproven_sale_age{86'400'000};  ///< see Config::Returns
    std::optional<loyalty::DiscountPolicy> programme = {};    ///< the cloud's; nothing: never heard
    /// How the provider refuses a purchase at full price that lacks the programme's discount.
    std::optional<Errc> missing_discount_refusal = {};
    /// By the terminal's clock: a look-up that began earlier proves no absence, whatever the entry says of
    /// its last send. A database that was restored does not know the last sends.
    Timestamp absence_from = {};
};

/// Now, by the terminal's clock, which may be wrong by years, and by the cloud's clock if it is known.
struct Now {
    Timestamp local;
    std::optional<Timestamp> cloud;
};

inline SentAt sent_at(Now now) {
    return {now.local, now.cloud};
}

/// Time since a send, never negative: by the cloud's clock where the send has it (nothing has passed until
/// the cloud's time is known again), else by the terminal's.
std::chrono::milliseconds since(const SentAt& sent, Now now);

}  // namespace tillpoints::replay
