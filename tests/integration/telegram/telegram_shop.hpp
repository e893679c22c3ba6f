#pragma once
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

#include "../cloud/cloud_process.hpp"
#include "bot_api_server.hpp"

namespace tillpoints::cloud::test {

inline constexpr std::int64_t anna = 4242;

/// How the bot gets its updates.
enum class Way { polling, webhook };

/// The tests of conversations are run in both ways.
inline Way each_way() {
    return GENERATE(Way::polling, Way::webhook);
}

/// A cloud with a bot, and the people who talk with it.
struct Telegram {
    explicit Telegram(Way way) {
        std::ofstream(data.path + "/bot.token") << BotApiServer::token << "\n";
        start(way);
    }
    void start(Way way) {
        std::vector<std::string> arguments{"--telegram-name",
                                           "shop_bot",
                                           "--telegram-token-file",
                                           data.path + "/bot.token",
                                           "--telegram-api",
                                           api.url(),
                                           "--quiet-hours",
                                           "00:00-00:00",
                                           "--virtual-time",
                                           "--card",
                                           "127.0.0.1:0"};
        if (way == Way::webhook)
            arguments.insert(arguments.end(), {"--telegram-webhook", "https://shop.example"});
        cloud.emplace(data, arguments);
        const auto ports = parse_json(data.read("ports.json")).value();
        card_port = static_cast<std::uint16_t>(std::stoi(ports.find("card")->number()->digits));
        api.reach_webhook_at(card_port);
        REQUIRE(api.wait_for_webhook(way == Way::webhook));
    }
    /// Starts the bot and shares the own contact.
    void join(std::int64_t person, const std::string& phone) {
        api.say(person, "/start instagram");
        REQUIRE(api.wait_for(person, 1).size() == 1);
        api.share_contact(person, phone, person);
        REQUIRE(api.wait_for(person, 2).size() == 2);
    }
    Json messages() const {
        return parse_json(cloud->office().send({"GET", "/messages", {}, {}})->body).value();
    }
    /// The newest message to a chat, once it has this state.
    Json last_in_state(std::int64_t chat, const std::string& state) const {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        Json last;
        do {
            const auto all = messages();
            for (const auto& row : *all.find("rows")->items())
                if (*row.find("to")->string() == std::to_string(chat)) last = row;
        } while ((last.is_null() || *last.find("state")->string() != state) &&
                 std::chrono::steady_clock::now() < deadline);
        return last;
    }

    DataDirectory data;
    BotApiServer api;
    std::optional<CloudProcess> cloud;
    std::uint16_t card_port = 0;
};

inline std::string state_of(const Json& row) {
    return row.is_null() ? "none" : *row.find("state")->string();
}

inline bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace tillpoints::cloud::test
