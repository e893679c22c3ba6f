#include "tests/unit/pricing/exhaustive.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "tests/unit/pricing/soak.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

constexpr std::int64_t quantities[] = {1000, 2000, 3000, 500, 437, 1333};
constexpr till::Split modes[] = {till::Split::none, till::Split::pieces, till::Split::any};

std::string describe(const std::vector<Sold>& lines, std::int64_t asked, till::Split split,
                     const Limits& limits) {
    std::ostringstream out;
    for (const auto& line : lines) out << line.price << " x " << line.thousandths << "/1000, ";
    out << "redeem " << asked << ", split mode " << static_cast<int>(split) << ", floor " << limits.floor
        << ", step " << limits.step;
    return out.str();
}

/// One receipt under one set of rules, with everything that can be done to its lines.
struct Comparison {
    const std::vector<Sold>& lines;
    till::Split split;
    const Limits& limits;
    Ways ways;
};

Rules rules_of(const Limits& limits) {
    Rules out;
    out.floor = Money(limits.floor);
    out.step = Money(limits.step);
    return out;
}

/// Whether the solver's answer for one redemption is the best one.
bool is_best(const Comparison& what, const Assessed& assessed, const Rules& rules, std::int64_t asked) {
    const auto best = search_everything(what.lines, what.ways, asked);
    const auto got =
        worth_of(what.lines, allocate(assessed, Money(asked), what.split, rules), asked, what.limits);
    if (got == best) return true;
    UNSCOPED_INFO(describe(what.lines, asked, what.split, what.limits)
                  << ": sum " << got.sum << " of " << best.sum << ", splits " << got.splits << " of "
                  << best.splits << ", deviation " << got.deviation << " of " << best.deviation);
    return false;
}

bool is_best(const Comparison& what, std::int64_t asked) {
    const auto rules = rules_of(what.limits);
    return is_best(what, assess(receipt(what.lines), rules), rules, asked);
}

/// How many redemptions from nothing to everything get an answer that is not the best one.
int differences(const Comparison& what) {
    const auto rules = rules_of(what.limits);
    const auto assessed = assess(receipt(what.lines), rules);
    int wrong = 0;
    for (std::int64_t asked = 0; asked <= total_of(what.lines); ++asked)
        wrong += is_best(what, assessed, rules, asked) ? 0 : 1;
    return wrong;
}

std::vector<Sold> every_line() {
    std::vector<Sold> out;
    for (const auto thousandths : quantities)
        for (std::int64_t price = 1; price <= 12; ++price) out.push_back({price, thousandths});
    return out;
}

/// The ways to cut a line, each worked out once.
class KnownCuts {
  public:
    KnownCuts(till::Split split, const Limits& limits) : split_(split), limits_(limits) {}
    const std::map<std::int64_t, int>& of(const Sold& line) {
        const auto [at, fresh] = known_.try_emplace({line.price, line.thousandths});
        if (fresh) at->second = every_cut(line, split_, limits_);
        return at->second;
    }
    Ways of(const std::vector<Sold>& lines) {
        Ways out;
        for (const auto& line : lines) out.push_back(&of(line));
        return out;
    }

  private:
    till::Split split_;
    Limits limits_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::map<std::int64_t, int>> known_;
};

struct Seeded {
    int receipts;
    std::int64_t fewest_lines;
    std::int64_t most_lines;
    std::int64_t most_price;
    Limits limits;
};

class Receipts {
  public:
    Receipts(const Seeded& what, std::vector<std::int64_t> among, std::uint64_t seed)
        : what_(what), among_(std::move(among)), random_(seed) {}

    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound));
    }
    std::vector<Sold> next() {
        std::vector<Sold> out;
        for (auto i = what_.fewest_lines + below(what_.most_lines - what_.fewest_lines + 1); i > 0; --i)
            out.push_back({1 + below(what_.most_price), among_[std::size_t(below(std::ssize(among_)))]});
        return out;
    }

  private:
    Seeded what_;
    std::vector<std::int64_t> among_;
    std::mt19937_64 random_;
};

/// Answers how many redemptions it compared.
std::int64_t compare_every_redemption(const Seeded& what, const std::vector<std::int64_t>& among,
                                      std::uint64_t seed) {
    std::int64_t compared = 0;
    Receipts receipts(what, among, seed);
    std::vector<KnownCuts> cuts;
    for (const auto split : modes) cuts.emplace_back(split, what.limits);
    for (int n = 0; n < what.receipts; ++n) {
        const auto lines = receipts.next();
        for (std::size_t mode = 0; mode < std::size(modes); ++mode)
            REQUIRE(differences({lines, modes[mode], what.limits, cuts[mode].of(lines)}) == 0);
        compared += std::ssize(modes) * (total_of(lines) + 1);
    }
    return compared;
}

void compare_one_redemption(const Seeded& what, const std::vector<std::int64_t>& among, std::uint64_t seed) {
    Receipts receipts(what, among, seed);
    std::vector<KnownCuts> cuts;
    for (const auto split : modes) cuts.emplace_back(split, what.limits);
    for (int n = 0; n < what.receipts; ++n) {
        const auto lines = receipts.next();
        const auto asked = receipts.below(total_of(lines) + 1);
        for (std::size_t mode = 0; mode < std::size(modes); ++mode)
            REQUIRE(is_best({lines, modes[mode], what.limits, cuts[mode].of(lines)}, asked));
    }
}

}  // namespace

TEST_CASE("every receipt of one or two small lines gets the best answer there is, for every redemption") {
    const auto lines = every_line();
    const Limits limits{GENERATE(1, 0), GENERATE(1, 2, 5)};
    for (const auto split : modes) {
        KnownCuts cuts(split, limits);
        for (std::size_t a = 0; a < lines.size(); ++a) {
            const std::vector alone{lines[a]};
            REQUIRE(differences({alone, split, limits, cuts.of(alone)}) == 0);
            for (std::size_t b = a; b < lines.size(); ++b) {
                const std::vector both{lines[a], lines[b]};
                REQUIRE(differences({both, split, limits, cuts.of(both)}) == 0);
            }
        }
    }
}

TEST_CASE(
    "seeded receipts of three and four lines get the best answer there is, for every redemption in every "
    "split mode") {
    const std::vector<std::int64_t> among(std::begin(quantities), std::end(quantities));
    const auto compared =
        compare_every_redemption({100'000 * soak_factor(), 3, 4, 40, {}}, among, 20'210'430);
    CHECK(compared > 29'000'000);
}

TEST_CASE("longer receipts, other steps and floors get the best answer there is") {
    const std::vector<std::int64_t> among{1000, 2000, 3000, 4000,   6000, 10'000,
                                          437,  1333, 2500, 10'001, 7770};
    compare_one_redemption({300 * soak_factor(), 2, 8, 60, {0, 1}}, among, 1);
    compare_one_redemption({300 * soak_factor(), 2, 8, 60, {3, 7}}, among, 2);
    compare_one_redemption({300 * soak_factor(), 1, 6, 120, {1, 10}}, among, 3);
    compare_one_redemption({300 * soak_factor(), 2, 6, 60, {1, 1}}, {2000, 4000, 6000, 10'000, 10'001, 1500},
                           4);
}
