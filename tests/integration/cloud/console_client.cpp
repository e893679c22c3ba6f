#include "console_client.hpp"

#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "cloud/people/totp.hpp"

namespace tillpoints::cloud::test {
namespace {

Json ports_of(const DataDirectory& data) {
    return parse_json(data.read("ports.json")).value();
}

std::uint16_t console_port(const DataDirectory& data) {
    return static_cast<std::uint16_t>(std::stoi(ports_of(data).find("console")->number()->digits));
}

const HttpAnswer& expect_success(const HttpAnswer& answer) {
    if (answer.status != 200) throw std::runtime_error("the console refuses: " + answer.body);
    return answer;
}

}  // namespace

Finished run_account(const std::string& where, const std::string& words, const std::string& line) {
    const auto command =
        "printf '%s\\n' '" + line + "' | " + program_of_cloud() + " account " + words + " " + where + " 2>&1";
    Finished finished;
    auto* pipe = ::popen(command.c_str(), "r");
    if (!pipe) throw std::runtime_error("popen");
    char buffer[256];
    while (std::fgets(buffer, sizeof buffer, pipe)) finished.output += buffer;
    finished.status = WEXITSTATUS(::pclose(pipe));
    return finished;
}

ConsoleClient::ConsoleClient(const DataDirectory& data, const std::string& ca_file)
    : url(*ports_of(data).find("console_url")->string()),
      origin_(url.substr(0, url.rfind("/console/"))),
      client_(console_port(data), ca_file, {}) {}

HttpAnswer ConsoleClient::send(const std::string& method, const std::string& path, const std::string& body) {
    auto answer = client_.send({method,
                                path,
                                {{"Host", origin_.substr(origin_.find("//") + 2)},
                                 {"Origin", origin_},
                                 {"Cookie", cookie},
                                 {"Content-Type", "application/json"},
                                 {"Tillpoints-Page-Token", token}},
                                body});
    if (!answer) throw std::runtime_error("no answer to " + method + " " + path);
    return *answer;
}

void ConsoleClient::take(const HttpAnswer& answer) {
    const auto set = std::string(header_of(expect_success(answer).headers, "Set-Cookie"));
    cookie = set.substr(0, set.find(';'));
    token = *parse_json(answer.body).value().find("person")->find("token")->string();
}

void ConsoleClient::enter(const std::string& login) {
    take(send("POST", "/console/api/sign-in",
              R"({"login":")" + login + R"(","password":")" + password + R"("})"));
    const auto offered = expect_success(send("POST", "/console/api/second-factor/offer", "{}"));
    secret = *parse_json(offered.body).value().find("secret")->string();
    const auto step = std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(30);
    const auto code = *totp_code(secret, step);
    expect_success(send("POST", "/console/api/second-factor/confirm", R"({"code":")" + code + R"("})"));
}

}  // namespace tillpoints::cloud::test
