#include "shop.hpp"

#include <chrono>
#include <stdexcept>

namespace tillpoints::test {

Shop::Shop(Json timing, std::vector<std::string> switches, Json config, const Json& programme)
    : cloud(std::move(switches), programme), timing_(std::move(timing)), config_(std::move(config)) {
    restart_plugin();
    wait_online();
}

void Shop::restart_plugin() {
    host_.reset();
    Json config = cloud.config(data_directory(), timing_);
    if (!config_.is_null()) config.update(config_);
    host_.emplace(config);
}

std::unique_ptr<Host> Shop::another_host(const std::string& folder) {
    Json config = cloud.config(folder_ / folder, timing_);
    if (!config_.is_null()) config.update(config_);
    return std::make_unique<Host>(config);
}

void Shop::wait_online() {
    // The plugin's first request is for the settings.
    const auto online = [&](const Json& status) {
        return status.at("link").at("state") == "online" && cloud.requests_for_settings() > 0;
    };
    if (!host().wait_until(online, std::chrono::seconds(10)))
        throw std::runtime_error("the plugin does not come online");
}

std::string Shop::open_receipt() {
    const auto id = "receipt-" + std::to_string(++receipts_);
    const auto reply = host().say("receipt_opened", {{"receipt_id", id},
                                                     {"kind", "sale"},
                                                     {"register", "0001"},
                                                     {"shift", "17"},
                                                     {"cashier", {{"id", "c1"}, {"name", "Cashier"}}}});
    if (reply.at("status") != "ok") throw std::runtime_error(reply.dump());
    return id;
}

Json Shop::present_code(const std::string& receipt, const std::string& code) {
    return present(receipt, "code", code);
}

Json Shop::present_phone(const std::string& receipt, const std::string& phone) {
    return present(receipt, "phone", phone);
}

Json Shop::present(const std::string& receipt, const std::string& by, const std::string& value) {
    return host().say("customer_presented",
                      {{"receipt_id", receipt}, {"by", by}, {"value", value}, {"positions", cart()}});
}

Json Shop::ask_discount(const std::string& receipt, const Json& points) {
    return host().say(
        "discount_requested",
        {{"receipt_id", receipt}, {"positions", cart()}, {"total", cart_total}, {"points", points}});
}

Json Shop::pay(const std::string& receipt, const Json& offer) {
    const auto lines = offer.is_null() ? full_price() : offer.at("positions");
    Json members{{"receipt_id", receipt}, {"positions", lines}, {"total", sum_of(lines)}};
    if (!offer.is_null()) members["quote_id"] = offer.at("quote_id");
    return host().say("payment_started", members);
}

Json Shop::printed(const std::string& receipt, const Json& lines, const std::string& document) {
    return {{"receipt_id", receipt},
            {"positions", lines},
            {"total", sum_of(lines)},
            {"fiscal",
             {{"drive", "9960440300000001"}, {"document", document}, {"sign", "77"}, {"number", document}}},
            {"payments", Json::array({{{"type", "cash"}, {"sum", sum_of(lines)}}})},
            {"closed_at", "2026-01-31T08:05:09Z"}};
}

Json Shop::close(const std::string& receipt, const Json& lines, const std::string& document) {
    return host().say("receipt_closed", printed(receipt, lines, document));
}

Json Shop::cancel(const std::string& receipt) {
    return host().say("receipt_cancelled", {{"receipt_id", receipt}, {"reason", "left"}});
}

Json Shop::take_back(const std::string& receipt, const std::string& sale, const Json& lines) {
    return host().say("return_closed", {{"receipt_id", receipt},
                                        {"original", {{"receipt_id", sale}}},
                                        {"positions", lines},
                                        {"total", sum_of(lines)},
                                        {"closed_at", "2026-02-01T10:00:00Z"}});
}

Json Shop::start_register(const Json& open, const Json& closed) {
    return host().say("register_started", {{"register", {{"serial", "0001"}}},
                                           {"open", open},
                                           {"closed", closed},
                                           {"complete_since", "2020-01-01T00:00:00Z"}});
}

std::string Shop::sell_to_phone(const std::string& phone) {
    const auto receipt = open_receipt();
    present_phone(receipt, phone);
    ask_discount(receipt, "none");
    pay(receipt);
    close(receipt, full_price(), receipt.substr(8));
    return receipt;
}

Json Shop::cart() {
    return Json::parse(R"([{"id":"p1","name":"Phone","price":1499900,"quantity":"1","sum":1499900},
                           {"id":"p2","name":"Cable, m","price":14900,"quantity":"1.5","sum":22350}])");
}

Json Shop::full_price() {
    auto lines = cart();
    for (auto& line : lines) line.erase("name");
    return lines;
}

std::int64_t Shop::sum_of(const Json& lines) {
    std::int64_t sum = 0;
    for (const auto& line : lines) sum += line.at("sum").get<std::int64_t>();
    return sum;
}

}  // namespace tillpoints::test
