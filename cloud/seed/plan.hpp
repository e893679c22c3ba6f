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
    std::int64_t buyers = 0;
    std::int64_t purchases = 0;  ///< at least one by each buyer
    Money revenue;
    friend bool operator==(const SeedBucket&, const SeedBucket&) = default;
};

/// Customers who buy more than others, about equally often.
struct SeedGroup {
    std::int64_t buyers = 0;
    std::int64_t purchases = 0;
    Money least;  ///< that each of them spends
    Money revenue;
    friend bool operator==(const SeedGroup&, const SeedGroup&) = default;
};

/// Customers who bought once, stayed away and got a gift; some of them bought once more while it was valid.
struct SeedWinBack {
    std::int64_t gifts = 0;
    std::chrono::days silence{0};  ///< between the first purchase and the gift
    Money first_revenue;
    std::int64_t returned = 0;
    Money revenue;  ///< of those who returned
    friend bool operator==(const SeedWinBack&, const SeedWinBack&) = default;
};

/// How many customers, purchases and so on a seeded shop has, in the shape of a published deployment: its
/// counts come out exactly for as many contacts as it had.
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
    std::vector<SeedGroup> loyal;  ///< the best customers first
    SeedWinBack win_back;
    SeedBucket rest;  ///< its purchases are repeats too
    /// A repeat is bought by whoever has spent the least of so many. The more, the fewer customers climb to a
    /// tier that earns more.
    std::int64_t repeat_candidates = 1;
    std::int64_t cashiers = 0;
    Money turnover() const;
    friend bool operator==(const SeedPlan&, const SeedPlan&) = default;
};

inline constexpr std::int64_t fewest_contacts = 100;
inline constexpr std::int64_t max_contacts = 1'000'000;

/// The electronics deployment: 1455 contacts, of whom few buy twice; certificates, several sources.
SeedPlan electronics_plan(const Programme& programme, std::int64_t contacts, const Period& period);
/// The retail deployment in tenge: 6451 contacts, of whom the best buy again and again; invited customers
/// over five generations, win-back gifts, no receipt without a card.
SeedPlan retail_plan(const Programme& programme, std::int64_t contacts, const Period& period);

/// The plan for so many contacts, `fewest_contacts` to `max_contacts`, in the shape of the deployment that
/// the programme's currency belongs to.
SeedPlan plan_for(const Programme& programme, std::int64_t contacts, const Period& period);

}  // namespace tillpoints::cloud
