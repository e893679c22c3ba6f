#pragma once
#include <memory>
#include <optional>
#include <string>

#include "cloud.hpp"
#include "host.hpp"

namespace tillpoints::test {

/// A shop with one register and its cloud. Money in kopecks, points in hundredths.
class Shop {
  public:
    /// `config`: members of the plugin's configuration besides timing; `programme`: members of the programme.
    explicit Shop(Json timing = Json::object(), std::vector<std::string> switches = {}, Json config = {},
                  const Json& programme = {});

    Cloud cloud;

    Host& host() { return *host_; }
    /// Destroys the plugin and loads it again with the same data.
    void restart_plugin();
    void stop_plugin() { host_.reset(); }
    std::string data_directory() const { return folder_ / "plugin"; }
    /// A second register of the same shop, with a data folder of its own or an existing one.
    std::unique_ptr<Host> another_host(const std::string& folder);

    /// Opens a receipt and returns its id.
    std::string open_receipt();
    Json present_code(const std::string& receipt, const std::string& code);
    Json present_phone(const std::string& receipt, const std::string& phone);
    Json present(const std::string& receipt, const std::string& by, const std::string& value);
    /// `points`: a number, "max" or "none".
    Json ask_discount(const std::string& receipt, const Json& points);
    /// Pays the quoted price; without an offer the full price.
    Json pay(const std::string& receipt, const Json& offer = {});
    Json close(const std::string& receipt, const Json& lines, const std::string& document = "1");
    Json cancel(const std::string& receipt);
    Json take_back(const std::string& receipt, const std::string& sale, const Json& lines);
    Json start_register(const Json& open, const Json& closed);

    /// A sale to a phone number, closed at full price.
    std::string sell_to_phone(const std::string& phone);
    /// Waits until the first probe has found the cloud.
    void wait_online();

    /// A phone for 14999.00 and a metre and a half of cable for 149.00: 15222.50.
    static Json cart();
    static constexpr std::int64_t cart_total = 1'522'250;
    static Json full_price();
    static std::int64_t sum_of(const Json& lines);
    /// The `closed` object of a receipt printed with these lines.
    static Json printed(const std::string& receipt, const Json& lines, const std::string& document = "1");

  private:
    Folder folder_;
    Json timing_;
    Json config_;
    std::optional<Host> host_;
    int receipts_ = 0;
};

}  // namespace tillpoints::test
