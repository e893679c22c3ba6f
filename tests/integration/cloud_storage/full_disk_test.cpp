#include <catch2/catch.hpp>
#include <filesystem>

#include "deployment.hpp"
#include "postgres/server.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// Sells until the disk is full, makes room, and sells again. `said` is part of the message of every refusal.
void fill_and_go_on(const CloudDeployment& clouds, const std::function<void(bool full)>& disk,
                    const std::string& said) {
    clouds.join("Anna", "+77010000001");
    std::vector<Client> terminals;
    for (int i = 0; i < clouds.processes(); ++i) terminals.push_back(clouds.terminal(i));
    std::size_t next = 0;
    const auto buy = [&] {
        const auto call = purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000);
        return ask(terminals[next++ % terminals.size()], call).value().value();
    };
    disk(true);
    std::int64_t made = 0;
    // Not every write needs room of its own: one may still fit behind another that did not.
    for (int refused = 0; refused < 20;) {
        const auto answer = buy();
        const auto* refusal = std::get_if<Refusal>(&answer);
        refused = refusal ? refused + 1 : 0;
        if (!refusal) ++made;
        REQUIRE(made < 5'000);
        if (!refusal) continue;
        CHECK(refusal->status == 500);
        INFO(refusal->message);
        CHECK(refusal->message.find(said) != std::string::npos);
    }
    CHECK(made > 0);
    for (auto& terminal : terminals) {
        CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
        CHECK(expect<OperationPage>(terminal, ListOperations{1, {}, {}}).rows.size() == 1);
    }

    disk(false);
    for (std::size_t i = 0; i < terminals.size(); ++i, ++made)
        CHECK(std::holds_alternative<Operation>(buy()));
    clouds.storage()->read([&](Transaction& db) {
        const auto audit = db.ledger.audit();
        CHECK(audit.violations.empty());
        CHECK(audit.operations == made);
    });
}

}  // namespace

TEST_CASE(
    "with a full disk purchases fail as a whole and with a 500 until there is room again, and nothing else "
    "fails") {
    const CloudDeployment clouds({"SQLite", "", 1});
    const auto disk = [&](bool full) {
        const auto size = std::filesystem::file_size(clouds.data(0) + "/cloud.db-wal");
        clouds.limit_files(0, full ? std::optional(size + 200'000) : std::nullopt);
    };
    fill_and_go_on(clouds, disk, "cloud.db");
}

TEST_CASE("the same where the disk of PostgreSQL's server is full") {
    // The files of its log are a megabyte each from the beginning. Nothing else comes near that but the
    // entries: they are filled up with rows that were rolled back, and sweeping those away makes room.
    constexpr std::uint64_t megabyte = 1u << 20;
    tillpoints::test::PostgresServer server(
        {{"--wal-segsize=1"}, {"autovacuum=off", "min_wal_size=2MB", "max_wal_size=4MB"}, megabyte});
    const auto database = server.new_database();
    const CloudDeployment clouds({"PostgreSQL, two processes", database, 2});
    const auto entries = database.substr(database.rfind('=') + 1) + ".entries";
    // Of the chunks of the ledger the first is written to.
    const auto fill = "DO $$ BEGIN WHILE pg_relation_size('" + entries +
                      "_1') < 1015808 LOOP BEGIN"
                      " INSERT INTO " +
                      entries +
                      " (created, cause) SELECT 0, 'nothing' FROM generate_series(1, 100);"
                      " RAISE 'undone'; EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$";
    const auto disk = [&](bool full) { server.run(full ? fill : "VACUUM " + entries); };
    fill_and_go_on(clouds, disk, "could not extend file");
}
