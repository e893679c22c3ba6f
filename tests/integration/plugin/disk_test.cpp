#include <sqlite3.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

/// Holds the database's write lock, as another program would, while this object lives.
class StalledExecutor {
  public:
    explicit StalledExecutor(const Shop& shop) {
        REQUIRE(sqlite3_open((shop.data_directory() + "/tillpoints.db").c_str(), &database_) == SQLITE_OK);
        sqlite3_busy_timeout(database_, 5000);
        REQUIRE(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    ~StalledExecutor() {
        sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
        sqlite3_close(database_);
    }

  private:
    sqlite3* database_ = nullptr;
};

/// No file of this process can grow while this object lives.
class FullDisk {
  public:
    FullDisk() {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit none{0, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

  private:
    rlimit before_{};
};

/// A redemption that is quoted and not paid yet.
Json quote(Shop& shop, const std::string& receipt, const Customer& customer) {
    shop.present_code(receipt, shop.cloud.code_of(customer));
    const auto offer = shop.ask_discount(receipt, "max");
    REQUIRE(offer.at("granted") == 50'000);
    return offer;
}

/// The disk works again, so the sale ends normally.
void finish(Shop& shop, const std::string& receipt, const Json& offer) {
    CHECK(shop.pay(receipt, offer).at("status") == "confirmed");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
    shop.host().wait_settled();
    const auto entries = shop.host().entries_of(receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "confirmed");
    const auto ledger = shop.cloud.ledger();
    CHECK(ledger.at("operations").size() == 1);
}

}  // namespace

TEST_CASE(
    "on a full disk the reply is not_stored and nothing is redeemed; the same event succeeds once there is "
    "space") {
    Shop shop;
    const auto customer = shop.cloud.register_customer("+79990000001");
    const auto receipt = shop.open_receipt();
    const auto offer = quote(shop, receipt, customer);
    shop.cloud.forget_requests();
    {
        const FullDisk full;
        CHECK(shop.pay(receipt, offer).at("status") == "not_stored");
        CHECK(shop.host().waited() < 3s);
        CHECK(shop.close(receipt, offer.at("positions")).at("status") == "not_stored");
    }
    CHECK(shop.cloud.requests().empty());
    finish(shop, receipt, offer);
}

TEST_CASE("while the disk stalls the register gets not_stored by the deadline") {
    Shop shop;
    const auto customer = shop.cloud.register_customer("+79990000002");
    const auto receipt = shop.open_receipt();
    const auto offer = quote(shop, receipt, customer);
    {
        const StalledExecutor stalled(shop);
        const auto reply = shop.host().say("payment_started",
                                           {{"receipt_id", receipt},
                                            {"positions", offer.at("positions")},
                                            {"total", Shop::sum_of(offer.at("positions"))},
                                            {"quote_id", offer.at("quote_id")}},
                                           800ms);
        CHECK(reply.at("status") == "not_stored");
        CHECK(shop.host().waited() <= 800ms);
    }
    finish(shop, receipt, offer);
}
