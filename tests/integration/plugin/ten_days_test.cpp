#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include "sample_entries.hpp"
#include "shop.hpp"

/// Long outages and large backlogs: the real outbox, the real plugin, the reference cloud over TLS.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int customers = 300;

bool soak() {
    const char* wanted = std::getenv("TILLPOINTS_SOAK");
    return wanted != nullptr && std::string(wanted) == "1";
}

/// Resident memory of this process, the host of the plugin, in MiB.
double resident() {
    std::ifstream file("/proc/self/statm");
    long all = 0, held = 0;
    file >> all >> held;
    return double(held) * double(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

/// The numbers of the cloud's sales in the order of arrival.
std::vector<std::string> sales_in_order(Cloud& cloud) {
    auto operations = cloud.ledger().at("operations").get<std::vector<Json>>();
    std::sort(operations.begin(), operations.end(),
              [](const Json& a, const Json& b) { return a.at("id") < b.at("id"); });
    std::vector<std::string> numbers;
    for (const auto& operation : operations) numbers.push_back(operation.at("number"));
    return numbers;
}

void sell(Shop& shop, int number) {
    const auto receipt = shop.open_receipt();
    const auto found = shop.present_phone(receipt, "+7999" + std::to_string(2'000'000 + number % customers));
    REQUIRE(found.at("will_award") == true);
    REQUIRE(shop.close(receipt, Shop::full_price(), std::to_string(number)).at("status") == "stored");
}

/// Pending entries, as an earlier run would have left them.
void leave_behind(const Shop& shop, int entries) {
    using namespace tillpoints;
    Outbox::Options options;
    options.file = shop.data_directory() + "/tillpoints.db";
    options.key_file = shop.data_directory() + "/tillpoints.key";
    const auto outbox = Outbox::open(options).value();
    for (int done = 0; done < entries;) {
        Batch batch;
        for (int i = 0; i < 1'000 && done < entries; ++i, ++done) {
            batch.entries.push_back(tillpoints::testing::sale("left-" + std::to_string(done)));
            batch.entries.back().customer = "customer-" + std::to_string(done % 500);
        }
        tillpoints::testing::store(*outbox, batch);
    }
}

}  // namespace

TEST_CASE(
    "after ten days without network replay confirms every receipt, in order for each customer, and memory "
    "does not grow") {
    const int days = 10, a_day = soak() ? 500 : 60;
    Shop shop;
    shop.cloud.kill();
    for (int i = 0; i < 20; ++i) sell(shop, i);
    const double before = resident();
    const auto began = Clock::now();
    for (int i = 20; i < days * a_day; ++i) sell(shop, i);
    const double sold = seconds_since(began);
    const double dark = resident();
    CHECK(shop.host().status().at("queue").at("pending") == days * a_day);

    shop.cloud.start();
    const auto back = Clock::now();
    double most = dark;
    const auto all_confirmed = [&](const Json& status) {
        most = std::max(most, resident());
        REQUIRE(status.at("queue").at("parked") == 0);
        return status.at("queue").at("confirmed") == days * a_day;
    };
    REQUIRE(shop.host().wait_until(all_confirmed, std::chrono::seconds(240)));
    const double replayed = seconds_since(back);
    std::cout << days * a_day << " receipts without network in " << sold << " s, replayed in " << replayed
              << " s; memory " << before << " MiB after the first, " << dark << " at the end of the outage, "
              << most << " at most during replay\n";
    const auto sales = sales_in_order(shop.cloud);
    REQUIRE(sales.size() == static_cast<std::size_t>(days * a_day));
    // Customers are sent in parallel, each customer's receipts one after another.
    std::map<int, int> last;
    for (const auto& number : sales) {
        const int receipt = std::stoi(number.substr(8));
        int& earlier = last[(receipt - 1) % customers];
        REQUIRE(earlier < receipt);
        earlier = receipt;
    }
    CHECK(most < before + 48);
}

TEST_CASE("start time, memory and reply times do not grow with the number of pending entries") {
    const int entries = soak() ? 1'000'000 : 20'000;
    // What an earlier run left is compared with the cloud when the horizon has passed since the start.
    Shop shop(Json{{"settle_horizon_ms", 2000}});
    shop.stop_plugin();
    shop.cloud.kill();
    auto began = Clock::now();
    shop.restart_plugin();
    const double empty_start = seconds_since(began);
    shop.stop_plugin();
    leave_behind(shop, entries);
    const double before = resident();
    began = Clock::now();
    shop.restart_plugin();
    const double full_start = seconds_since(began);
    const double held = resident() - before;
    sell(shop, 1);
    shop.cloud.start();
    shop.wait_online();
    const auto enough = [](const Json& status) { return status.at("queue").at("confirmed") >= 200; };
    REQUIRE(shop.host().wait_until(enough, std::chrono::seconds(60)));
    const double replaying = resident() - before;
    std::cout << entries << " entries pending: start " << full_start << " s (empty " << empty_start
              << " s), memory +" << held << " MiB at the start, +" << replaying << " while replaying\n";
    const auto sales = sales_in_order(shop.cloud);
    // The oldest first, except for those sent in parallel.
    for (std::size_t i = 0; i < 200; ++i) REQUIRE(std::stoul(sales[i].substr(5)) < i + 16);
    CHECK(held < 48);
    CHECK(replaying < 64);
}
