#include <fstream>
#include <stdexcept>
#include <vector>

#include "adapters/simulator/customer_app.hpp"

namespace tillpoints::simulator {
namespace {

using Json = nlohmann::ordered_json;

class FixedCustomers : public CustomerApp {
  public:
    explicit FixedCustomers(Json customers) : customers_(std::move(customers)), shown_(customers_.size()) {}

    std::size_t customers() const override { return customers_.size(); }
    bool has_codes() const override {
        for (const auto& customer : customers_)
            if (!codes_of(customer).empty()) return true;
        return false;
    }
    std::string phone(std::size_t customer) const override { return customers_.at(customer).at("phone"); }
    std::optional<std::string> code(std::size_t customer) override {
        const auto codes = codes_of(customers_.at(customer));
        if (codes.empty()) return std::nullopt;
        const auto turn = std::min(shown_[customer]++, codes.size() - 1);
        return codes[turn].get<std::string>();
    }
    Json saved() const override { return Json::array(); }

  private:
    static Json codes_of(const Json& customer) { return customer.value("codes", Json::array()); }

    Json customers_;
    std::vector<std::size_t> shown_;
};

}  // namespace

std::string synthetic_phone(std::size_t customer) {
    return "+7900000" + std::to_string(10'000 + customer % 10'000).substr(1);
}

std::unique_ptr<CustomerApp> customers_by_phone(std::size_t count) {
    auto customers = Json::array();
    for (std::size_t each = 0; each < count; ++each) customers.push_back({{"phone", synthetic_phone(each)}});
    return std::make_unique<FixedCustomers>(std::move(customers));
}

std::unique_ptr<CustomerApp> customers_of_file(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    auto customers = Json::parse(file, nullptr, false);
    if (!customers.is_array()) throw std::runtime_error(path + ": is no list of customers");
    return std::make_unique<FixedCustomers>(std::move(customers));
}

}  // namespace tillpoints::simulator
