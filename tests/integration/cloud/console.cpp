#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "cloud/people/totp.hpp"
#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

/// The console of a running cloud, as a browser reaches it.
namespace {

/// Runs `account` with a line on its standard input.
Finished account(const DataDirectory& data, const std::string& words, const std::string& line = {}) {
    const auto command = "printf '%s\\n' '" + line + "' | " TILLPOINTS_CLOUD_PROGRAM " account " + words +
                         " --data " + data.path + " 2>&1";
    Finished finished;
    auto* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[256];
    while (std::fgets(buffer, sizeof buffer, pipe)) finished.output += buffer;
    finished.status = WEXITSTATUS(::pclose(pipe));
    return finished;
}

struct OpenConsole {
    OpenConsole(const DataDirectory& data, bool tls)
        : cloud(data, tls ? std::vector<std::string>{"--console", "127.0.0.1:0", "--console-tls"}
                          : std::vector<std::string>{"--console", "127.0.0.1:0"}),
          ports(parse_json(data.read("ports.json")).value()),
          url(*ports.find("console_url")->string()),
          origin(url.substr(0, url.rfind("/console/"))),
          client(static_cast<std::uint16_t>(std::stoi(ports.find("console")->number()->digits)),
                 tls ? data.path + "/ca.pem" : "", {}) {}

    HttpAnswer send(const std::string& method, const std::string& path, const std::string& body = {}) {
        HttpRequest request{method,
                            path,
                            {{"Host", origin.substr(origin.find("//") + 2)},
                             {"Origin", origin},
                             {"Cookie", cookie},
                             {"Content-Type", "application/json"},
                             {"Tillpoints-Page-Token", token}},
                            body};
        auto answer = client.send(request);
        REQUIRE(answer);
        return *answer;
    }

    void take(const HttpAnswer& answer) {
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        const auto set = std::string(header_of(answer.headers, "Set-Cookie"));
        cookie = set.substr(0, set.find(';'));
        token = *parse_json(answer.body).value().find("person")->find("token")->string();
    }

    /// Somebody who signs in for the first time.
    void enter(const std::string& login) {
        take(send("POST", "/console/api/sign-in",
                  R"({"login":")" + login + R"(","password":"correct horse battery"})"));
        const auto offered = send("POST", "/console/api/second-factor/offer", "{}");
        REQUIRE(offered.status == 200);
        secret = *parse_json(offered.body).value().find("secret")->string();
        const auto step = std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(30);
        const auto code = *cloud::totp_code(secret, step);
        REQUIRE(send("POST", "/console/api/second-factor/confirm", R"({"code":")" + code + R"("})").status ==
                200);
    }

    CloudProcess cloud;
    Json ports;
    std::string url;
    std::string origin;
    Client client;
    std::string cookie;
    std::string token;
    std::string secret;  ///< of the second factor
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
        console.cloud.kill();
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
    console.cloud.join("Anna", "+77010000001");
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
    auto terminal = console.cloud.unchecked_client();
    CHECK(terminal.send({"GET", "/console/api/session", {}, {}}).value().status == 404);
}
