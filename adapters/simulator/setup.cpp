#include "adapters/simulator/setup.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

#include "adapters/simulator/random.hpp"

namespace tillpoints::simulator {
namespace {

std::string random_run_id() {
    std::random_device device;
    return std::to_string(device()) + "-" + std::to_string(device());
}

/// Tells one day's plan from another: a state must not be continued with other receipts.
std::string day_of(const Options& options) {
    std::uint64_t digest = options.seed;
    for (const char each : read_file(options.receipts))
        digest = Random(digest ^ static_cast<unsigned char>(each)).next();
    return std::to_string(options.seed) + "-" + std::to_string(digest);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    path_ = (std::filesystem::temp_directory_path() / "tillpoints-register-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr)
        throw std::runtime_error(path_ + ": no temporary folder can be made");
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

RegisterState state_for(const Options& options, const std::string& state_file, const std::string& now,
                        std::vector<std::string>& left_open) {
    auto state = load_state(state_file);
    const auto day = day_of(options);
    if (state.day == day && !state.finished) return state;
    for (const auto& [cart, receipt] : state.open) left_open.push_back(receipt.receipt_id);
    state.open.clear();
    state.run = options.run_id.empty() ? random_run_id() : options.run_id;
    state.day = day;
    state.next_step = 0;
    state.finished = false;
    if (state.complete_since.empty()) state.complete_since = now;
    return state;
}

std::unique_ptr<CustomerApp> customers_for(const Options& options, const RegisterState& state) {
    if (options.customers.empty()) return customers_by_phone(options.customer_count);
    if (!options.customers.starts_with("http://")) return customers_of_file(options.customers);
    return customers_of_cloud(options.customers, options.customers_token, options.customer_count,
                              state.customers);
}

}  // namespace tillpoints::simulator
