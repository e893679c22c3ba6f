#pragma once
#include <optional>

#include "bot_api_server.hpp"
#include "cloud_process.hpp"
#include "rules.hpp"

namespace tillpoints::cloud::test {

std::string word(const Json& json, const char* key);
std::int64_t whole(const Json& json, const char* key);

/// A page of the cloud in a browser: the card of one customer, or the console of one person.
class PageVisitor {
  public:
    /// `root` is "/card/api/" or "/console/api/".
    PageVisitor(std::uint16_t port, std::string root);

    Json get(const std::string& call);
    Json post(const std::string& call, const Json& body = Json::object());
    /// A file as it comes.
    std::string file(const std::string& call);

  private:
    HttpAnswer send(const std::string& method, const std::string& call, const std::string& body);
    HttpAnswer patiently(const std::string& method, const std::string& call, const std::string& body);
    Json taken(const HttpAnswer& answer);

    std::uint16_t port_;
    std::string host_;
    std::string root_;
    std::string cookie_;
    std::string token_;
};

/// A shop as its customers and people meet it: tills, cards, the bot with its Bot API, the console, the back
/// office. Its time is virtual.
class MonthShop {
  public:
    /// `database`: of PostgreSQL; empty: SQLite.
    MonthShop(const ShopRules& rules, const std::string& database, Timestamp begins);

    void set_time(Timestamp to);
    Timestamp now() const;
    Json office(const std::string& path) const;
    Json office(const std::string& path, const Json& body) const;
    Client& till() { return till_; }
    PageVisitor card() const { return PageVisitor(port("card"), "/card/api/"); }
    /// Somebody who is signed in to the console for the first time.
    PageVisitor sign_in(const std::string& login, const std::string& role) const;
    BotApiServer& bot() { return bot_; }

    /// All messages, once there are so many and the bot has nothing to send at this moment. Before the clock
    /// moves it must be so: a send that takes hours counts as lost.
    std::vector<Json> messages(std::size_t count) const;
    std::vector<Json> outbox() const;
    std::string code_for(const std::string& phone) const;

    /// A subcommand over the same books.
    Finished run(std::vector<std::string> words) const;
    const std::string& folder() const { return data_.path; }
    const std::string& programme() const { return programme_; }
    int stop() { return cloud_->stop(); }

  private:
    std::uint16_t port(const char* name) const;

    DataDirectory data_;
    std::string database_;
    std::string programme_;
    BotApiServer bot_;
    std::optional<CloudProcess> cloud_;
    Client till_;
};

}  // namespace tillpoints::cloud::test
