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

/// Whether the solver's answer for one redemption is the best one.
bool is_best(const std::vector<Sold>& lines, std::int64_t asked, till::Split split, const Limits& limits,
             const Ways& ways) {
    Rules rules;
    rules.floor = Money(limits.floor);
    rules.step = Money(limits.step);
    const auto best = search_everything(lines, ways, asked);
    const auto got = worth_of(lines, redeem(receipt(lines), asked, split, rules), asked, limits);
    if (got == best) return true;
    UNSCOPED_INFO(describe(lines, asked, split, limits)
                  << ": sum " << got.sum << " of " << best.sum << ", splits " << got.splits << " of "
                  << best.splits << ", deviation " << got.deviation << " of " << best.deviation);
    return false;
}

/// The redemptions for which the solver's answer is not the best one.
int differences(const std::vector<Sold>& lines, till::Split split, const Limits& limits, const Ways& ways) {
    int wrong = 0;
    for (std::int64_t asked = 0; asked <= total_of(lines); ++asked)
        wrong += is_best(lines, asked, split, limits, ways) ? 0 : 1;
    return wrong;
}

std::vector<Sold> every_line() {
    std::vector<Sold> out;
    for (const auto thousandths : quantities)
        for (std::int64_t price = 1; price <= 12; ++price) out.push_back({price, thousandths});
    return out;
}

/// A line's ways are asked for again and again: worked out once each.
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
        for (const auto& line : lines) out.push_back(of(line));
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

void compare(const Seeded& what, const std::vector<std::int64_t>& among, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    std::vector<KnownCuts> cuts;
    for (const auto split : modes) cuts.emplace_back(split, what.limits);
    for (int n = 0; n < what.receipts; ++n) {
        std::vector<Sold> lines;
        for (auto i = what.fewest_lines + below(what.most_lines - what.fewest_lines + 1); i > 0; --i)
            lines.push_back(
                {1 + below(what.most_price), among[static_cast<std::size_t>(below(std::ssize(among)))]});
        const auto asked = below(total_of(lines) + 1);
        for (std::size_t mode = 0; mode < std::size(modes); ++mode)
            REQUIRE(is_best(lines, asked, modes[mode], what.limits, cuts[mode].of(lines)));
    }
}

}  // namespace

TEST_CASE("every receipt of one or two small lines gets the best answer there is, for every redemption") {
    const auto lines = every_line();
    const Limits limits{GENERATE(1, 0), GENERATE(1, 2, 5)};
    for (const auto split : modes) {
        KnownCuts cuts(split, limits);
        for (std::size_t a = 0; a < lines.size(); ++a) {
            REQUIRE(differences({lines[a]}, split, limits, cuts.of(std::vector{lines[a]})) == 0);
            for (std::size_t b = a; b < lines.size(); ++b)
                REQUIRE(differences({lines[a], lines[b]}, split, limits,
                                    cuts.of(std::vector{lines[a], lines[b]})) == 0);
        }
    }
}

TEST_CASE("seeded receipts of three and four lines get the best answer there is, in every split mode") {
    const std::vector<std::int64_t> among(std::begin(quantities), std::end(quantities));
    compare({100'000 * soak_factor(), 3, 4, 40, {}}, among, 20'210'430);
}

TEST_CASE("longer receipts, other steps and floors get the best answer there is") {
    const std::vector<std::int64_t> among{1000, 2000, 3000, 4000,   6000, 10'000,
                                          437,  1333, 2500, 10'001, 7770};
    compare({300 * soak_factor(), 2, 8, 60, {0, 1}}, among, 1);
    compare({300 * soak_factor(), 2, 8, 60, {3, 7}}, among, 2);
    compare({300 * soak_factor(), 1, 6, 120, {1, 10}}, among, 3);
    compare({300 * soak_factor(), 2, 6, 60, {1, 1}}, {2000, 4000, 6000, 10'000, 10'001, 1500}, 4);
}
