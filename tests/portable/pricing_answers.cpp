// pricing_answers RECEIPTS.jsonl: prints the allocation of several redemptions over every real receipt, a
// line each.
#include <iostream>

#include "plugin/pricing/allocate.hpp"
#include "tests/unit/pricing/corpus.hpp"

using namespace tillpoints;

namespace {

constexpr std::pair<till::Split, const char*> splits[] = {
    {till::Split::none, "none"}, {till::Split::pieces, "pieces"}, {till::Split::any, "any"}};

void print(const pricing::Allocation& allocation) {
    std::cout << allocation.redeemed.count;
    for (const auto& line : allocation.lines)
        std::cout << ' ' << line.id.text << ':' << line.price.count << 'x' << line.quantity.thousandths << '='
                  << line.sum.count;
    std::cout << '\n';
}

void print_allocations(const pricing::test::RealReceipt& receipt) {
    const auto assessed = pricing::assess(receipt.positions, {});
    const auto most = assessed.most.count;
    for (const auto& [split, name] : splits)
        for (const auto asked : {most, most / 2, most / 3, most / 10, std::int64_t{1}}) {
            std::cout << receipt.id << ' ' << name << ' ' << asked << ": ";
            print(pricing::allocate(assessed, Money(asked), split, {}));
        }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: pricing_answers RECEIPTS.jsonl\n";
        return 2;
    }
    const auto receipts = pricing::test::real_receipts(argv[1]);
    for (const auto& receipt : receipts) print_allocations(receipt);
    return receipts.empty() ? 1 : 0;
}
