#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

/// A month of a running cloud, closed by the program and changed behind its back.
namespace {

Finished accounting(const DataDirectory& data, std::vector<std::string> words) {
    words.insert(words.begin(), "accounting");
    words.insert(words.end(), {"--programme", TILLPOINTS_PROGRAMME, "--data", data.path});
    return run_program(words);
}

std::map<std::string, std::string> files_of(const DataDirectory& data, const std::string& month,
                                            const std::string& folder) {
    const auto finished = accounting(
        data, {"export", "--month", month, "--to", data.path + "/" + folder, "--utc-offset", "300"});
    INFO(finished.output);
    REQUIRE(finished.status == 0);
    std::map<std::string, std::string> out;
    for (const auto& file : std::filesystem::directory_iterator(data.path + "/" + folder)) {
        const auto name = file.path().filename().string();
        out[name] = data.read(folder + "/" + name);
    }
    return out;
}

/// What SQLite says to statements that somebody types; empty if it takes them.
std::string typed_sql(const DataDirectory& data, const std::string& statements) {
    sqlite3* file = nullptr;
    REQUIRE(sqlite3_open((data.path + "/cloud.db").c_str(), &file) == SQLITE_OK);
    char* complaint = nullptr;
    sqlite3_exec(file, statements.c_str(), nullptr, nullptr, &complaint);
    const std::string said = complaint ? complaint : "";
    sqlite3_free(complaint);
    sqlite3_close(file);
    return said;
}

void move_time(const DataDirectory& data, const std::string& to) {
    const auto moved =
        run_program({"time", "--to", to, "--programme", TILLPOINTS_PROGRAMME, "--data", data.path});
    INFO(moved.output);
    REQUIRE(moved.status == 0);
}

}  // namespace

TEST_CASE(
    "a closed month gives the same bytes whatever is sold, taken back and given later; what is changed in "
    "the "
    "database is named by the audit") {
    const DataDirectory data;
    OperationId sold;
    std::map<std::string, std::string> closed;
    {
        const CloudProcess cloud(data, {"--virtual-time", "2031-10-20T09:00:00Z"});
        auto terminal = cloud.client();
        const auto anna = cloud.join("Anna", "+77010000001");
        const auto buy = [&](std::int64_t minor) {
            return expect<loyalty::Operation>(
                terminal, purchase(loyalty::ByUid{CustomerUid(*anna.find("uid")->string())}, minor));
        };
        sold = buy(1'000'00).id;
        buy(250'50);
        CHECK(accounting(data, {"close", "--month", "2031-10", "--utc-offset", "300"}).status == 2);
        // Midnight of a shop five hours ahead of UTC, a minute too early and a minute later.
        move_time(data, "2031-10-31T19:00:30Z");
        CHECK(accounting(data, {"close", "--month", "2031-10", "--utc-offset", "300"}).status == 2);
        move_time(data, "2031-10-31T19:02:00Z");
        const auto before = files_of(data, "2031-10", "open");
        CHECK(before.contains("operations-2031-10-not-closed.csv"));
        REQUIRE(accounting(data, {"close", "--month", "2031-10", "--utc-offset", "300"}).status == 0);
        CHECK(accounting(data, {"close", "--month", "2031-10"}).output.find("duplicate") !=
              std::string::npos);
        closed = files_of(data, "2031-10", "closed");
        CHECK(closed.size() == 4);
        CHECK(closed.at("operations-2031-10.csv") == before.at("operations-2031-10-not-closed.csv"));

        expect<loyalty::Operation>(terminal, loyalty::RefundOperation{sold, {}});
        buy(77'00);
        CHECK(files_of(data, "2031-10", "again") == closed);
        const auto november = files_of(data, "2031-11", "november").at("operations-2031-11-not-closed.csv");
        CHECK(november.find(";refund;" + std::to_string(sold.value) + ";") != std::string::npos);
        const auto checked = run_program({"audit", "--data", data.path});
        CHECK(checked.status == 0);
        CHECK(checked.output.find("closed months 1: as they were closed") != std::string::npos);
    }
    const auto change = "UPDATE operations SET total = total + 100 WHERE id = " + std::to_string(sold.value);
    CHECK(typed_sql(data, change).find("never changed") != std::string::npos);
    CHECK(typed_sql(data, "DELETE FROM accounting_closes").find("never removed") != std::string::npos);
    CHECK(typed_sql(data, "DROP TRIGGER keep_operation; " + change) == "");
    const auto found = run_program({"audit", "--data", data.path});
    CHECK(found.status == 1);
    CHECK(found.output.find("fault: closed month 2031-10: the file operations-2031-10.csv is not the one") !=
          std::string::npos);
    CHECK(found.output.find("liabilities-2031-10.csv") == std::string::npos);
    const auto refused = accounting(data, {"export", "--month", "2031-10", "--to", data.path + "/changed"});
    CHECK(refused.status == 1);
    CHECK_FALSE(std::filesystem::exists(data.path + "/changed/operations-2031-10.csv"));
    CHECK(std::filesystem::exists(data.path + "/changed/liabilities-2031-10.csv"));
    CHECK(typed_sql(data, "DROP TRIGGER keep_close; UPDATE accounting_closes SET customers_owed = 1") == "");
    CHECK(run_program({"audit", "--data", data.path}).output.find("its own figures were changed") !=
          std::string::npos);
}

TEST_CASE("accounting refuses what it cannot do, and says why") {
    const DataDirectory data;
    CHECK(accounting(data, {"close", "--month", "2031-10"}).status == 2);
    CloudProcess(data).stop();
    const auto said = [&](std::vector<std::string> words) {
        const auto finished = accounting(data, std::move(words));
        CHECK(finished.status == 2);
        return finished.output;
    };
    CHECK(said({"close", "--month", "October"}).find("--month") != std::string::npos);
    CHECK(said({"close", "--month", "2031-10", "--utc-offset", "0"}).find("a month of the books") !=
          std::string::npos);
    CHECK(said({"close", "--month", "2031-10"}).find("the first close decides") != std::string::npos);
    CHECK(said({"export", "--month", "2031-10"}).find("--to") != std::string::npos);
    CHECK(said({"export", "--month", "2031-10", "--to", data.path}).find("a month of the books") !=
          std::string::npos);
    CHECK(said({"close", "--month", "2031-10", "--utc-offset", "9000"}).find("--utc-offset") !=
          std::string::npos);
    CHECK(run_program({"accounting", "--help"}).output.find("CommerceML") != std::string::npos);
}
