#pragma once
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tillpoints::simulator {

/// The customers and their apps: phone numbers and the codes the apps show.
class CustomerApp {
  public:
    virtual ~CustomerApp() = default;
    virtual std::size_t customers() const = 0;
    virtual bool has_codes() const = 0;
    /// E.164; synthetic numbers only.
    virtual std::string phone(std::size_t customer) const = 0;
    /// A code for one redemption; nothing if the customer has no app or the phone has no network now.
    virtual std::optional<std::string> code(std::size_t customer) = 0;
    /// What the register stores to have the same customers after a restart.
    virtual nlohmann::ordered_json saved() const = 0;
};

/// "+7900000NNNN".
std::string synthetic_phone(std::size_t customer);

/// Customers without an app, who give their phone number. None of them is registered.
std::unique_ptr<CustomerApp> customers_by_phone(std::size_t count);

/// Customers of a file, [{"phone":"+79...","codes":["123456",...]}]: the codes are shown in turn, the last
/// one repeatedly. Throws std::runtime_error.
std::unique_ptr<CustomerApp> customers_of_file(const std::string& path);

/// Customers made in the back office of the reference cloud at `url` (http://127.0.0.1:PORT) with the token
/// of a file. `memory` is what an earlier run kept, or empty. A new customer's app already shows a code;
/// further ones need the network. Throws std::runtime_error.
std::unique_ptr<CustomerApp> customers_of_cloud(const std::string& url, const std::string& token_file,
                                                std::size_t count, const nlohmann::ordered_json& memory);

}  // namespace tillpoints::simulator
