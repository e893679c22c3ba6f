#include <benchmark/benchmark.h>

#include <random>

#include "plugin/pricing/allocate.hpp"

using namespace tillpoints;
using namespace tillpoints::pricing;

namespace {

till::Position line(std::size_t number, std::int64_t price, std::int64_t thousandths) {
    till::Position out;
    out.id = PositionId("line-" + std::to_string(number));
    out.name = "goods";
    out.price = Money(price);
    out.quantity = Quantity{thousandths};
    out.sum = line_sum(out.price, out.quantity);
    return out;
}

/// Seven lines in ten are one piece, two are a few pieces, one is weighed.
std::vector<till::Position> shop_receipt(std::size_t lines, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
    std::vector<till::Position> out;
    for (std::size_t i = 0; i < lines; ++i) {
        const auto kind = below(10);
        const auto thousandths = kind < 7 ? 1000 : kind < 9 ? (2 + below(4)) * 1000 : 100 + below(3000);
        out.push_back(line(i, 100 + below(50'000), thousandths));
    }
    return out;
}

constexpr till::Split modes[] = {till::Split::none, till::Split::pieces, till::Split::any};

/// 64 receipts in turn, each with its own redemption of 1 to 50 %.
void ordinary(benchmark::State& state) {
    const auto lines = static_cast<std::size_t>(state.range(0));
    const auto split = modes[state.range(1)];
    std::vector<Assessed> receipts;
    std::vector<Money> asked;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        receipts.push_back(assess(shop_receipt(lines, seed), {}));
        asked.push_back(
            Money(receipts.back().most.count * static_cast<std::int64_t>(1 + seed % 50) / 100 + 1));
    }
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(allocate(receipts[at], asked[at], split, {}));
        at = (at + 1) % receipts.size();
    }
    state.SetComplexityN(state.range(0));
}

void run_crafted(benchmark::State& state, const std::vector<till::Position>& positions, till::Split split) {
    const auto receipt = assess(positions, {});
    const Money asked(receipt.most.count / 3 + 1);
    Money redeemed;
    for (auto _ : state) benchmark::DoNotOptimize(redeemed = allocate(receipt, asked, split, {}).redeemed);
    state.counters["short_by"] = static_cast<double>(asked.count - redeemed.count);
}

/// Weighed lines whose steps nearly share a lattice: hardly any sum can be met at one price a line.
void crafted_near_lattice(benchmark::State& state) {
    std::vector<till::Position> positions;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i)
        positions.push_back(line(i, 40'000 + static_cast<std::int64_t>(i), 10'000'001));
    run_crafted(state, positions, modes[state.range(1)]);
}

/// Ten thousand lines of even quantities and an odd redemption.
void crafted_even(benchmark::State& state) {
    std::mt19937_64 random(1);
    std::vector<till::Position> positions;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i)
        positions.push_back(line(i, 1000 + static_cast<std::int64_t>(random() % 50'000),
                                 2000 + 2000 * static_cast<std::int64_t>(random() % 3)));
    run_crafted(state, positions, modes[state.range(1)]);
}

/// The largest prices and quantities a register takes.
void crafted_huge(benchmark::State& state) {
    std::vector<till::Position> positions;
    const auto lines = static_cast<std::size_t>(state.range(0));
    for (std::size_t i = 0; i < lines; ++i)
        positions.push_back(line(i, 10'000'000'000 / static_cast<std::int64_t>(lines),
                                 99'999'999 - static_cast<std::int64_t>(7 * i)));
    run_crafted(state, positions, modes[state.range(1)]);
}

/// Fuel beside goods at their floor: nothing else can take the remainder.
void crafted_floored(benchmark::State& state) {
    std::vector<till::Position> positions{line(0, 5140, 38'830), line(1, 6000, 41'270),
                                          line(2, 5500, 40'010)};
    for (std::size_t i = 3; i < static_cast<std::size_t>(state.range(0)); ++i)
        positions.push_back(line(i, 2, 10'001));
    run_crafted(state, positions, modes[state.range(1)]);
}

BENCHMARK(ordinary)->ArgsProduct({{1, 10, 100, 1000, 10'000}, {0, 2}})->Unit(benchmark::kMicrosecond);
BENCHMARK(crafted_near_lattice)
    ->ArgsProduct({{2, 3, 10, 100, 1000}, {0, 1, 2}})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(crafted_even)->ArgsProduct({{10, 100, 1000, 10'000}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);
BENCHMARK(crafted_huge)->ArgsProduct({{1, 2, 3, 10, 100}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);
BENCHMARK(crafted_floored)->ArgsProduct({{3, 10, 1000}, {0, 1, 2}})->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
