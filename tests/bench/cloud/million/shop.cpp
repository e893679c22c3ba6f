#include "shop.hpp"

#include <unistd.h>

#include <stdexcept>

#include "large_books.hpp"

namespace tillpoints::cloud::test {
namespace {

struct Hired {
    const char* login;
    const char* words;
};

constexpr Hired hired[] = {{"owner", "--role owner"},
                           {"manager", "--role manager --branch 'Branch 3'"},
                           {"marketer", "--role marketer"},
                           {"accountant", "--role accountant"},
                           {"employee", "--role employee --cashier cashier-7"}};

std::uint16_t port_of(const DataDirectory& data, const char* name) {
    return static_cast<std::uint16_t>(
        std::stoi(parse_json(data.read("ports.json")).value().find(name)->number()->digits));
}

}  // namespace

std::string BooksPlace::account_words() const {
    return "--database '" + database + "'";
}

LargeShop::LargeShop(const BooksPlace& place) {
    std::vector<std::string> arguments{"--console", "127.0.0.1:0", "--card", "127.0.0.1:0"};
    if (place.file.empty())
        arguments.insert(arguments.end(), {"--database", place.database});
    else if (symlink(place.file.c_str(), (data_.path + "/cloud.db").c_str()) != 0)
        throw std::runtime_error("cannot link to " + place.file);
    add_people(place);
    cloud_ = std::make_unique<CloudProcess>(data_, arguments);
    for (const auto& [login, words] : hired) {
        people_[login] = std::make_unique<ConsoleClient>(data_);
        people_[login]->enter(login);
    }
    const auto port = port_of(data_, "card");
    const auto host = "127.0.0.1:" + std::to_string(port);
    others_["card"] =
        std::make_unique<Client>(port, "",
                                 HttpHeaders{{"Host", host},
                                             {"Sec-Fetch-Site", "same-origin"},
                                             {"Cookie", "tillpoints-card=" + card_session_in_books(1)}});
    others_["office"] = std::make_unique<Client>(cloud_->office());
    others_["till"] = std::make_unique<Client>(cloud_->unchecked_client());
}

LargeShop::~LargeShop() {
    cloud_->stop();
}

/// Whoever is there from an earlier run gets the same password again.
void LargeShop::add_people(const BooksPlace& place) {
    const auto where = place.file.empty() ? place.account_words() : "--data " + data_.path;
    for (const auto& [login, words] : hired) {
        const auto named = std::string("--login ") + login;
        if (run_account(where, "add " + named + " --name " + login + " " + words, ConsoleClient::password)
                .status == 0)
            continue;
        const auto reset = run_account(where, "reset " + named, ConsoleClient::password);
        if (reset.status != 0) throw std::runtime_error("account: " + reset.output);
    }
}

HttpAnswer LargeShop::ask(const PageQuestion& question) {
    if (const auto other = others_.find(question.who); other != others_.end()) {
        auto answer = other->second->send({question.method, question.path, {}, question.body});
        return answer ? *answer : HttpAnswer{};
    }
    try {
        return people_.at(question.who)->send(question.method, question.path, question.body);
    } catch (const std::runtime_error&) {
        return {};
    }
}

void LargeShop::connect_again() {
    for (const auto& [who, person] : people_) ask({who, "GET", "/console/api/session"});
    for (const auto& [who, other] : others_) other->send({"GET", "/", {}, {}});
}

std::string LargeShop::programme() {
    return people_.at("owner")->send("GET", "/console/api/programme").body;
}

}  // namespace tillpoints::cloud::test
