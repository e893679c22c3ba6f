#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

#include "adapters/simulator/customer_app.hpp"
#include "adapters/simulator/loopback_http.hpp"

namespace tillpoints::simulator {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

/// Every sixth customer never registered: the cloud learns of the phone at the first purchase.
bool is_registered(std::size_t customer) {
    return customer % 6 != 5;
}

class CloudCustomers : public CustomerApp {
  public:
    CloudCustomers(LoopbackServer server, std::size_t count, const Json& memory)
        : server_(std::move(server)), customers_(memory) {
        codes_.resize(std::max(count, customers_.size()));
        for (auto next = customers_.size(); next < count; ++next) customers_.push_back(create(next));
    }

    std::size_t customers() const override { return customers_.size(); }
    bool has_codes() const override { return true; }
    std::string phone(std::size_t customer) const override { return customers_.at(customer).at("phone"); }
    Json saved() const override { return customers_; }

    std::optional<std::string> code(std::size_t customer) override {
        auto ready = std::exchange(codes_.at(customer), std::nullopt);
        return ready ? ready : fetch(customer);
    }

  private:
    Json create(std::size_t customer) {
        const auto phone = synthetic_phone(customer);
        if (!is_registered(customer)) return {{"phone", phone}};
        const auto answer =
            post("/customers", {{"name", "Customer " + std::to_string(customer + 1)}, {"phone", phone}},
                 std::chrono::seconds(5));
        if (!answer.contains("uid")) throw std::runtime_error("the back office made no customer");
        if (answer.contains("code")) codes_[customer] = answer["code"].get<std::string>();
        return {{"phone", phone}, {"uid", answer["uid"]}};
    }

    /// After a failed request the app waits five seconds before the next one.
    std::optional<std::string> fetch(std::size_t customer) {
        const auto& known = customers_.at(customer);
        if (!known.contains("uid") || Clock::now() < offline_until_) return std::nullopt;
        const auto answer = post("/codes", {{"uid", known["uid"]}}, std::chrono::milliseconds(700));
        if (answer.contains("code")) return answer["code"].get<std::string>();
        offline_until_ = Clock::now() + std::chrono::seconds(5);
        return std::nullopt;
    }

    /// The answer's object; an empty one where there was none or it was no success.
    Json post(const std::string& path, const Json& body, std::chrono::milliseconds timeout) const {
        const auto answer = ask_loopback(server_, path, body.dump(), timeout);
        auto json = answer && answer->status / 100 == 2 ? Json::parse(answer->body, nullptr, false) : Json();
        return json.is_object() ? json : Json::object();
    }

    LoopbackServer server_;
    Json customers_;
    std::vector<std::optional<std::string>> codes_;  ///< the code the app already shows
    Clock::time_point offline_until_;
};

}  // namespace

std::unique_ptr<CustomerApp> customers_of_cloud(const std::string& url, const std::string& token_file,
                                                std::size_t count, const Json& memory) {
    return std::make_unique<CloudCustomers>(loopback_server(url, token_file), count, memory);
}

}  // namespace tillpoints::simulator
