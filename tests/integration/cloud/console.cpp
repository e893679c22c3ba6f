#include <catch2/catch.hpp>
#include <chrono>

#include "console_client.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

/// The console of a running cloud, as a browser reaches it.
namespace {

Finished account(const DataDirectory& data, const std::string& words, const std::string& line = {}) {
    return run_account("--data " + data.path, words, line);
}

struct OpenConsole : CloudProcess, ConsoleClient {
    OpenConsole(const DataDirectory& data, bool tls)
        : CloudProcess(data, tls ? std::vector<std::string>{"--console", "127.0.0.1:0", "--console-tls"}
                                 : std::vector<std::string>{"--console", "127.0.0.1:0"}),
          ConsoleClient(data, tls ? data.path + "/ca.pem" : "") {}
};

}  // namespace

TEST_CASE(
    "the first owner is made on the command line, sets the second factor up and reads the list of people") {
    const DataDirectory data;
    CHECK(account(data, "add --login anna --name Anna --role owner", "short").status == 2);
    CHECK(account(data, "add --login anna --name Anna --role owner", "correct horse battery").status == 0);
    CHECK(account(data, "add --login anna --name Anna --role owner", "correct horse battery").status == 2);
    CHECK(account(data, "add --login boris --name Boris --role king", "correct horse battery").status == 2);
    CHECK(account(data, "add --login boris --name Boris --role manager --branch Nowhere", "x").status == 2);
    for (const bool tls : {false, true}) {
        INFO(tls);
        OpenConsole console(data, tls);
        CHECK(console.send("GET", "/console").status == 308);
        console.enter("anna");
        const auto people = console.send("GET", "/console/api/people");
        CHECK(people.status == 200);
        CHECK(people.body.find(console.secret) == std::string::npos);
        CHECK(people.body.find("argon2") == std::string::npos);
        CHECK(account(data, "list").output.find("anna") == 0);
        CHECK(account(data, "block --login anna").status == 0);
        CHECK(console.send("GET", "/console/api/people").status == 401);
        CHECK(account(data, "unblock --login anna").status == 0);
        CHECK(account(data, "reset --login anna", "correct horse battery").status == 0);
    }
    CHECK(account(data, "block --login nobody").status == 2);
}

TEST_CASE("a session outlives the cloud's process, because the database keeps it") {
    const DataDirectory data;
    REQUIRE(account(data, "add --login anna --name Anna --role owner", "correct horse battery").status == 0);
    std::string cookie;
    {
        OpenConsole console(data, false);
        console.take(console.send("POST", "/console/api/sign-in",
                                  R"({"login":"anna","password":"correct horse battery"})"));
        cookie = console.cookie;
        console.kill();
    }
    OpenConsole again(data, false);
    again.cookie = cookie;
    CHECK(again.send("GET", "/console/api/session").body.find("\"anna\"") == std::string::npos);
    CHECK(again.send("GET", "/console/api/session").body.find("Anna") != std::string::npos);
}

TEST_CASE("an accountant's file comes as a download over the network, and a marketer gets none of it") {
    const DataDirectory data;
    for (const auto* words :
         {"--login boris --name Boris --role accountant", "--login maria --name Maria --role marketer"})
        REQUIRE(account(data, std::string("add ") + words, "correct horse battery").status == 0);
    OpenConsole console(data, false);
    console.join("Anna", "+77010000001");
    const auto month =
        to_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())).substr(0, 7);
    const auto file = "/console/api/accounting/file?month=" + month + "&kind=liabilities";
    CHECK(console.send("GET", file).status == 401);
    console.enter("boris");
    const auto liabilities = console.send("GET", file);
    CHECK(liabilities.status == 200);
    CHECK(header_of(liabilities.headers, "Content-Disposition") ==
          "attachment; filename=\"liabilities-" + month + "-not-closed.csv\"");
    CHECK(liabilities.body.find("customers;0,00;500,00;") != std::string::npos);
    CHECK(console.send("POST", "/console/api/accounting/close", R"({"month":")" + month + R"("})").status ==
          409);
    console.enter("maria");
    for (const auto& path : {file, std::string("/console/api/accounting")})
        CHECK(console.send("GET", path).status == 403);
    CHECK(console.send("POST", "/console/api/accounting/close", R"({"month":")" + month + R"("})").status ==
          403);
}

TEST_CASE("a console on every address wants to know its name, and terminals never reach it") {
    const DataDirectory data;
    const auto finished =
        run_program({"--programme", TILLPOINTS_PROGRAMME, "--data", data.path, "--console", "0.0.0.0:0"});
    CHECK(finished.status == 2);
    CHECK(finished.output.find("--console-name") != std::string::npos);
    OpenConsole console(data, false);
    auto terminal = console.unchecked_client();
    CHECK(terminal.send({"GET", "/console/api/session", {}, {}}).value().status == 404);
}
