#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "plugin/pricing/allocate.hpp"

/// The words of the pricing tests.
namespace tillpoints::pricing::test {

struct Sold {
    std::int64_t price;
    std::int64_t thousandths;
};

inline till::Position position(const std::string& id, std::int64_t price, std::int64_t thousandths) {
    till::Position out;
    out.id = PositionId(id);
    out.name = "goods " + id;
    out.price = Money(price);
    out.quantity = Quantity{thousandths};
    out.sum = line_sum(out.price, out.quantity);
    return out;
}

inline std::vector<till::Position> receipt(const std::vector<Sold>& lines) {
    std::vector<till::Position> out;
    for (const auto& line : lines)
        out.push_back(position("p" + std::to_string(out.size() + 1), line.price, line.thousandths));
    return out;
}

inline Allocation redeem(const std::vector<till::Position>& positions, std::int64_t sum,
                         till::Split split = till::Split::none, const Rules& rules = {}) {
    return allocate(assess(positions, rules), Money(sum), split, rules);
}

}  // namespace tillpoints::pricing::test
