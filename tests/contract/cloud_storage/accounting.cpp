#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

namespace {

AccountingClose close_at_noon() {
    AccountingClose close;
    close.month = "2026-01";
    close.begins = noon() - hours(24);
    close.ends = noon() + hours(1);
    close.utc_offset = std::chrono::minutes(-210);
    close.closed = noon() + hours(2);
    close.names = R"({"company":"Shop"})";
    close.figures = R"({"month":"2026-01"})";
    close.files = "{}";
    close.owed = {Points(109), Points(-2), Points(3)};
    close.digest = "first";
    return close;
}

bool refused(Connection& connection, const std::string& statement) {
    connection.begin(Access::write);
    try {
        connection.execute(statement);
    } catch (const StorageFailed&) {
        connection.rollback();
        return true;
    }
    connection.rollback();
    return false;
}

}  // namespace

TEST_CASE("closed months are kept whole in the order of the months, and there is one of each") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto first = close_at_noon();
        auto second = first;
        second.month = "2026-02";
        second.before = first.digest;
        second.digest = "second";
        storage.transact([&](Transaction& db) {
            CHECK_FALSE(db.accounting.last_close());
            PersonRecord person;
            person.login = "boris";
            second.person = db.people.add(person);
            db.accounting.add(first);
            db.accounting.add(second);
        });
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) { db.accounting.add(second); }), StorageFailed);
        auto branched = second;
        branched.month = "2026-03";
        branched.digest = "third";
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) { db.accounting.add(branched); }),
                        StorageFailed);
        reopen()->read([&](Transaction& db) {
            CHECK(db.accounting.closes() == std::vector{first, second});
            CHECK(db.accounting.last_close() == second);
        });
    });
}

TEST_CASE("the database refuses to change or to remove a closed month and what was booked before its end") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        implementation.open()->transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto sold = db.operations.add(purchase(anna));
            db.ledger.post({"award", sold, awards_account, customer_account(anna), Points(9)}, noon());
            db.accounting.add(close_at_noon());
            auto later = purchase(anna);
            later.created = noon() + hours(3);
            const auto next = db.operations.add(later);
            db.ledger.post({"award", next, awards_account, customer_account(anna), Points(9)}, later.created);
        });
        const auto connection = implementation.connect();
        for (const auto* statement :
             {"UPDATE accounting_closes SET figures = ''", "DELETE FROM accounting_closes",
              "UPDATE operations SET total = total + 1 WHERE id = 1",
              "UPDATE operations SET created = created + 100000000 WHERE id = 1",
              "UPDATE operations SET customer = 1, state = 1 WHERE id = 1",
              "DELETE FROM operations WHERE id = 1", "UPDATE entries SET cause = 'reward' WHERE id = 1",
              "DELETE FROM entries WHERE id = 1", "UPDATE postings SET points = points + 1 WHERE entry = 1",
              "DELETE FROM postings WHERE entry = 1"}) {
            INFO(statement);
            CHECK(refused(*connection, statement));
        }
        for (const auto* statement :
             {"UPDATE operations SET state = 1 WHERE id = 1", "UPDATE operations SET total = 1 WHERE id = 2",
              "UPDATE postings SET points = points + 1 WHERE entry = 2",
              "UPDATE entries SET cause = 'reward' WHERE id = 2"}) {
            INFO(statement);
            CHECK_FALSE(refused(*connection, statement));
        }
    }
}

TEST_CASE("operations of a period come in pages by moment and id, from its first moment to before its end") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto add = [&](std::chrono::milliseconds after, const char* number) {
                auto record = purchase(anna, nullptr, number);
                record.created = noon() + after;
                return db.operations.add(record);
            };
            using std::chrono::milliseconds;
            add(milliseconds(-1), "before");
            add(milliseconds(5), "third");
            add(milliseconds(0), "first");
            const auto second = add(milliseconds(0), "second");
            add(milliseconds(10), "after");
            const Period period{noon(), noon() + milliseconds(10)};
            std::vector<std::string> numbers;
            std::optional<BookedPlace> place;
            while (true) {
                const auto page = db.accounting.operations(period, place, 2);
                for (const auto& one : page) numbers.push_back(one.number.value_or(""));
                if (page.size() < 2) break;
                place = BookedPlace{page.back().created, page.back().id};
                CHECK(place->id == second);
            }
            CHECK(numbers == std::vector<std::string>{"first", "second", "third"});
        });
    });
}

TEST_CASE("sums of a period tell purchases and refunds by cashier, and postings by account and cause") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            CHECK_FALSE(db.accounting.first_written());
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto clerk = db.staff.find_or_add_cashier({"till-1", "Clerk"});
            db.ledger.post({"welcome", {}, welcome_account, customer_account(anna), Points(500)},
                           noon() - hours(1));
            auto record = purchase(anna);
            record.cashier = clerk;
            const auto sold = db.operations.add(record);
            record.origin = sold;
            record.state = loyalty::OperationState::reversal;
            record.total = Money(400);
            db.operations.add(record);
            record = purchase(anna);
            record.certificate = Points(50);
            db.operations.add(record);
            const auto post = [&](const char* cause, const Account& from, const Account& to,
                                  std::int64_t points) {
                db.ledger.post({cause, sold, from, to, Points(points)}, noon());
            };
            post("award", awards_account, deferred_account(sold), 9);
            post("award_granted", deferred_account(sold), customer_account(anna), 4);
            post("certificate", certificates_account, certificate_account("C1"), 100);
            post("staff_award", staff_account, employee_account(clerk.id), 7);
            const Period period{noon(), noon() + hours(1)};
            CHECK(db.accounting.first_written() == noon() - hours(1));
            CHECK(db.accounting.cashier_sums(period) ==
                  std::vector<CashierSums>{
                      {0, false, 1, Money(1000), Money(900), Points(100), Points(9), Points(50)},
                      {clerk.id, false, 1, Money(1000), Money(900), Points(100), Points(9), Points()},
                      {clerk.id, true, 1, Money(400), Money(900), Points(100), Points(9), Points()}});
            CHECK(db.accounting.moved(period) ==
                  std::vector<MovedPoints>{{PointsAccount::customers, "award_granted", Points(4)},
                                           {PointsAccount::deferred, "award", Points(9)},
                                           {PointsAccount::deferred, "award_granted", Points(-4)},
                                           {PointsAccount::certificates, "certificate", Points(100)}});
            CHECK(db.accounting.staff_owed(period) == std::vector<StaffOwed>{{clerk.id, Money(7)}});
            CHECK(db.accounting.owed_before(noon()) == OwedPoints{Points(500), {}, {}});
            CHECK(db.accounting.owed_before(noon() + hours(1)) ==
                  OwedPoints{Points(504), Points(5), Points(100)});
            CHECK(db.accounting.moved({noon() + hours(1), noon() + hours(2)}).empty());
        });
    });
}
