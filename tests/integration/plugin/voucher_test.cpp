#include <algorithm>
#include <catch2/catch.hpp>

#include "shop.hpp"

/// Receipts without a customer carry a voucher of the cloud, and the link to join without the cloud.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

constexpr auto link_of_the_shop = "https://join.example/electronics";

Json vouchers() {
    return {{"invitation", {{"link", "https://join.example/{code}"}, {"voucher", true}}}};
}

Json print(Shop& shop, const std::string& receipt, std::chrono::milliseconds deadline = 3s) {
    return shop.host().say("print_requested", {{"receipt_id", receipt}, {"width", 40}}, deadline);
}

std::string qr_code(const Json& printed) {
    const auto& barcodes = printed.at("barcodes");
    return barcodes.size() == 1 ? barcodes.at(0).at("value").get<std::string>() : "no single barcode";
}

/// The last word of the line that begins with this label.
std::string value_of(const Json& printed, const std::string& label) {
    for (const std::string line : printed.at("lines"))
        if (line.rfind(label, 0) == 0) return line.substr(line.rfind(' ') + 1);
    return "";
}

}  // namespace

TEST_CASE("a receipt without a customer carries a voucher of the cloud, which a customer collects once") {
    Shop shop(Json::object(), {}, vouchers());
    const auto receipt = shop.open_receipt();
    shop.ask_discount(receipt, "none");
    CHECK(shop.pay(receipt).at("status") == "confirmed");
    const auto printed = print(shop, receipt);
    const auto code = value_of(printed, "Voucher code");
    REQUIRE_FALSE(code.empty());
    CHECK(qr_code(printed).find(code) != std::string::npos);
    CHECK(value_of(printed, "Points for this purchase") == "152.23");
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
    CHECK(print(shop, receipt).at("barcodes") == printed.at("barcodes"));
    CHECK(shop.cloud.requests()["POST /operations/voucher"] == 1);
    const auto ann = shop.cloud.register_customer("+79990000901");
    CHECK(shop.cloud.collect_voucher(ann, code) == 152.23);
    CHECK_THROWS(shop.cloud.collect_voucher(ann, code));
    CHECK(shop.host().entries_of(receipt).empty());
}

TEST_CASE("a cloud that does not answer delays neither the payment nor the print beyond the deadline") {
    Shop shop(Json::object(), {}, vouchers());
    const auto receipt = shop.open_receipt();
    shop.ask_discount(receipt, "none");
    shop.cloud.freeze();
    CHECK(shop.pay(receipt).at("status") == "confirmed");
    CHECK(shop.host().waited() < 900ms);
    const auto printed = print(shop, receipt, 1'000ms);
    CHECK(shop.host().waited() < 1'000ms);
    CHECK(qr_code(printed) == link_of_the_shop);
    shop.cloud.thaw();
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
}

TEST_CASE("without the cloud, also after a restart, the receipt carries the link to join at once") {
    Shop shop(Json::object(), {}, vouchers());
    // What is stored of it stands behind the settings that came first.
    const auto before = shop.open_receipt();
    shop.pay(before);
    REQUIRE(shop.close(before, Shop::full_price()).at("status") == "stored");
    shop.cloud.kill();
    shop.restart_plugin();
    const auto receipt = shop.open_receipt();
    shop.pay(receipt);
    const auto printed = print(shop, receipt);
    CHECK(qr_code(printed) == link_of_the_shop);
    CHECK(value_of(printed, "Invitation code") == "electronics");
}
