#include "tests/unit/pricing/corpus.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>
#include <set>

#include "tests/unit/pricing/classical.hpp"
#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

constexpr int percents[] = {1, 3, 5, 10, 30, 50, 99, 100};
constexpr int amount_differences[] = {0, 1, -1, 7, -7, 99, -99};

/// Every redemption asked of one receipt: a share of what can be redeemed, and a few kopecks round it.
std::vector<std::int64_t> redemptions(std::int64_t most) {
    std::vector<std::int64_t> out;
    for (const auto percent : percents)
        for (const auto difference : amount_differences) {
            const auto sum = scale_half_up(most, percent, 100) + difference;
            if (sum > 0 && sum <= most) out.push_back(sum);
        }
    return out;
}

struct Shares {
    int all = 0;
    int exact = 0;
    int split = 0;  ///< exact, with at least one split
    int reduced = 0;
    std::int64_t most_lost = 0;
};

std::string share(int count, int all) {
    return format_fixed(scale_half_up(count, 10'000, std::max(all, 1)), 2) + " %";
}

void print(const std::string& name, const Shares& shares) {
    std::cout << "| " << name << " | " << shares.all << " | " << share(shares.exact, shares.all) << " | "
              << share(shares.split, shares.all) << " | " << share(shares.reduced, shares.all) << " | "
              << shares.most_lost << " |\n";
}

/// Every cut of one line, by trying every price and every number of pieces.
std::set<std::int64_t> every_cut(const till::Position& line, till::Split split) {
    std::set<std::int64_t> out{0};
    const auto quantity = line.quantity.thousandths;
    const auto times = [](std::int64_t price, std::int64_t thousandths) {
        return (price * thousandths + 500) / 1000;
    };
    for (auto price = line.price.count - 1; price >= 1; --price) {
        const auto now = times(price, quantity);
        if (now >= 1) out.insert(line.sum.count - now);
        if (split == till::Split::none || quantity % 1000 != 0) continue;
        for (auto part = 1000; part < quantity; part += 1000)
            out.insert(line.sum.count - times(price, part) - times(price + 1, quantity - part));
    }
    return out;
}

/// Whether any sum above `got` and up to `asked` can be had from the receipt: every combination is tried.
bool could_be_more(const std::vector<till::Position>& positions, till::Split split, std::int64_t asked,
                   std::int64_t got) {
    std::vector<char> reached(static_cast<std::size_t>(asked) + 1, 0);
    reached[0] = 1;
    for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
        std::vector<char> next(reached.size(), 0);
        for (const auto cut : every_cut(positions[i], split))
            for (auto sum = cut; sum <= asked; ++sum)
                next[static_cast<std::size_t>(sum)] |= reached[static_cast<std::size_t>(sum - cut)];
        reached = std::move(next);
    }
    for (const auto cut : every_cut(positions.back(), split))
        for (auto sum = std::max(got + 1, cut); sum <= asked; ++sum)
            if (reached[static_cast<std::size_t>(sum - cut)]) return true;
    return false;
}

Shares measure(const std::vector<std::vector<till::Position>>& receipts, till::Split split) {
    Shares out;
    for (const auto& positions : receipts) {
        const auto assessed = assess(positions, {});
        for (const auto sum : redemptions(assessed.most.count)) {
            const auto got = allocate(assessed, Money(sum), split, {});
            const auto lost = sum - got.redeemed.count;
            REQUIRE(lost >= 0);
            ++out.all;
            if (lost > 0)
                ++out.reduced;
            else if (got.lines.size() > positions.size())
                ++out.split;
            else
                ++out.exact;
            out.most_lost = std::max(out.most_lost, lost);
        }
    }
    return out;
}

/// Of a classical method: the share in which its lines are all price times quantity and lose what was asked.
int measure_classical(const std::string& name, const std::vector<std::vector<till::Position>>& receipts,
                      Outcome (*method)(const std::vector<till::Position>&, std::int64_t)) {
    int all = 0;
    int exact = 0;
    int negative = 0;
    std::int64_t farthest = 0;
    for (const auto& positions : receipts)
        for (const auto sum : redemptions(assess(positions, {}).most.count)) {
            const auto outcome = method(positions, sum);
            ++all;
            exact += outcome.exact() ? 1 : 0;
            negative += outcome.negative ? 1 : 0;
            farthest = std::max(farthest, std::abs(outcome.lost));
        }
    std::cout << "| " << name << " | " << all << " | " << share(exact, all) << " | "
              << share(all - exact, all) << " | " << farthest << " | " << share(negative, all) << " |\n";
    return exact;
}

struct Corpus {
    std::vector<std::vector<till::Position>> plain;  ///< as if no goods had rules of their own
    std::vector<std::vector<till::Position>> ruled;
};

const Corpus& corpus() {
    static const Corpus all = [] {
        Corpus out;
        for (const auto& receipt : real_receipts(TILLPOINTS_TEST_DATA "/receipts.jsonl")) {
            out.plain.push_back(as_plain_goods(receipt.positions));
            out.ruled.push_back(receipt.positions);
        }
        return out;
    }();
    return all;
}

}  // namespace

TEST_CASE("the real receipts are met exactly without a split in most cases and with `any` in over 99.5 %") {
    REQUIRE(corpus().plain.size() == 403);
    std::cout << "| split | cases | exact | exact with a split | reduced | most lost "
                 "|\n|---|---|---|---|---|---|\n";
    const auto none = measure(corpus().plain, till::Split::none);
    const auto pieces = measure(corpus().plain, till::Split::pieces);
    const auto any = measure(corpus().plain, till::Split::any);
    print("none", none);
    print("pieces", pieces);
    print("any", any);
    print("none, goods by their rules", measure(corpus().ruled, till::Split::none));
    print("pieces, goods by their rules", measure(corpus().ruled, till::Split::pieces));
    print("any, goods by their rules", measure(corpus().ruled, till::Split::any));
    CHECK(none.exact * 100 > none.all * 85);
    CHECK(pieces.exact == none.exact);
    CHECK(any.exact == none.exact);
    CHECK((any.exact + any.split) * 1000 > any.all * 995);
}

TEST_CASE(
    "the classical methods, on the same receipts, leave many that a fiscal register refuses or that lose "
    "money") {
    std::cout << "| method | cases | exact | not exact | farthest off | negative price "
                 "|\n|---|---|---|---|---|---|\n";
    const int remainder = measure_classical("largest remainder", corpus().plain, largest_remainder);
    const int factor =
        measure_classical("factor, rest on the last line", corpus().plain, factor_and_last_line);
    const auto ours = measure(corpus().plain, till::Split::none).exact;
    CHECK(remainder < ours);
    CHECK(factor < ours);
}

TEST_CASE("wherever a real receipt is reduced, no combination of prices and pieces gives more") {
    const auto split = GENERATE(till::Split::none, till::Split::pieces);
    for (const auto& positions : corpus().plain) {
        const auto assessed = assess(positions, {});
        for (const auto sum : redemptions(assessed.most.count)) {
            const auto got = allocate(assessed, Money(sum), split, {}).redeemed.count;
            if (got == sum) continue;
            INFO(positions.size() << " lines, asked " << sum << ", got " << got);
            REQUIRE(positions.size() <= 4);
            REQUIRE_FALSE(could_be_more(positions, split, sum, got));
        }
    }
}
