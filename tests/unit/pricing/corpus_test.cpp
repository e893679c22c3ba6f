#include "tests/unit/pricing/corpus.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>

#include "tests/unit/pricing/classical.hpp"
#include "tests/unit/pricing/receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;
using namespace tillpoints::pricing::test;

namespace {

constexpr int percents[] = {1, 3, 5, 10, 30, 50, 99, 100};
constexpr int differences[] = {0, 1, -1, 7, -7, 99, -99};

/// Every redemption asked of one receipt: a share of what can be redeemed, and a few kopecks round it.
std::vector<std::int64_t> redemptions(std::int64_t most) {
    std::vector<std::int64_t> out;
    for (const auto percent : percents)
        for (const auto difference : differences) {
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

void print(const std::string& name, const Shares& shares) {
    const auto share = [&](int count) {
        return format_fixed(scale_half_up(count, 10'000, std::max(shares.all, 1)), 2) + " %";
    };
    std::cout << "| " << name << " | " << shares.all << " | " << share(shares.exact) << " | "
              << share(shares.split) << " | " << share(shares.reduced) << " | " << shares.most_lost << " |\n";
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

}  // namespace

TEST_CASE(
    "the real receipts are met exactly without a split in most cases and with `any` practically always") {
    std::vector<std::vector<till::Position>> plain;
    std::vector<std::vector<till::Position>> ruled;
    for (const auto& receipt : real_receipts(TILLPOINTS_TEST_DATA "/receipts.jsonl")) {
        plain.push_back(as_plain_goods(receipt.positions));
        ruled.push_back(receipt.positions);
    }
    REQUIRE(plain.size() == 403);
    std::cout << "| method | cases | exact | exact with a split | reduced | most lost "
                 "|\n|---|---|---|---|---|---|\n";
    for (const auto& [name, split] :
         {std::pair{"none", till::Split::none}, std::pair{"pieces", till::Split::pieces},
          std::pair{"any", till::Split::any}}) {
        print(std::string(name), measure(plain, split));
        print(std::string(name) + ", with the rules of goods", measure(ruled, split));
    }
}
