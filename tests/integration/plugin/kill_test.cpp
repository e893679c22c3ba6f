#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <thread>

#include "cloud.hpp"
#include "faulty_proxy.hpp"

using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

/// The cloud's worst faults: a repeated nonce makes a second operation, and every third POST is lost,
/// answered wrongly or carried out long after its connection closed.
const std::vector<std::string> hostile{"repeated_nonce=duplicate", "lost_answer=9",  "late_commit=8",
                                       "late_commit_ms=1200",      "error_before=4", "error_after=5",
                                       "lost_request=4",           "cut_answer=4"};
const Json peaceful{{"lost_answer", 0}, {"late_commit", 0},  {"error_before", 0},
                    {"error_after", 0}, {"lost_request", 0}, {"cut_answer", 0}};

struct Plan {
    std::uint32_t seed;
    int kills;
    int receipts;
};

/// After this many kills of the register the cloud's process is killed too and started again.
constexpr int kills_of_register_to_one_of_cloud = 20;

Json config_through(const FaultyProxy& proxy, const Cloud& cloud, const std::string& data_directory) {
    Json config = cloud.config(data_directory, {{"event_deadline_ms", 1000},
                                                {"send_timeout_ms", 1500},
                                                {"settle_horizon_ms", 2500},
                                                {"probe_interval_ms", 100}});
    config["cloud"]["base_url"] = "https://127.0.0.1:" + std::to_string(proxy.port());
    return config;
}

/// A register simulator whose process is killed repeatedly and continues each time.
class KilledRegister {
  public:
    KilledRegister(Cloud& cloud, const FaultyProxy& proxy, const Plan& plan)
        : cloud_(cloud), proxy_(proxy), random_(plan.seed), plan_(plan) {
        write_file(folder_ / "tillpoints.json", config_through(proxy, cloud, folder_ / "plugin").dump());
        // A killed register leaves its temporary files in this test's folder.
        ::setenv("TMPDIR", (folder_ / "").c_str(), 1);
        Process generator({TILLPOINTS_REGISTER, "generate", "--seed", std::to_string(plan.seed), "--count",
                           std::to_string(plan.receipts)},
                          folder_ / "day.jsonl");
        REQUIRE(generator.wait(30) == 0);
        command_ = {TILLPOINTS_REGISTER,
                    "--plugin",
                    TILLPOINTS_LIBRARY,
                    "--config",
                    folder_ / "tillpoints.json",
                    "--receipts",
                    folder_ / "day.jsonl",
                    "--seed",
                    std::to_string(plan.seed),
                    "--run-id",
                    "soak",
                    "--fiscal",
                    folder_ / "fiscal.jsonl",
                    "--journal",
                    folder_ / "journal.jsonl",
                    "--customers",
                    "http://127.0.0.1:" + std::to_string(cloud.office_port()),
                    "--customers-token",
                    cloud.token_file()};
    }

    /// Runs and kills the register; returns the number of kills that hit a running register.
    int run_and_kill() {
        int kills = 0;
        // The day must be longer than 200 runs, also on a slow machine.
        auto command = command_;
        command.insert(command.end(), {"--pace", "15"});
        for (int life = 0; life < plan_.kills; ++life) {
            const int before = proxy_.connections();
            Process process(command, folder_ / "register.log");
            // The kill comes after the register has started talking, however long the start took.
            proxy_.wait_for_more_than(before, 2s);
            // The customers are created once, in a run that is not killed.
            process.makes(folder_ / "fiscal.jsonl.state", 10s);
            process.ends_within(std::chrono::milliseconds(20 + random_() % 600));
            if (!process.kill()) {
                INFO(last_words());
                CHECK(process.status() == 0);
                break;
            }
            if (++kills % kills_of_register_to_one_of_cloud == 0) kill_cloud();
        }
        return kills;
    }

    void finish_the_day() {
        auto command = command_;
        command.insert(command.end(), {"--wait-settled", "100"});
        Process process(command, folder_ / "register.log");
        const int status = process.wait(160);
        INFO(last_words());
        CHECK(status == 0);
    }

    /// Compares the plugin's entries, the printed receipts and the cloud's ledger; returns the tool's output.
    std::string check_ledger(Cloud& cloud) {
        Process exporter({TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY, "export", "--config",
                          folder_ / "tillpoints.json", "--json"},
                         folder_ / "export.jsonl");
        CHECK(exporter.wait(30) == 0);
        Process ledger(
            {TILLPOINTS_LEDGER, "--export", folder_ / "export.jsonl", "--fiscal", folder_ / "fiscal.jsonl",
             "--cloud", "http://127.0.0.1:" + std::to_string(cloud.office_port()), "--token",
             cloud.token_file()},
            folder_ / "verdict");
        const int status = ledger.wait(30);
        const auto verdict = read_file(folder_ / "verdict");
        INFO(verdict);
        CHECK(status == 0);
        return verdict;
    }

