#include "cloud/accounting/cell_texts.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/closing/close_month.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;

/// Months of a shop that goes on selling.
namespace {

std::chrono::year_month month(const char* name) {
    return *parse_accounting_month(name);
}

/// A shop that sold and took back in October, and whose clock shows the first hour of November.
struct OctoberShop : ConsoleDesk {
    explicit OctoberShop(Programme rules = electronics()) : ConsoleDesk(std::move(rules)) {
        now = on(2026, 10, 20);
        anna = join("Anna", "+77010000001");
        sold = sell(roubles(1000));
        REQUIRE(done(buy(code_of(anna), roubles(500), points(30))).id.value > 0);
        now = on(2026, 11, 1) + hours(1);
    }

    OperationId sell(Money total) {
        loyalty::CreateOperation call;
        call.who = uid_of(anna);
        call.total = call.cash = total;
        call.cashier = loyalty::Cashier{"till-1", "Clerk"};
        call.number = "receipt " + std::to_string(++receipts_);
        return done(service.answer(call)).id;
    }

    CompanyNow company() { return {"Shop", "RUB", std::chrono::minutes(0), now}; }
    Result<AccountingClose> close(const char* name) {
        return close_month(*storage, month(name), company(), {{}, real});
    }
    Errc refusal_of_close(const char* name) {
        const auto closed = close(name);
        REQUIRE_FALSE(closed.has_value());
        return closed.error().code;
    }

    std::string file(MonthFile kind, const char* name) {
        std::optional<MonthInBooks> found;
        MonthFigures figures;
        storage->read([&](Transaction& db) {
            found = find_month(db, month(name), company());
            REQUIRE(found);
            figures = count_month(db, *found);
        });
        std::string content;
        write_month_file(*storage, kind, figures, [&](std::string_view part) { content += part; });
        return content;
    }
    std::vector<std::string> all_files(const char* name) {
        std::vector<std::string> out;
        for (const auto kind : all_month_files) out.push_back(file(kind, name));
        return out;
    }

    CustomerRecord anna;
    OperationId sold;

  private:
    int receipts_ = 0;
};

std::string line_of(const std::string& csv, const std::string& begin) {
    const auto at = csv.find("\n" + begin) + 1;
    return csv.substr(at, csv.find('\r', at) - at);
}

}  // namespace

TEST_CASE("a refund, a reward and a new name after the close change nothing in the closed month") {
    OctoberShop shop;
    const auto close = shop.close("2026-10");
    REQUIRE(close.has_value());
    const auto before = shop.all_files("2026-10");
    done(shop.refund(shop.sold));
    shop.service.answer(loyalty::Reward{points(7), {shop.anna.id}, {}, {}});
    shop.storage->transact([](Transaction& db) {
        const auto clerk = db.staff.find_or_add_cashier({"till-1", "Married Clerk"});
        db.staff.set_branch(clerk.id, db.staff.find_or_add_branch("North").id);
    });
    shop.now += hours(1);
    CHECK(shop.all_files("2026-10") == before);
    CHECK(changed_closes(*shop.storage).empty());
    for (std::size_t at = 0; at < before.size(); ++at)
        CHECK(closed_digest(*close, all_month_files[at]) == sha256_hex(before[at]));
    const auto november = shop.file(MonthFile::operations, "2026-11");
    CHECK(november.find(";refund;" + std::to_string(shop.sold.value) + ";") != std::string::npos);
    CHECK(november.find("Married Clerk") != std::string::npos);
    const auto owed = shop.file(MonthFile::liabilities, "2026-11");
    CHECK(line_of(owed, "customers;").starts_with("customers;484,70;0,00;0,00;0,00;0,00;-10,00;7,00"));
    CHECK(line_of(shop.file(MonthFile::staff, "2026-11"), "\"till-1\"") ==
          "\"till-1\";\"Married Clerk\";0;1;-1000,00;-1,00");
}

TEST_CASE("what a month ends with is what the next one begins with, and it is what accounts hold") {
    OctoberShop shop;
    REQUIRE(shop.close("2026-10").has_value());
    shop.sell(roubles(200));
    shop.now = on(2026, 12, 3);
    REQUIRE(shop.close("2026-11").has_value());
    shop.storage->read([&](Transaction& db) {
        const auto closes = db.accounting.closes();
        REQUIRE(closes.size() == 2);
        CHECK(closes[1].begins == closes[0].ends);
        CHECK(closes[1].before == closes[0].digest);
        CHECK(closes[1].owed.customers == db.ledger.balance(customer_account(shop.anna.id)));
    });
    CHECK(
        line_of(shop.file(MonthFile::liabilities, "2026-11"), "customers;").starts_with("customers;484,70;"));
}

