#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "deployment.hpp"
#include "postgres/server.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

using Times = std::chrono::steady_clock;

constexpr int tills = 6;

std::string phone_of(int till) {
    return "+7701555" + std::to_string(1'000 + till);
}

/// New books in small chunks, so that some are full soon.
std::string books_in_small_chunks() {
    auto& server = tillpoints::test::postgres();
    auto database = server.new_database();
    open_postgres_storage(database);
    server.run(
        "SET search_path = " + database.substr(database.rfind('=') + 1) +
        "; DO $$ DECLARE k BIGINT; BEGIN FOR k IN SELECT first_entry FROM ledger_chunks LOOP"
        " EXECUTE format('DROP TABLE postings_%s', k); EXECUTE format('DROP TABLE entries_%s', k); END"
        " LOOP; DELETE FROM ledger_chunks; FOR k IN 0..29 LOOP PERFORM add_ledger_chunk(k * 30 + 1, k *"
        " 30 + 31); END LOOP; END $$");
    return database;
}

/// Tills that sell one receipt after another until this ends.
class SellingTills {
  public:
    explicit SellingTills(const CloudDeployment& clouds) {
        for (int till = 0; till < tills; ++till)
            threads_.emplace_back([this, &clouds, till] {
                auto line = clouds.terminal(till);
                while (!over_) {
                    const auto begin = Times::now();
                    const auto answer =
                        ask(line, purchase(loyalty::ByPhone{*Phone::parse(phone_of(till))}, 100'000));
                    const auto took =
                        std::chrono::duration_cast<std::chrono::milliseconds>(Times::now() - begin);
                    const bool sold =
                        answer && *answer && std::holds_alternative<loyalty::Operation>(**answer);
                    ++(sold ? sold_ : refused_);
                    for (auto longest = longest_.load();
                         longest < took.count() && !longest_.compare_exchange_weak(longest, took.count());)
                        continue;
                }
            });
    }
    ~SellingTills() { stop(); }

    void stop() {
        over_ = true;
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }
    void wait_for_sales(int more) const {
        for (const auto until = sold_ + more; sold_ < until && refused_ == 0;)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    int sold() const { return sold_; }
    int refused() const { return refused_; }
    /// Since the last call.
    std::int64_t longest_wait_ms() { return longest_.exchange(0); }

  private:
    std::atomic<bool> over_ = false;
    std::atomic<int> sold_ = 0;
    std::atomic<int> refused_ = 0;
    std::atomic<std::int64_t> longest_ = 0;
    std::vector<std::thread> threads_;
};

std::vector<std::string> archive_words(const std::string& database,
                                       std::chrono::days ahead = std::chrono::days(1)) {
    const auto before =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + ahead;
    return {"archive",    "--before", to_text(Timestamp(before)), "--young", "--unclosed", "--really",
            "--database", database};
}

std::vector<std::string> attach_words(const std::string& database) {
    return {"archive", "--attach", "all", "--really", "--database", database};
}

std::size_t archived_chunks(const CloudDeployment& clouds) {
    std::size_t archived = 0;
    clouds.storage()->read([&](Transaction& db) {
        for (const auto& chunk : db.archive.chunks()) archived += chunk.archived.has_value();
    });
    return archived;
}

}  // namespace

TEST_CASE(
    "while two processes sell, chunks are archived and taken back by processes of which some are killed; "
    "every "
    "purchase happens, and the audit is clean after each step") {
    const auto database = books_in_small_chunks();
    const CloudDeployment clouds({"PostgreSQL, two processes", database, 2});
    for (int till = 0; till < tills; ++till) clouds.join("Customer", phone_of(till));
    SellingTills selling(clouds);
    selling.wait_for_sales(120);
    WARN("the longest wait of a till: " << selling.longest_wait_ms() << " ms");
    for (int kill_after : {10, 30, 60, 100, 150, 250}) {
        const auto started = start_program(archive_words(database));
        std::this_thread::sleep_for(std::chrono::milliseconds(kill_after));
        kill(started.pid, SIGKILL);
        wait_for(started.pid);
        close(started.output);
        REQUIRE(clouds.audit().status == 0);
    }
    // What the killed ones archived comes back, so that the next ones have something to do.
    REQUIRE(run_program(attach_words(database)).status == 0);
    selling.longest_wait_ms();
    const auto archived = run_program(archive_words(database));
    INFO(archived.output);
    REQUIRE(archived.output.find("archived: entries 91 to 120") != std::string::npos);
    WARN("while chunks were archived: " << selling.longest_wait_ms() << " ms");
    CHECK(clouds.audit().status == 0);
    const auto attached = run_program(attach_words(database));
    INFO(attached.output);
    REQUIRE(attached.output.find("attached: entries 91 to 120") != std::string::npos);
    WARN("while chunks were attached: " << selling.longest_wait_ms() << " ms");
    CHECK(clouds.audit().status == 0);
    CHECK(run_program(archive_words(database)).status == 0);
    selling.wait_for_sales(20);
    selling.stop();
    CHECK(selling.refused() == 0);
    CHECK(clouds.audit().status == 0);
    clouds.storage()->read([&](Transaction& db) { CHECK(db.ledger.audit().operations == selling.sold()); });
    CHECK(archived_chunks(clouds) >= 4);
}

TEST_CASE("an archiver that is killed when the sums are written and the tables wait leaves all as it was") {
    const auto database = books_in_small_chunks();
    const CloudDeployment clouds({"PostgreSQL", database, 1});
    clouds.join("Customer", phone_of(0));
    auto line = clouds.terminal(0);
    const auto call = purchase(loyalty::ByPhone{*Phone::parse(phone_of(0))}, 100'000);
    for (int i = 0; i < 60; ++i) expect<loyalty::Operation>(line, call);
    const auto archivers = [&](const std::string& state) {
        return tillpoints::test::postgres().run(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT"
            " archive_ledger_chunk%' AND " +
            state);
    };
    const auto wait_until = [](const std::function<bool()>& so) {
        for (int tries = 0; !so() && tries < 3'000; ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        REQUIRE(so());
    };
    clouds.storage()->read([&](Transaction& db) {
        REQUIRE(db.ledger.postings(0, 10).size() == 20);  // a report, in whose way it is
        const auto started = start_program(archive_words(database));
        wait_until([&] { return archivers("wait_event_type IN ('Lock', 'Timeout')") == "1"; });
        kill(started.pid, SIGKILL);
        wait_for(started.pid);
        close(started.output);
    });
    wait_until([&] { return archivers("true") == "0"; });
    CHECK(archived_chunks(clouds) == 0);
    CHECK(clouds.audit().status == 0);
    expect<loyalty::Operation>(line, call);
    CHECK(run_program(archive_words(database)).status == 0);
    CHECK(archived_chunks(clouds) >= 1);
    CHECK(clouds.audit().status == 0);
}

TEST_CASE(
    "what is younger than three years is not archived, a preview changes nothing, and SQLite says that it "
    "stays whole") {
    const auto database = books_in_small_chunks();
    const CloudDeployment clouds({"PostgreSQL", database, 1});
    clouds.join("Customer", phone_of(0));
    auto line = clouds.terminal(0);
    for (int i = 0; i < 60; ++i)
        expect<loyalty::Operation>(line, purchase(loyalty::ByPhone{*Phone::parse(phone_of(0))}, 100'000));
    auto words = archive_words(database);
    std::erase(words, "--young");
    const auto young = run_program(words);
    CHECK(young.status == 2);
    CHECK(young.output.find("three years are kept") != std::string::npos);
    words = archive_words(database);
    std::erase(words, "--unclosed");
    const auto unclosed = run_program(words);
    CHECK(unclosed.status == 2);
    CHECK(unclosed.output.find("no month is closed") != std::string::npos);
    words = archive_words(database);
    std::erase(words, "--really");
    const auto preview = run_program(words);
    CHECK(preview.status == 0);
    CHECK(preview.output.find("would be archived: entries 1 to 30") != std::string::npos);
    CHECK(archived_chunks(clouds) == 0);
    CHECK(run_program({"archive", "--attach", "17", "--really", "--database", database}).status == 2);
    CHECK(run_program({"archive", "--database", database}).status == 2);
    const CloudDeployment file({"SQLite", "", 1});
    const auto whole = run_program({"archive", "--before", "2020-01-01", "--really", "--data", file.data(0)});
    CHECK(whole.status == 0);
    CHECK(whole.output.find("stay whole") != std::string::npos);
}

TEST_CASE("a refund, a report and a purchase go on after the books of months ago are archived") {
    const auto database = books_in_small_chunks();
    const CloudDeployment clouds({"PostgreSQL", database, 1}, {"--virtual-time"});
    clouds.join("Customer", phone_of(0));
    auto line = clouds.terminal(0);
    const auto call = purchase(loyalty::ByPhone{*Phone::parse(phone_of(0))}, 100'000);
    auto office = clouds.office();
    std::vector<loyalty::Operation> sales;
    for (int month = 0; month < 6; ++month) {
        for (int i = 0; i < 15; ++i) sales.push_back(expect<loyalty::Operation>(line, call));
        REQUIRE(office.send({"POST", "/time", {}, R"({"days": 30})"})->status == 200);
    }
    const auto report = [&](const std::string& query) {
        return *office.send({"GET", "/report" + query, {}, {}});
    };
    const auto all_before = report("");
    REQUIRE(all_before.status == 200);
    const auto archived = run_program(archive_words(database, std::chrono::days(100)));
    INFO(archived.output);
    REQUIRE(archived.output.find("archived: entries 1 to 30") != std::string::npos);
    REQUIRE(clouds.audit().status == 0);
    CHECK(report("").body.size() == all_before.body.size());
    CHECK(expect<loyalty::Refusal>(line, loyalty::RefundOperation{sales.front().id, {}}).status == 400);
    expect<loyalty::Operation>(line, call);
    CHECK(expect<loyalty::Operation>(line,
                                     loyalty::RefundOperation{expect<loyalty::Operation>(line, call).id, {}})
              .state == loyalty::OperationState::reversal);
    CHECK(clouds.audit().status == 0);
    auto attach = attach_words(database);
    attach.push_back("--json");
    CHECK(run_program(attach).output.find("{\"state\":\"attached\",\"chunks\":[{") != std::string::npos);
    CHECK(expect<loyalty::Operation>(line, loyalty::RefundOperation{sales.front().id, {}}).state ==
          loyalty::OperationState::reversal);
    CHECK(clouds.audit().status == 0);
}
