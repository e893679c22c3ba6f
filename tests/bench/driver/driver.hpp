#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tillpoints::bench {

using Json = nlohmann::json;
using Microseconds = std::chrono::duration<double, std::micro>;

struct Customer {
    std::string phone;
    std::string card;
};

std::vector<Customer> customers_of(const Json& setup);

/// What the cashier waited for in one sale.
struct SaleTime {
    Microseconds all{};    ///< every event of the sale
    Microseconds paid{};   ///< of that, from the customer's card or phone to the confirmed payment
    Microseconds found{};  ///< of that, until the customer was known
};

/// Plays sales, either through the plugin or as a yardstick.
class Driver {
  public:
    virtual ~Driver() = default;
    /// `number` is another one for each sale of the process.
    virtual SaleTime play(const std::string& kind, int number) = 0;
    /// Waits until everything that the sales have begun is done.
    virtual void settle() {}
};

/// The main function of a process that plays blocks of sales:
///
///     PROGRAM SETUP.json
///
/// Each line of stdin is a block, a kind of sale and how many of it, and is answered with one line of JSON:
/// the times of each sale, and averages of what a sale costs the process. SETUP has `config` (a configuration
/// of the plugin), `customers`
/// ([{phone, card}]), `pause_us` between two sales, and what the driver itself needs.
int run_driver(int argc, char** argv, const std::function<std::unique_ptr<Driver>(const Json& setup)>& make);

}  // namespace tillpoints::bench