TEST_CASE("months are closed in order, once, and only when they are over") {
    OctoberShop shop;
    CHECK(shop.refusal_of_close("2026-09") == Errc::not_found);
    CHECK(shop.refusal_of_close("2026-12") == Errc::not_found);
    CHECK(shop.refusal_of_close("2026-11") == Errc::out_of_order);
    shop.now = on(2026, 11, 1) + std::chrono::seconds(89);
    CHECK(shop.refusal_of_close("2026-10") == Errc::out_of_order);
    shop.now += std::chrono::seconds(1);
    REQUIRE(shop.close("2026-10").has_value());
    CHECK(shop.refusal_of_close("2026-10") == Errc::duplicate);
    shop.now = on(2027, 1, 2);
    CHECK(shop.refusal_of_close("2026-12") == Errc::out_of_order);
    REQUIRE(shop.close("2026-11").has_value());
    REQUIRE(shop.close("2026-12").has_value());
    CHECK(shop.actions() == std::vector<std::string>{"month_closed", "month_closed", "month_closed"});
}

TEST_CASE("a shop that has never sold has no month to close") {
    ConsoleDesk desk;
    const auto closed =
        close_month(*desk.storage, month("2026-01"), {"Shop", "RUB", {}, desk.now}, {{}, desk.real});
    REQUIRE_FALSE(closed.has_value());
    CHECK(closed.error().code == Errc::not_found);
    CHECK(changed_closes(*desk.storage).empty());
}

TEST_CASE("an operation that is put into a closed month later is named by the check, with month and file") {
    OctoberShop shop;
    REQUIRE(shop.close("2026-10").has_value());
    shop.storage->transact([&](Transaction& db) {
        OperationRecord late;
        late.created = on(2026, 10, 31);
        late.customer = shop.anna.id;
        late.total = late.cash = Money(100);
        db.operations.add(late);
    });
    const auto faults = changed_closes(*shop.storage);
    REQUIRE(faults.size() == 3);
    CHECK(faults[0] ==
          "closed month 2026-10: the file operations-2026-10.csv is not the one that was closed");
    CHECK(faults[1].find("staff-2026-10.csv") != std::string::npos);
    CHECK(faults[2].find("commerceml-2026-10.xml") != std::string::npos);
}

TEST_CASE("a posting that is put into a closed month later is named, and only that month") {
    OctoberShop shop;
    REQUIRE(shop.close("2026-10").has_value());
    shop.now = on(2026, 12, 3);
    REQUIRE(shop.close("2026-11").has_value());
    shop.storage->transact([&](Transaction& db) {
        db.ledger.post({"reward", {}, rewards_account, customer_account(shop.anna.id), Points(1)},
                       on(2026, 10, 31));
    });
    const auto faults = changed_closes(*shop.storage);
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].find("liabilities-2026-10.csv") != std::string::npos);
    CHECK(faults[1].find("commerceml-2026-10.xml") != std::string::npos);
    CHECK(faults[2].find("what is owed at its end") != std::string::npos);
}

TEST_CASE("deferred awards and certificates are lines of their own until they reach a customer or lapse") {
    auto programme = electronics();
    programme.deferral = days(10);
    OctoberShop shop(programme);
    CHECK(line_of(shop.file(MonthFile::liabilities, "2026-10"), "deferred;") ==
          "deferred;0,00;14,70;0,00;0,00;0,00;0,00;0,00;14,70");
    REQUIRE(shop.close("2026-10").has_value());
    shop.service.answer(Shop::by(Shop::uid_of(shop.anna)));
    CHECK(line_of(shop.file(MonthFile::liabilities, "2026-11"), "deferred;") ==
          "deferred;14,70;0,00;-14,70;0,00;0,00;0,00;0,00;0,00");
}

TEST_CASE("a month of more operations than one page lists each of them once, in order") {
    OctoberShop shop;
    shop.now = on(2026, 10, 31);
    shop.storage->transact([&](Transaction& db) {
        for (int i = 0; i < 2'500; ++i) {
            OperationRecord record;
            record.created = shop.now + std::chrono::milliseconds(i / 3);
            record.customer = shop.anna.id;
            record.total = record.cash = Money(100 + i);
            db.operations.add(record);
        }
    });
    shop.now = on(2026, 11, 2);
    const auto csv = shop.file(MonthFile::operations, "2026-10");
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 + 2'500);
    std::size_t at = 0;
    for (int i = 0; i < 2'500; ++i) {
        at = csv.find(";" + csv_amount(Money(100 + i)) + ";", at + 1);
        REQUIRE(at != std::string::npos);
    }
}
