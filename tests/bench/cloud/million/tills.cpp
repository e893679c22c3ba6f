#include "tills.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

#include "large_books.hpp"
#include "measured.hpp"
#include "till_load.hpp"

namespace tillpoints::cloud::test {
namespace {

/// Customers who bought a few times.
constexpr std::int64_t first_buyer = 400'000;

/// Walks through the pages until it is told to stop; a report and a segment are asked for again and again
/// meanwhile.
class Walker {
  public:
    Walker(LargeShop& shop, const std::vector<PageQuestion>& questions)
        : thread_([this, &shop, &questions] { walk(shop, questions); }) {}
    /// Waits for the report, so that what comes next is alone.
    ~Walker() {
        over_ = true;
        thread_.join();
    }
    std::size_t answers() const { return answers_; }

  private:
    void walk(LargeShop& shop, const std::vector<PageQuestion>& questions) {
        const PageQuestion report{"owner", "GET", "/console/api/report", {}, {}};
        std::int64_t after = 0;
        while (true)
            for (const auto& question : questions) {
                if (over_) {
                    while (shop.ask(report).status == 202) {
                    }
                    return;
                }
                shop.ask(question);
                shop.ask(report);
                const PageQuestion segment{
                    "marketer",
                    "POST",
                    "/console/api/segments/count",
                    R"({"segment":{"tier":"Gold"},"after":)" + std::to_string(after) + "}",
                    {}};
                if (shop.ask(segment).status == 200) after = (after + 2'000) % 1'000'000;
                answers_ += 3;
            }
    }

    std::atomic<bool> over_ = false;
    std::atomic<std::size_t> answers_ = 0;
    std::thread thread_;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

void sell_beside_pages(LargeShop& shop, const std::vector<PageQuestion>& questions, int rounds,
                       std::chrono::seconds duration, std::chrono::milliseconds period) {
    const TillLoad load{
        [&](int) { return shop.cloud().unchecked_client(); },
        // In a chain of this size the next customer is another one.
        [](int terminal, int sale) { return phone_in_books(first_buyer + (terminal + 64 * sale) % 500'000); },
        duration, period};
    std::vector<double> alone, beside;
    for (int round = 0; round < rounds; ++round) {
        auto figures = sell(load);
        print("alone", figures);
        alone.push_back(figures.p99.count());
        const Walker walker(shop, questions);
        figures = sell(load);
        print("beside " + std::to_string(walker.answers()) + " answers to pages", figures);
        beside.push_back(figures.p99.count());
    }
    std::printf("p99, median of %d rounds: alone %.1f ms, beside %.1f ms: %+.0f %%\n", rounds, median(alone),
                median(beside), 100 * (median(beside) / median(alone) - 1));
}

}  // namespace tillpoints::cloud::test
