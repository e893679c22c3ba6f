#include <catch2/catch.hpp>

#include "concurrent_spending.hpp"
#include "postgres/server.hpp"

using namespace tillpoints::cloud::test;
using tillpoints::test::PostgresServer;

namespace {

using Times = std::chrono::steady_clock;

/// A primary whose commits wait for a standby.
struct ServerPair {
    ServerPair() : standby(primary, {}) {
        primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'");
        primary.run("SELECT pg_reload_conf()");
        wait_until_synchronous();
    }

    /// Asks again and again, because PostgreSQL tells nobody of it.
    void wait_until_synchronous() {
        const auto begin = Times::now();
        while (primary.run("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1") {
            if (Times::now() - begin > std::chrono::seconds(60))
                throw std::runtime_error("the standby did not become synchronous within a minute");
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }

    /// Both hosts in one connection string; libpq takes the one that can be written to.
    std::string new_database() {
        auto database = primary.new_database();
        const auto host = "host=" + primary.host();
        return database.replace(database.find(host), host.size(), host + "," + standby.host()) +
               " target_session_attrs=read-write";
    }

    PostgresServer primary;
    PostgresServer standby;
};

/// How long from now until another purchase is answered.
std::chrono::duration<double> until_sold(const ConcurrentSpending& spending) {
    const auto begin = Times::now();
    const int before = spending.sold();
    while (spending.sold() == before) {
        if (Times::now() - begin > std::chrono::seconds(60))
            throw std::runtime_error("nothing was sold within a minute");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return Times::now() - begin;
}

}  // namespace

TEST_CASE(
    "when the primary server is killed under load and its synchronous standby is promoted, tills go on "
    "there, "
    "nothing that was answered is lost, and every nonce happens once") {
    ServerPair servers;
    CloudDeployment clouds({"PostgreSQL, two processes", servers.new_database(), 2},
                           {"--set", "repeated_nonce=same"});
    ConcurrentSpending spending(clouds, std::chrono::seconds(20));
    // Time for the tills to sell on the first server.
    std::this_thread::sleep_for(std::chrono::seconds(3));
    const int before = spending.sold();
    servers.primary.kill();
    const auto killed = Times::now();
    servers.standby.promote();
    const std::chrono::duration<double> promotion = Times::now() - killed;
    INFO("promoted in " << promotion.count() << " s");
    const auto sold = until_sold(spending);
    WARN(before << " purchases before the kill; promoted in " << promotion.count() << " s, the next was sold "
                << sold.count() << " s later");
    CHECK(before > 0);
    spending.finish();
    CHECK(spending.unanswered() == 0);
}
