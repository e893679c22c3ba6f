#include "driver.hpp"
#include "plugin/pricing/allocate.hpp"

/// bench_allocation SETUP.json: the driver that allocates a redemption to a receipt of 100 lines at each
/// play.
namespace tillpoints::bench {
namespace {

std::vector<till::Position> receipt_of(int lines) {
    std::vector<till::Position> positions;
    for (int i = 0; i < lines; ++i) {
        till::Position line;
        line.id = PositionId("line-" + std::to_string(i));
        line.name = "goods";
        line.price = Money(1'000 + 3'571 * (i % 17));
        // Every fifth line is weighed.
        line.quantity = Quantity{i % 5 == 0 ? 1'253 + i : 1'000 * (1 + i % 3)};
        line.sum = line_sum(line.price, line.quantity);
        positions.push_back(std::move(line));
    }
    return positions;
}

class AllocationDriver : public Driver {
  public:
    SaleTime play(const std::string&, int number) override {
        const Money asked(receipt_.most.count / 10 + number);
        if (pricing::allocate(receipt_, asked, till::Split::pieces, {}).lines.empty())
            throw std::runtime_error("nothing was allocated");
        return {};
    }

  private:
    pricing::Assessed receipt_ = pricing::assess(receipt_of(100), {});
};

}  // namespace
}  // namespace tillpoints::bench

int main(int argc, char** argv) {
    using namespace tillpoints::bench;
    return run_driver(argc, argv, [](const Json&) { return std::make_unique<AllocationDriver>(); });
}
