#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

namespace {

int mode_of(const std::string& file) {
    struct stat info {};
    REQUIRE(stat(file.c_str(), &info) == 0);
    return static_cast<int>(info.st_mode & 0777);
}

}  // namespace

TEST_CASE("secrets are readable by the owner only") {
    const DataDirectory data;
    CHECK(run_program({"--programme", TILLPOINTS_PROGRAMME, "--data", data.path, "--listen", "256.0.0.1:1"})
              .status == 2);
    CHECK(mode_of(data.path + "/api.key") == 0600);
    std::filesystem::remove(data.path + "/api.key");
    const CloudProcess cloud(data);
    CHECK(mode_of(data.path + "/backoffice.token") == 0600);
    CHECK(mode_of(data.path + "/key.pem") == 0600);
}

TEST_CASE("SIGTERM ends the program cleanly, with connections open") {
    const DataDirectory data;
    CloudProcess cloud(data);
    auto terminal = cloud.client();
    expect<loyalty::Settings>(terminal, loyalty::GetSettings());
    CHECK(cloud.stop() == 0);
    CHECK_FALSE(std::filesystem::exists(data.path + "/cloud.db-wal"));
}

TEST_CASE("the help lists the settings and the switches") {
    const auto help = run_program({"--help"});
    CHECK(help.status == 0);
    for (const auto* word :
         {"--programme", "repeated_nonce=same|400|409|duplicate", "late_commit", "api.key", "audit"})
        CHECK(help.output.find(word) != std::string::npos);
}

TEST_CASE("a command line that cannot work ends with status 2 and says why") {
    const DataDirectory data;
    const auto run = [&](std::vector<std::string> more) {
        more.insert(more.end(), {"--programme", TILLPOINTS_PROGRAMME, "--data", data.path});
        const auto finished = run_program(more);
        CHECK(finished.status == 2);
        return finished.output;
    };
    CHECK(run({"--set", "repeated_nonce=maybe"}).find("same|400|409|duplicate") != std::string::npos);
    CHECK(run({"--listen", "nowhere"}).find("ADDRESS:PORT") != std::string::npos);
    CHECK(run({"--cert", "x"}).find("--key") != std::string::npos);
    CHECK(run_program({"--data", data.path}).status == 2);
    const auto no_programme = run_program({"--data", data.path, "--programme", "/nowhere.json"});
    CHECK(no_programme.status == 2);
    CHECK(no_programme.output.find("/nowhere.json") != std::string::npos);
}

TEST_CASE("audit without a database says so") {
    const DataDirectory data;
    CHECK(run_program({"audit", "--data", data.path}).status == 2);
}

TEST_CASE("the ledger names a cause for every posting and balances") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    const auto anna = cloud.join("Anna");
    auto terminal = cloud.client();
    const loyalty::Identity code = loyalty::ByCode{cloud.code_of(anna)};
    expect<loyalty::Operation>(terminal, purchase(code, 100'000, 10'000, "r/1"));
    const auto ledger = cloud.ledger();
    CHECK(*ledger.find("balanced")->boolean());
    const auto& operation = ledger.find("operations")->items()->at(0);
    CHECK(*operation.find("number")->string() == "r/1");
    CHECK(operation.find("points")->number()->digits == "-100");
    CHECK(operation.find("award")->number()->digits == "9");
    std::string causes;
    for (const auto& posting : *ledger.find("postings")->items())
        causes += *posting.find("cause")->string() + " ";
    CHECK(causes == "welcome welcome redemption redemption award award ");
    CHECK(run_program({"audit", "--data", data.path}).status == 0);
}
