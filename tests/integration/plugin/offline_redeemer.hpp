#pragma once
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shop.hpp"
#include "tests/ledger/check.hpp"

/// A shop that allows offline redemption.
namespace tillpoints::test {

inline const Json quick{{"settle_horizon_ms", 1000}, {"probe_interval_ms", 200}, {"send_timeout_ms", 1000}};
inline const Json points_by_phone{{"use_points_by_phone", true}};

inline Json offline_config(Json limits = Json::object()) {
    limits["enabled"] = true;
    return {{"offline", {{"redemption", std::move(limits)}}}};
}

/// How a customer is presented at the register.
struct CustomerIdentity {
    CustomerIdentity(std::string phone) : value(std::move(phone)) {}
    CustomerIdentity(const char* phone) : value(phone) {}
    CustomerIdentity(std::string how, std::string what) : by(std::move(how)), value(std::move(what)) {}
    std::string by = "phone";
    std::string value;
};

/// A shop that allows offline redemption, with the receipts its registers printed.
class OfflineRedeemer : public Shop {
  public:
    explicit OfflineRedeemer(const Json& config = offline_config(), const Json& programme = points_by_phone,
                             std::vector<std::string> switches = {})
        : Shop(quick, std::move(switches), config, programme) {}

    /// Presents the customer while the network is up, so that the plugin remembers the balance.
    Customer seen_online(const std::string& phone) {
        const auto customer = cloud.register_customer(phone);
        show(phone);
        return customer;
    }
    CustomerIdentity card_seen_online(const std::string& phone) {
        const CustomerIdentity card("card", cloud.card_of(cloud.register_customer(phone)));
        show(card);
        return card;
    }

    /// Opens a receipt and requests a discount.
    Json ask(const CustomerIdentity& who, const Json& points = "max") {
        receipt_ = open_receipt();
        presented_ = present(receipt_, who.by, who.value);
        return ask_discount(receipt_, points);
    }
    std::string refusal(const CustomerIdentity& who) {
        const auto reply = ask(who);
        CHECK(reply.at("status") == "refused");
        CHECK_FALSE(reply.at("text").get<std::string>().empty());
        cancel(receipt_);
        return reply.at("reason");
    }
    Json redeem_offline(const CustomerIdentity& who, const Json& points = "max") {
        const auto offer = ask(who, points);
        REQUIRE(offer.at("status") == "granted");
        const auto paid = pay(receipt_, offer);
        print(offer);
        return paid;
    }
    void print(const Json& offer) {
        const auto& lines = offer.at("positions");
        CHECK(close(receipt_, lines, std::to_string(++documents_)).at("status") == "stored");
        record_printed(lines);
    }
    Json printed_lines(const std::string& receipt) const { return lines_.at(receipt); }

    /// Adds the current receipt to the register's fiscal storage.
    void record_printed(const Json& lines) {
        lines_[receipt_] = lines;
        Json printed{{"kind", "sale"}, {"receipt_id", receipt_}, {"full_total", cart_total}, {"tender", 0}};
        printed["lines_total"] = printed["total"] = sum_of(lines);
        printed["discount"] = cart_total - sum_of(lines);
        printed["payments"] = Json::array({{{"type", "cash"}, {"sum", sum_of(lines)}}});
        printed["lines"] = Json::array();
        const auto full = full_price();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            printed["lines"].push_back(lines[i]);
            printed["lines"].back()["full_price"] = full.at(i).at("price");
        }
        fiscal_ += printed.dump() + "\n";
        receipts_.push_back(receipt_);
    }

    /// Another register of the shop redeems everything, online.
    void redeem_at_another_register(const CustomerIdentity& who) {
        other_ = another_host("other");
        other_->wait_online();
        receipt_ = "elsewhere";
        other_->say("receipt_opened", {{"receipt_id", receipt_}, {"kind", "sale"}, {"shift", "9"}});
        other_->say("customer_presented",
                    {{"receipt_id", receipt_}, {"by", who.by}, {"value", who.value}, {"positions", cart()}});
        const auto offer = other_->say(
            "discount_requested",
            {{"receipt_id", receipt_}, {"positions", cart()}, {"total", cart_total}, {"points", "max"}});
        REQUIRE(offer.at("granted") == 50'000);
        const auto& lines = offer.at("positions");
        const auto paid = other_->say("payment_started", {{"receipt_id", receipt_},
                                                          {"positions", lines},
                                                          {"total", sum_of(lines)},
                                                          {"quote_id", offer.at("quote_id")}});
        REQUIRE(paid.at("status") == "confirmed");
        CHECK(other_->say("receipt_closed", printed(receipt_, lines, "1")).at("status") == "confirmed");
        record_printed(lines);
    }

    /// Compares the entries, everything printed so far and the cloud's ledger.
    tillpoints::ledger::Comparison compare_records() {
        std::string entries;
        for (const auto& receipt : receipts_)
            for (auto* each : {&host(), other_.get()})
                for (const auto& entry : each ? each->entries_of(receipt) : Json::array())
                    entries += entry.dump() + "\n";
        using namespace tillpoints::ledger;
        return check({read_export(entries), read_fiscal(fiscal_), read_cloud(cloud.ledger().dump())});
    }

    const std::string& receipt() const { return receipt_; }
    const Json& presented() const { return presented_; }

  private:
    void show(const CustomerIdentity& who) {
        const auto receipt = open_receipt();
        CHECK(present(receipt, who.by, who.value).at("status") == "customer");
        cancel(receipt);
    }

    std::string receipt_;
    Json presented_;
    std::string fiscal_;
    std::vector<std::string> receipts_;
    std::map<std::string, Json> lines_;
    std::unique_ptr<Host> other_;
    int documents_ = 0;
};

inline void expect_no_mismatch(const tillpoints::ledger::Comparison& verdict) {
    for (const auto& each : verdict.mismatches) FAIL_CHECK(each.subject + ": " + each.what);
    CHECK(verdict.pending == 0);
}

}  // namespace tillpoints::test
