#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "deployment.hpp"
#include "figures.hpp"
#include "postgres/server.hpp"
#include "till_load.hpp"

/// 64 terminals, each on a kept TLS connection of its own, that sell one receipt after another to a customer
/// of their own; for 10 s, or TILLPOINTS_BENCH_SECONDS. TILLPOINTS_BENCH_CLOUD names the program that serves
/// them (absent: the checked cloud, which checks every answer and is slower), so that two builds can be
/// measured in turns. `-c "PostgreSQL, one process"` measures that alone.
namespace tillpoints::cloud::test {
namespace {

std::chrono::seconds duration() {
    const char* seconds = std::getenv("TILLPOINTS_BENCH_SECONDS");
    return std::chrono::seconds(seconds ? std::atoi(seconds) : 10);
}

std::string phone_of(int terminal) {
    return "+7701000" + std::to_string(1'000 + terminal);
}

/// Sells for a while.
TillFigures sell(const CloudDeployment& clouds) {
    return sell(TillLoad{[&](int terminal) { return clouds.terminal(terminal); },
                         [](int terminal, int) { return phone_of(terminal); }, duration()});
}

/// The report of all time again and again, while terminals sell.
TillFigures sell_beside_a_report(const CloudDeployment& clouds) {
    std::atomic<bool> over = false;
    std::thread owner([&] {
        auto office = clouds.office();
        while (!over) office.send({"GET", "/report", {}, {}});
    });
    const auto figures = sell(clouds);
    over = true;
    owner.join();
    return figures;
}

/// The same rows by as many clients of pgbench, which does nothing else (yardsticks/raw_rows.sql).
void print_raw_rows(const std::string& database) {
    const auto where = database.find("host=");
    const auto host = database.substr(where + 5, database.find(' ', where) - where - 5);
    const auto schema = database.substr(database.rfind('=') + 1);
    const auto command = std::string("PGPASSWORD=") + tillpoints::test::PostgresServer::password +
                         " PGOPTIONS='-c search_path=" + schema + "' pgbench -n -M prepared -c 64 -j 2 -T " +
                         std::to_string(duration().count()) +
                         " -f " TILLPOINTS_YARDSTICKS "/raw_rows.sql -h " + host +
                         " -U books postgres 2>&1 | sed -n 's/^tps = \\([0-9.]*\\).*/\\1/p'";
    FILE* pgbench = popen(command.c_str(), "r");
    REQUIRE(pgbench);
    double per_second = 0;
    CHECK(std::fscanf(pgbench, "%lf", &per_second) == 1);
    CHECK(pclose(pgbench) == 0);
    bench::record_figure("raw rows: a second", per_second);
    std::printf("%-46s %5.0f transactions a second\n", "raw rows by 64 clients of pgbench", per_second);
}

void run(const Deployment& deployment) {
    const CloudDeployment clouds(deployment);
    for (int terminal = 0; terminal < TillLoad::terminals; ++terminal)
        clouds.join("Customer", phone_of(terminal));
    const auto before = sell(clouds);
    print(deployment.name, before);
    if (!std::getenv("TILLPOINTS_BENCH_CLOUD")) {
        const auto beside = sell_beside_a_report(clouds);
        print(deployment.name + ", a report beside", beside);
        // The books have grown meanwhile.
        const auto after = sell(clouds);
        print(deployment.name + ", alone again", after);
        std::printf("%-46s %5.0f %% fewer purchases\n", (deployment.name + ", what the report costs").c_str(),
                    100 - 200 * beside.per_second / (before.per_second + after.per_second));
    }
    if (deployment.processes == 1 && !deployment.database.empty()) print_raw_rows(deployment.database);
}

}  // namespace

TEST_CASE("64 tills sell side by side") {
    // One more connection for each client of pgbench than a server has by default.
    tillpoints::test::PostgresServer server({{}, {"max_connections=120", "shared_buffers=256MB"}});
    for (const auto& deployment : {Deployment{"SQLite", "", 1, true},
                                   Deployment{"PostgreSQL, one process", server.new_database(), 1, true},
                                   Deployment{"PostgreSQL, two processes", server.new_database(), 2, true}})
        DYNAMIC_SECTION(deployment.name) {
            run(deployment);
        }
}

}  // namespace tillpoints::cloud::test
