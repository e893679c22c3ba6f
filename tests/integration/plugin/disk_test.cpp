#include <sqlite3.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

/// Another program holds the database's write lock, as long as this lives.
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

/// No file of this process can grow or be written, as long as this lives.
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

/// A redemption that is quoted and not yet paid.
Json quote(Shop& shop, const std::string& receipt, const Shopper& shopper) {
    shop.present_code(receipt, shop.cloud.code_of(shopper));
    const auto offer = shop.ask_discount(receipt, "max");
    REQUIRE(offer.at("granted") == 50'000);
    return offer;
}

/// The disk works again: the sale ends as if nothing had happened.
void finish(Shop& shop, const std::string& receipt, const Json& offer) {
    CHECK(shop.pay(receipt, offer).at("status") == "confirmed");
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
    shop.till().wait_settled();
    const auto entries = shop.till().entries_of(receipt);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("state") == "confirmed");
    const auto ledger = shop.cloud.ledger();
    CHECK(ledger.at("operations").size() == 1);
}

}  // namespace

TEST_CASE("a full disk is told as not_stored, nothing is redeemed, and said again it succeeds") {
    Shop shop;
    const auto shopper = shop.cloud.join("+79990000001");
    const auto receipt = shop.open_receipt();
    const auto offer = quote(shop, receipt, shopper);
    shop.cloud.forget_requests();
    {
        const FullDisk full;
        CHECK(shop.pay(receipt, offer).at("status") == "not_stored");
        CHECK(shop.till().waited() < 3s);
        CHECK(shop.close(receipt, offer.at("positions")).at("status") == "not_stored");
    }
    CHECK(shop.cloud.requests().empty());
    finish(shop, receipt, offer);
}

TEST_CASE("while the disk stalls the register is told not_stored by the deadline, never kept waiting") {
    Shop shop;
    const auto shopper = shop.cloud.join("+79990000002");
    const auto receipt = shop.open_receipt();
    const auto offer = quote(shop, receipt, shopper);
    {
        const StalledExecutor stalled(shop);
        const auto reply = shop.till().say("payment_started",
                                           {{"receipt_id", receipt},
                                            {"positions", offer.at("positions")},
                                            {"total", Shop::sum_of(offer.at("positions"))},
                                            {"quote_id", offer.at("quote_id")}},
                                           800ms);
        CHECK(reply.at("status") == "not_stored");
        CHECK(shop.till().waited() <= 800ms);
    }
    finish(shop, receipt, offer);
}
