#include "month_shop.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "cloud/people/totp.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud::test {
namespace {

constexpr auto password = "correct horse battery";
constexpr std::chrono::seconds patience{30};
constexpr std::chrono::milliseconds between_looks{50};

}  // namespace

std::string word(const Json& json, const char* key) {
    const auto* found = json.find(key);
    return found && found->string() ? *found->string() : std::string();
}

std::int64_t whole(const Json& json, const char* key) {
    return parse_decimal(json.find(key)->number()->digits, 0, Rounding::exact).value();
}

PageVisitor::PageVisitor(std::uint16_t port, std::string root)
    : port_(port), host_("127.0.0.1:" + std::to_string(port)), root_(std::move(root)) {}

HttpAnswer PageVisitor::send(const std::string& method, const std::string& call, const std::string& body) {
    auto answer = Client(port_, "", {})
                      .send({method,
                             root_ + call,
                             {{"Host", host_},
                              {"Origin", "http://" + host_},
                              {"Cookie", cookie_},
                              {"Content-Type", "application/json"},
                              {"Tillpoints-Page-Token", token_}},
                             body});
    REQUIRE(answer);
    return *answer;
}

Json PageVisitor::taken(const HttpAnswer& answer) {
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const auto cookie = std::string(header_of(answer.headers, "Set-Cookie"));
    if (!cookie.empty()) cookie_ = cookie.substr(0, cookie.find(';'));
    auto body = parse_json(answer.body).value();
    const auto* person = body.find("person");
    const auto token = word(person && !person->is_null() ? *person : body, "token");
    if (!token.empty()) token_ = token;
    return body;
}

/// A long answer is asked for again until it is there.
HttpAnswer PageVisitor::patiently(const std::string& method, const std::string& call,
                                  const std::string& body) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    auto answer = send(method, call, body);
    while (answer.status == 202 && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(between_looks);
        answer = send(method, call, body);
    }
    return answer;
}

Json PageVisitor::get(const std::string& call) {
    INFO(call);
    return taken(patiently("GET", call, {}));
}

Json PageVisitor::post(const std::string& call, const Json& body) {
    INFO(call << " " << dump(body));
    return taken(patiently("POST", call, dump(body)));
}

std::string PageVisitor::file(const std::string& call) {
    const auto answer = send("GET", call, {});
    INFO(call << " " << answer.body);
    REQUIRE(answer.status == 200);
    return answer.body;
}

MonthShop::MonthShop(const ShopRules& rules, const std::string& database, Timestamp begins)
    : database_(database), programme_(TILLPOINTS_PROGRAMMES "/" + rules.programme), till_([&] {
          std::ofstream(data_.path + "/bot.token") << BotApiServer::token << "\n";
          std::vector<std::string> words{"--programme",
                                         programme_,
                                         "--virtual-time",
                                         to_text(begins),
                                         "--utc-offset",
                                         std::to_string(rules.utc_offset.count()),
                                         "--message-cap",
                                         "2",
                                         "--telegram-name",
                                         "shop_bot",
                                         "--telegram-token-file",
                                         data_.path + "/bot.token",
                                         "--telegram-api",
                                         bot_.url(),
                                         "--card",
                                         "127.0.0.1:0",
                                         "--console",
                                         "127.0.0.1:0"};
          if (!database_.empty()) words.insert(words.end(), {"--database", database_});
          cloud_.emplace(data_, words);
          return cloud_->client();
      }()) {}

std::uint16_t MonthShop::port(const char* name) const {
    return static_cast<std::uint16_t>(whole(parse_json(data_.read("ports.json")).value(), name));
}

Json MonthShop::office(const std::string& path) const {
    const auto answer = cloud_->office().send({"GET", path, {}, {}});
    REQUIRE(answer);
    INFO(path << " " << answer->body.substr(0, 1000));
    REQUIRE(answer->status == 200);
    return parse_json(answer->body, {64u << 20}).value();
}

Json MonthShop::office(const std::string& path, const Json& body) const {
    const auto answer = cloud_->office().send({"POST", path, {}, dump(body)});
    REQUIRE(answer);
    INFO(path << " " << answer->body);
    REQUIRE(answer->status == 200);
    return parse_json(answer->body).value();
}

void MonthShop::set_time(Timestamp to) {
    office("/time", Json::object({{"to", to_text(to)}}));
}

Timestamp MonthShop::now() const {
    return parse_timestamp(word(office("/time"), "now")).value();
}

PageVisitor MonthShop::sign_in(const std::string& login, const std::string& role) const {
    auto command = std::string("printf '%s\\n' '") + password + "' | " TILLPOINTS_CLOUD_PROGRAM +
                   " account add --login " + login + " --name " + login + " --role " + role + " --data " +
                   data_.path;
    if (!database_.empty()) command += " --database \"" + database_ + "\"";
    auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::string said(512, '\0');
    said.resize(std::fread(said.data(), 1, said.size(), pipe));
    INFO(said);
    REQUIRE(WEXITSTATUS(::pclose(pipe)) == 0);
    PageVisitor visitor(port("console"), "/console/api/");
    visitor.post("sign-in", Json::object({{"login", login}, {"password", password}}));
    const auto secret = word(visitor.post("second-factor/offer"), "secret");
    const auto step = std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(30);
    visitor.post("second-factor/confirm", Json::object({{"code", *totp_code(secret, step)}}));
    return visitor;
}

std::vector<Json> MonthShop::outbox() const {
    std::vector<Json> rows;
    for (std::string after = "0";;) {
        const auto page = office("/messages?after=" + after);
        const auto& some = *page.find("rows")->items();
        rows.insert(rows.end(), some.begin(), some.end());
        if (some.size() < 1000) return rows;
        after = some.back().find("id")->number()->digits;
    }
}

std::vector<Json> MonthShop::messages(std::size_t count) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::vector<Json> rows;
    bool waiting = true;
    while ((rows.size() < count || waiting) && std::chrono::steady_clock::now() < deadline) {
        if (waiting && !rows.empty()) std::this_thread::sleep_for(between_looks);
        rows = outbox();
        const auto at = now();
        waiting = rows.size() < count;
        for (const auto& row : rows) {
            if (word(row, "channel") != "telegram") continue;
            const auto state = word(row, "state");
            const bool due = state == "queued" && parse_timestamp(word(row, "due")) <= at;
            if (due || state == "sending") waiting = true;
        }
    }
    return rows;
}

std::string MonthShop::code_for(const std::string& phone) const {
    std::string text;
    for (const auto& row : outbox())
        if (word(row, "to") == phone && word(row, "purpose") == "code" && !word(row, "text").empty())
            text = word(row, "text");
    const auto at = text.find_first_of("0123456789");
    return at == std::string::npos ? std::string() : text.substr(at, 6);
}

Finished MonthShop::run(std::vector<std::string> words) const {
    if (database_.empty())
        words.insert(words.end(), {"--data", data_.path});
    else
        words.insert(words.end(), {"--database", database_});
    return run_program(words);
}

}  // namespace tillpoints::cloud::test
