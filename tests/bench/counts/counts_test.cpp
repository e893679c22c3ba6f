#include <algorithm>
#include <catch2/catch.hpp>

#include "cloud.hpp"
#include "compare.hpp"
#include "disk_calls.h"
#include "sales.hpp"

namespace tillpoints::bench {
namespace {

/// Calls of the plugin in one sale, the middle one of many: now and then a sale also moves the log into the
/// database, or stores something that belongs to no sale.
struct Counts {
    long syncs;
    long writes;
    double requests;
};

long middle(std::vector<long> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

class Counter {
  public:
    Counter() : terminal_(TILLPOINTS_LIBRARY, cloud_.config(folder_ / "data", Json::object()).dump()) {
        const auto customer = cloud_.register_customer("+79990000001");
        customer_ = {customer.phone, cloud_.card_of(customer)};
        terminal_.wait_settled();
        // The first sales make pages of the database that later ones find.
        for (int each = 0; each < 3; ++each) sell("redemption");
    }

    Counts of(const std::string& kind) {
        static constexpr int sales = 21;
        std::vector<long> syncs;
        std::vector<long> writes;
        sell(kind);
        cloud_.forget_requests();
        for (int each = 0; each < sales; ++each) {
            const auto before = disk_calls_so_far();
            sell(kind);
            const auto after = disk_calls_so_far();
            syncs.push_back(after.syncs - before.syncs);
            writes.push_back(after.writes - before.writes);
        }
        return {middle(syncs), middle(writes), static_cast<double>(cloud_.request_count()) / sales};
    }

  private:
    void sell(const std::string& kind) {
        play(terminal_, kind, "receipt-" + std::to_string(++receipts_), customer_);
        terminal_.wait_settled();
    }

    test::Cloud cloud_;
    test::Folder folder_;
    Terminal terminal_;
    Customer customer_;
    int receipts_ = 0;
};

}  // namespace

TEST_CASE("a sale costs at most the syncs, writes and requests that are recorded for its kind") {
    const auto recorded = Json::parse(test::read_file(TILLPOINTS_BENCH_COUNTS));
    Counter counter;
    for (const std::string kind : {"none", "award", "redemption"}) {
        const auto counted = counter.of(kind);
        const auto& figures = recorded.at(kind);
        CAPTURE(counted.syncs, counted.writes, counted.requests);
        compare(kind, "syncs", static_cast<double>(counted.syncs), figures.at("syncs"));
        compare(kind, "writes", static_cast<double>(counted.writes), figures.at("writes"));
        compare(kind, "requests", counted.requests, figures.at("requests"));
    }
}

}  // namespace tillpoints::bench
