#include <future>

#include "cloud/closing/close_month.hpp"
#include "cloud/seed/seed_storage.hpp"
#include "implementations.hpp"
#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

const CompanyNow company{"Shop", "KZT", std::chrono::minutes(300), on(2025, 2, 3)};
const Closer somebody{{}, on(2025, 2, 3)};

void seed_into(Storage& storage) {
    const SeedRequest order{100, 7, {on(2024, 4, 1), on(2025, 2, 2)}};
    REQUIRE(seed_storage(retail(), storage, order, [](std::int64_t, std::int64_t) {}).has_value());
}

/// Closes every month that may be closed.
std::vector<AccountingClose> close_all(Storage& storage) {
    std::vector<AccountingClose> out;
    while (true) {
        std::optional<std::chrono::year_month> next;
        storage.read([&](Transaction& db) { next = next_month_to_close(db, company); });
        REQUIRE(next);
        const auto close = close_month(storage, *next, company, somebody);
        if (!close) return out;
        out.push_back(*close);
    }
}

void type_sql(Connection& connection, const std::string& statements) {
    connection.begin(Access::write);
    connection.execute(statements);
    connection.commit();
}

/// In the words of each database.
std::string without_trigger(const std::string& name, const std::string& table, const std::string& database) {
    return "DROP TRIGGER " + name + (database == "SQLite" ? "" : " ON " + table) + ";";
}

bool has(const std::vector<std::string>& faults, const std::string& words) {
    return std::any_of(faults.begin(), faults.end(),
                       [&](const auto& fault) { return fault.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE(
    "both databases close the same data with the same files, and every month begins as the last ended") {
    std::vector<std::vector<AccountingClose>> by_database;
    for_each_storage([&](Storage& storage, const auto& reopen) {
        seed_into(storage);
        by_database.push_back(close_all(storage));
        CHECK(by_database.back().size() >= 9);
        CHECK(changed_closes(*reopen()).empty());
    });
    REQUIRE(by_database.size() == 2);
    CHECK(by_database[0] == by_database[1]);
    for (std::size_t at = 1; at < by_database[0].size(); ++at) {
        CHECK(by_database[0][at].begins == by_database[0][at - 1].ends);
        CHECK(by_database[0][at].before == by_database[0][at - 1].digest);
    }
}

TEST_CASE("of two who close a month at the same moment one does, and the other is told so") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        seed_into(storage);
        std::optional<std::chrono::year_month> next;
        storage.read([&](Transaction& db) { next = next_month_to_close(db, company); });
        const auto other = reopen();
        auto theirs =
            std::async(std::launch::async, [&] { return close_month(*other, *next, company, somebody); });
        const auto ours = close_month(storage, *next, company, somebody);
        const auto told = theirs.get();
        CHECK(ours.has_value() != told.has_value());
        CHECK((ours ? told : ours).error().code == Errc::duplicate);
        storage.read([](Transaction& db) { CHECK(db.accounting.closes().size() == 1); });
    });
}

TEST_CASE("what is changed in the database behind a close is named with the month, whatever it is") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto storage = implementation.open();
        seed_into(*storage);
        const auto closes = close_all(*storage);
        const auto connection = implementation.connect();
        const auto change = [&](const std::string& trigger, const std::string& table,
                                const std::string& statement) {
            type_sql(*connection, without_trigger(trigger, table, implementation.name) + statement);
            return changed_closes(*storage);
        };
        const auto& month = closes.at(3).month;
        const auto within = " WHERE created >= " + std::to_string(milliseconds_of(closes[3].begins)) +
                            " AND created < " + std::to_string(milliseconds_of(closes[3].ends));
        const auto first_operation = "(SELECT min(id) FROM operations" + within + ")";

        auto faults = change("keep_operation", "operations",
                             "UPDATE operations SET number = 'another' WHERE id = " + first_operation);
        CHECK(faults.size() == 2);
        CHECK(has(faults, "operations-" + month + ".csv"));
        CHECK(has(faults, "commerceml-" + month + ".xml"));
        faults = change("keep_posting", "postings",
                        "UPDATE postings SET points = points + 1 WHERE account LIKE 'customer/%' AND entry ="
                        " (SELECT min(id) FROM entries" +
                            within + " AND cause = 'award')");
        CHECK(has(faults, "liabilities-" + month + ".csv"));
        CHECK_FALSE(has(faults, "liabilities-" + closes[4].month + ".csv"));

        const auto of_another = "UPDATE accounting_closes SET ";
        const auto& last = closes.back().month;
        const auto where = " WHERE month = '" + last + "'";
        faults = change("keep_close", "accounting_closes", of_another + std::string("names = 'x'") + where);
        CHECK(has(faults, "closed month " + last + ": its own figures were changed"));
        CHECK(has(faults, "closed month " + last + ": its names cannot be read"));
        type_sql(*connection, of_another + std::string("month = 'x'") + where);
        CHECK(has(changed_closes(*storage), "closed month x: its own figures were changed"));
        storage->read([](Transaction& db) { CHECK_FALSE(next_month_to_close(db, company)); });
        type_sql(*connection, without_trigger("keep_close_there", "accounting_closes", implementation.name) +
                                  "DELETE FROM accounting_closes WHERE month = '" + closes[5].month + "'");
        CHECK(has(changed_closes(*storage), "closed month " + closes[6].month + ": the close before it"));
    }
}
