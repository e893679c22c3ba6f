#include "tests/unit/pricing/exhaustive.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

constexpr std::int64_t quantities[] = {1000, 2000, 3000, 500, 437, 1333};
constexpr till::Split modes[] = {till::Split::none, till::Split::pieces, till::Split::any};

std::string describe(const std::vector<Sold>& lines, std::int64_t asked, till::Split split,
                     std::int64_t floor) {
    std::ostringstream out;
    for (const auto& line : lines) out << line.price << " x " << line.thousandths << "/1000, ";
    out << "redeem " << asked << ", split mode " << static_cast<int>(split) << ", floor " << floor;
    return out.str();
}

/// Whether the solver's answer for one redemption is the best one.
bool is_best(const std::vector<Sold>& lines, std::int64_t asked, till::Split split, std::int64_t floor,
             const Ways& ways) {
    Rules rules;
    rules.floor = Money(floor);
    const auto best = search_everything(lines, ways, asked);
    const auto got = worth_of(lines, redeem(receipt(lines), asked, split, rules), asked, floor);
    if (got == best) return true;
    UNSCOPED_INFO(describe(lines, asked, split, floor)
                  << ": sum " << got.sum << " of " << best.sum << ", splits " << got.splits << " of "
                  << best.splits << ", deviation " << got.deviation << " of " << best.deviation);
    return false;
}

/// The redemptions for which the solver's answer is not the best one.
int differences(const std::vector<Sold>& lines, till::Split split, std::int64_t floor, const Ways& ways) {
    int wrong = 0;
    for (std::int64_t asked = 0; asked <= total_of(lines); ++asked)
        wrong += is_best(lines, asked, split, floor, ways) ? 0 : 1;
    return wrong;
}

std::vector<Sold> every_line() {
    std::vector<Sold> out;
    for (const auto thousandths : quantities)
        for (std::int64_t price = 1; price <= 12; ++price) out.push_back({price, thousandths});
    return out;
}

}  // namespace

TEST_CASE("every receipt of one or two small lines gets the best answer there is, for every redemption") {
    const auto lines = every_line();
    const std::int64_t floor = GENERATE(1, 0);
    for (const auto split : modes) {
        std::vector<std::map<std::int64_t, int>> cuts;
        for (const auto& line : lines) cuts.push_back(every_cut(line, split, floor));
        for (std::size_t a = 0; a < lines.size(); ++a) {
            REQUIRE(differences({lines[a]}, split, floor, {cuts[a]}) == 0);
            for (std::size_t b = a; b < lines.size(); ++b)
                REQUIRE(differences({lines[a], lines[b]}, split, floor, {cuts[a], cuts[b]}) == 0);
        }
    }
}

TEST_CASE("seeded receipts of three and four lines get the best answer there is") {
    std::mt19937_64 random(20'210'430);
    const auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
    const int receipts = 2000;
    for (int n = 0; n < receipts; ++n) {
        std::vector<Sold> lines;
        const auto count = 3 + below(2);
        for (std::int64_t i = 0; i < count; ++i) lines.push_back({1 + below(40), quantities[below(6)]});
        const auto split = modes[below(3)];
        const std::int64_t floor = below(4) == 0 ? 0 : 1;
        const auto asked = below(static_cast<std::uint64_t>(total_of(lines)) + 1);
        REQUIRE(is_best(lines, asked, split, floor, every_way(lines, split, floor)));
    }
}
