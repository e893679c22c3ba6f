#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <stdexcept>
#include <vector>

#include "cloud/api/service.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/storage/connection.hpp"
#include "figures.hpp"
#include "postgres/server.hpp"

/// bench_cloud [CUSTOMERS [ROUNDS]]: a purchase in a database of a thousand and of CUSTOMERS (1 000 000)
/// customers, in turns with the least that the same database can do for it: one transaction of the same rows,
/// without any query.
///
/// bench_cloud history [OPERATIONS [ROUNDS]]: a purchase of a customer who has bought a hundred times, and so
/// on in steps of ten to OPERATIONS (1 000 000) times. The disk is not waited for, which would hide the
/// difference.
namespace tillpoints::cloud {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

Nanoseconds time_of_work(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - begin;
}

std::string phone_of(std::int64_t customer) {
    return "+7" + std::to_string(7'000'000'000 + customer);
}

/// Customers with a phone and ten thousand points each, made by the database itself.
void seed(Connection& connection, std::int64_t customers) {
    const auto numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                         std::to_string(customers) + ") ";
    connection.begin(Access::write);
    connection.execute("INSERT INTO customers (uid, name, phone, created, balance) " + numbers +
                       "SELECT 'uid-' || i, 'Customer', '+7' || (7000000000 + i), 0, 1000000 FROM n;"
                       "INSERT INTO entries (created, cause) " +
                       numbers +
                       "SELECT 0, 'welcome' FROM n;"
                       "INSERT INTO postings " +
                       numbers +
                       "SELECT i, 'customer/' || i, 1000000 FROM n;"
                       "INSERT INTO postings " +
                       numbers + "SELECT i, 'programme/welcome', -1000000 FROM n");
    connection.commit();
    connection.execute("ANALYZE");
}

/// The rows of one purchase: an operation, two entries with two postings each.
void write_raw(Connection& connection, std::int64_t customer) {
    connection.begin(Access::write);
    {
        auto operation = connection.query(
            "INSERT INTO operations (created, state, customer, nonce, number, total, cash, points, award)"
            " VALUES (0, 0, ?, ?, ?, 100000, 95000, 5000, 950) RETURNING id");
        operation.bind(customer).bind("00000000-0000-4000-8000-000000000000").bind("raw/1").next();
        const auto id = operation.integer();
        for (const auto* account : {"programme/redemptions", "programme/awards"}) {
            auto entry = connection.query(
                "INSERT INTO entries (created, cause, operation) VALUES (0, 'raw', ?) RETURNING id");
            entry.bind(id).next();
            const auto number = entry.integer();
            const auto side = [&](std::string_view name, std::int64_t points) {
                connection.query("INSERT INTO postings (entry, account, points) VALUES (?, ?, ?)")
                    .bind(number)
                    .bind(name)
                    .bind(points)
                    .run();
            };
            side(account, 5000);
            side("raw/" + std::to_string(customer), -5000);
        }
    }
    connection.commit();
}

struct Times {
    explicit Times(std::vector<Nanoseconds> all) : sorted(std::move(all)) {
        std::sort(sorted.begin(), sorted.end());
    }
    double microseconds(double share) const {
        return double(sorted[std::size_t(share * double(sorted.size() - 1))].count()) / 1e3;
    }
    double per_second() const {
        Nanoseconds sum{0};
        for (const auto one : sorted) sum += one;
        return double(sorted.size()) * 1e9 / double(sum.count());
    }
    std::vector<Nanoseconds> sorted;
};

void run(const char* name, Storage& storage, Connection& connection, std::int64_t customers, int rounds) {
    const auto seeding = time_of_work([&] { seed(connection, customers); });
    Problems problems;
    auto programme = load_programme(TILLPOINTS_PROGRAMME, problems);
    if (!programme) throw std::runtime_error("no programme");
    programme->use_points_by_phone = true;
    std::mt19937_64 random(1);
    Service service(
        *programme, storage, 42, [] { return time_of(1); }, [&] { return std::uint32_t(random()); });
    const auto buy = [&](std::int64_t customer, int round) {
        loyalty::CreateOperation call;
        call.who = loyalty::ByPhone{*Phone::parse(phone_of(customer))};
        call.nonce = Nonce("nonce-" + std::to_string(round));
        call.number = "receipt/" + std::to_string(round);
        call.total = Money(100'000);
        call.cash = Money(95'000);
        call.points = Points(5'000);
        if (!std::holds_alternative<loyalty::Operation>(service.answer(call)))
            throw std::runtime_error("refused");
    };
    std::vector<Nanoseconds> raw, bought;
    for (int round = -50; round < rounds; ++round) {
        const auto customer = std::int64_t(random() % std::uint64_t(customers)) + 1;
        const auto least = time_of_work([&] { write_raw(connection, customer); });
        const auto whole = time_of_work([&] { buy(customer, round); });
        if (round < 0) continue;
        raw.push_back(least);
        bought.push_back(whole);
    }
    const Times purchases(std::move(bought));
    const Times commits(std::move(raw));
    std::printf(
        "%-10s %8lld customers (seeded in %.1f s): purchase p50 %.0f us, p99 %.0f us, %.0f a second;"
        " raw commit p50 %.0f us, p99 %.0f us, %.0f a second; ratio %.2f\n",
        name, static_cast<long long>(customers), double(seeding.count()) / 1e9, purchases.microseconds(0.5),
        purchases.microseconds(0.99), purchases.per_second(), commits.microseconds(0.5),
        commits.microseconds(0.99), commits.per_second(), purchases.per_second() / commits.per_second());
    std::fflush(stdout);
}

/// So many purchases of a customer, and what belongs to each, made by the database itself.
void seed_history(Connection& connection, std::int64_t customer, std::int64_t count) {
    const auto numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                         std::to_string(count) + ") ";
    const auto id = std::to_string(customer);
    const auto newest = [&](const char* table) {
        auto query = connection.query("SELECT coalesce(max(id), 0) FROM " + std::string(table));
        query.next();
        return std::to_string(query.integer());
    };
    const auto times = [&](const char* amount) {
        return "CAST(" + std::string(amount) + " AS BIGINT) * " + std::to_string(count);
    };
    connection.begin(Access::write);
    const auto operation = newest("operations");
    const auto entry = newest("entries");
    const auto posting = [&](const std::string& account, const char* points) {
        return "INSERT INTO postings " + numbers + "SELECT i + " + entry + ", '" + account + "', " + points +
               " FROM n;";
    };
    connection.execute("INSERT INTO operations (created, state, customer, total, cash, points, award) " +
                       numbers + "SELECT 1, 0, " + id +
                       ", 100000, 100000, 0, 950 FROM n; INSERT INTO entries (created, cause, operation) " +
                       numbers + "SELECT 1, 'award', i + " + operation + " FROM n;" +
                       posting("customer/" + id, "950") + posting("programme/awards", "-950") +
                       "UPDATE customers SET balance = balance + " + times("950") +
                       ", purchases = " + std::to_string(count) + ", cash_spent = " + times("100000") +
                       ", last_purchase = 1, last_transaction = 1 WHERE id = " + id);
    connection.commit();
}

loyalty::CreateOperation small_purchase(std::int64_t customer, const std::string& number) {
    loyalty::CreateOperation call;
    call.who = loyalty::ByPhone{*Phone::parse(phone_of(customer))};
    call.number = number;
    call.total = Money(100'000);
    call.cash = Money(99'500);
    call.points = Points(500);
    return call;
}

/// Customers with histories of 10^2, 10^3... buy in turns, and do not wait for the disk (the works of one
/// transact_all do so once, at the end).
void run_history(const char* name, Storage& storage, Connection& connection, std::int64_t most, int rounds) {
    seed(connection, 1'000);
    std::vector<std::int64_t> histories;
    for (std::int64_t count = 100; count <= most; count *= 10) {
        histories.push_back(count);
        seed_history(connection, std::ssize(histories), count);
        // Also for the checks of references in the next step, which are planned with what is known by then.
        connection.execute("ANALYZE");
    }
    Problems problems;
    auto programme = load_programme(TILLPOINTS_PROGRAMME, problems);
    if (!programme) throw std::runtime_error("no programme");
    programme->use_points_by_phone = true;
    std::mt19937_64 random(1);
    Service service(
        *programme, storage, 42, [] { return time_of(2); }, [&] { return std::uint32_t(random()); });
    std::vector<std::vector<Nanoseconds>> bought(histories.size());
    std::vector<std::function<void(RequestContext&)>> works;
    for (int round = -20; round < rounds; ++round)
        for (std::size_t at = 0; at < histories.size(); ++at)
            works.push_back([&, round, at](RequestContext& context) {
                const auto call = small_purchase(
                    std::int64_t(at) + 1, "history/" + std::to_string(at) + "/" + std::to_string(round));
                const auto took = time_of_work([&] {
                    if (!std::holds_alternative<loyalty::Operation>(answer(context, call)))
                        throw std::runtime_error("refused");
                });
                if (round >= 0) bought[at].push_back(took);
            });
    for (const auto& failure : service.transact_all(works))
        if (failure) std::rethrow_exception(failure);
    for (std::size_t at = 0; at < histories.size(); ++at) {
        const Times times(bought[at]);
        bench::record_figure(std::string("history ") + name + " " + std::to_string(histories[at]),
                             times.microseconds(0.5));
        std::printf("%-10s %8lld operations of the customer: purchase p50 %.0f us, p90 %.0f us\n", name,
                    static_cast<long long>(histories[at]), times.microseconds(0.5), times.microseconds(0.9));
    }
    std::fflush(stdout);
}

void run_histories(std::int64_t most, int rounds) {
    char pattern[] = "/tmp/tillpoints-bench-XXXXXX";
    const std::string directory = mkdtemp(pattern);
    {
        const auto storage = open_sqlite_storage(directory + "/cloud.db");
        run_history("SQLite", *storage, *connect_sqlite(directory + "/cloud.db"), most, rounds);
    }
    std::filesystem::remove_all(directory);
    const auto database = tillpoints::test::postgres().new_database();
    const auto storage = open_postgres_storage(database);
    run_history("PostgreSQL", *storage, *connect_postgres(database), most, rounds);
}

void run_all(std::int64_t max_customers, int rounds) {
    for (const auto customers : {std::int64_t(1000), max_customers}) {
        char pattern[] = "/tmp/tillpoints-bench-XXXXXX";
        const std::string directory = mkdtemp(pattern);
        {
            const auto storage = open_sqlite_storage(directory + "/cloud.db");
            run("SQLite", *storage, *connect_sqlite(directory + "/cloud.db"), customers, rounds);
        }
        std::filesystem::remove_all(directory);
        const auto database = tillpoints::test::postgres().new_database();
        const auto storage = open_postgres_storage(database);
        run("PostgreSQL", *storage, *connect_postgres(database), customers, rounds);
    }
}

}  // namespace
}  // namespace tillpoints::cloud

int main(int count, char** arguments) {
    if (count > 1 && std::string_view(arguments[1]) == "history") {
        tillpoints::cloud::run_histories(count > 2 ? std::atoll(arguments[2]) : 1'000'000,
                                         count > 3 ? std::atoi(arguments[3]) : 1'000);
        return 0;
    }
    tillpoints::cloud::run_all(count > 1 ? std::atoll(arguments[1]) : 1'000'000,
                               count > 2 ? std::atoi(arguments[2]) : 2'000);
    return 0;
}