    std::vector<Json> entries() const {
        std::vector<Json> out;
        std::istringstream lines(read_file(folder_ / "export.jsonl"));
        for (std::string line; std::getline(lines, line);) out.push_back(Json::parse(line));
        return out;
    }

    int cloud_kills() const { return cloud_kills_; }

  private:
    void kill_cloud() {
        cloud_.kill();
        // For a while the bytes that the proxy delays find no cloud. There is no event to wait for.
        std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 200));
        cloud_.start();
        ++cloud_kills_;
    }

    std::string last_words() const {
        const auto log = read_file(folder_ / "register.log");
        return log.substr(log.size() > 1500 ? log.size() - 1500 : 0);
    }

    Folder folder_;
    Cloud& cloud_;
    const FaultyProxy& proxy_;
    int cloud_kills_ = 0;
    std::mt19937 random_;
    Plan plan_;
    std::vector<std::string> command_;
};

/// Entries that are missing in the cloud or there more than once.
struct Count {
    int entries = 0, redemptions = 0, refunds = 0, withdrawn = 0, parked = 0, lost = 0, doubled = 0;
};

Count count(const std::vector<Json>& entries, const Json& ledger) {
    std::map<std::string, int> sales;
    std::map<std::int64_t, int> operations;
    for (const auto& operation : ledger.at("operations")) {
        ++operations[operation.at("id")];
        if (operation.at("state") != "REVERSAL" && operation.at("number").is_string() &&
            operation.at("origin").is_null())
            ++sales[operation.at("number")];
    }
    Count out;
    for (const auto& entry : entries) {
        ++out.entries;
        const bool sale = entry.at("kind") == "purchase";
        const bool refund = entry.at("kind") == "refund";
        const auto state = entry.at("state").get<std::string>();
        out.redemptions += sale && entry.at("points") > 0 ? 1 : 0;
        out.refunds += refund ? 1 : 0;
        out.withdrawn += state == "withdrawn" ? 1 : 0;
        out.parked += state == "parked" ? 1 : 0;
        const int known = sale ? sales[entry.at("cloud_number")] : 0;
        if (sale && state == "confirmed" && known == 0) ++out.lost;
        if (refund && state == "confirmed" &&
            (!entry.at("reversal").is_number() || operations[entry.at("reversal")] == 0))
            ++out.lost;
        if (known > 1) ++out.doubled;
    }
    return out;
}

void soak(const Plan& plan) {
    Cloud cloud(hostile);
    FaultyProxy proxy(cloud.port(), plan.seed);
    KilledRegister killed(cloud, proxy, plan);
    const int kills = killed.run_and_kill();
    cloud.set_switches(peaceful);
    proxy.stop_faults();
    killed.finish_the_day();
    const auto verdict = killed.check_ledger(cloud);
    const auto counted = count(killed.entries(), cloud.ledger());
    std::cout << "seed " << plan.seed << ": kills " << kills << " and " << killed.cloud_kills()
              << " of the cloud, connections: " << proxy.summary() << "\nentries " << counted.entries
              << " (redemptions " << counted.redemptions << ", returns " << counted.refunds << ", withdrawn "
              << counted.withdrawn << ", parked " << counted.parked << "), lost " << counted.lost
              << ", doubled " << counted.doubled << "\n"
              << verdict << std::flush;
    CHECK(kills == plan.kills);
    CHECK(proxy.connections() > kills);
    CHECK(counted.redemptions > 0);
    CHECK(counted.refunds > 0);
    CHECK(counted.withdrawn > 0);
    CHECK(counted.lost == 0);
    CHECK(counted.doubled == 0);
}

}  // namespace

TEST_CASE(
    "after 200 kills of the register's process and 10 of the cloud's, over a network that drops, delays, "
    "resets, cuts and repeats, every entry is in the cloud exactly once") {
    soak({20'260'131, 200, 3'000});
    // TILLPOINTS_SOAK=1 goes on with as many more seeds, and more kills in each.
    const char* wanted = std::getenv("TILLPOINTS_SOAK");
    const std::uint32_t more = wanted != nullptr && std::string(wanted) == "1" ? 8 : 0;
    for (std::uint32_t seed = 1; seed <= more; ++seed) soak({seed, 400, 6'000});
}
