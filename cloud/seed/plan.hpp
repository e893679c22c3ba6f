#pragma once
#include <string>
#include <vector>

#include "cloud/ledger/report_rows.hpp"
#include "cloud/programme/programme.hpp"

namespace tillpoints::cloud {

/// Customers and purchases of one source.
struct SeedBucket {
    std::string promo_code;  ///< empty: none, or not by a source
    std::int64_t joined = 0;
    std::int64_t purchases = 0;  ///< each by a customer of its own
    Money revenue;
    friend bool operator==(const SeedBucket&, const SeedBucket&) = default;
};

/// How many customers, purchases and so on a seeded shop has, in the shape of the electronics deployment,
/// whose counts come out exactly for its 1455 contacts.
struct SeedPlan {
    Period period;
    std::int64_t contacts = 0;
    std::int64_t members = 0;  ///< the others are known by phone only
    std::int64_t buyers = 0;
    std::int64_t purchases = 0;          ///< unrefunded
    std::int64_t refunds = 0;            ///< purchases besides, refunded whole
    std::vector<std::int64_t> referral;  ///< newcomers by generation
    std::int64_t certificates = 0;
    std::int64_t ratings = 0;
    std::int64_t reviews = 0;  ///< of them with a comment
    std::int64_t bare_receipts = 0;
    Money bare_turnover;
    Percent discount;  ///< points and certificate points of the turnover
    SeedBucket by_certificate;
    SeedBucket by_referral;
    std::vector<SeedBucket> sources;
    SeedBucket rest;  ///< its purchases are repeats too
    std::int64_t cashiers = 0;
    Money turnover() const;
    friend bool operator==(const SeedPlan&, const SeedPlan&) = default;
};

inline constexpr std::int64_t fewest_contacts = 100;
inline constexpr std::int64_t max_contacts = 1'000'000;

/// The plan for so many contacts, `fewest_contacts` to `most_contacts`.
SeedPlan plan_for(const Programme& programme, std::int64_t contacts, const Period& period);

}  // namespace tillpoints::cloud
