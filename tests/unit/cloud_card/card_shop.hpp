#pragma once
#include "cloud/card/card_api.hpp"
#include "cloud/messages/claim_messages.hpp"
#include "cloud/messages/message_jobs.hpp"
#include "cloud/messages/queue_message.hpp"
#include "picture_folder.hpp"
#include "shop.hpp"

namespace tillpoints::cloud::test {

inline constexpr auto anna = "+77010000001";
inline constexpr auto boris = "+77010000002";

/// A shop whose customers have cards.
struct CardShop : Shop {
    explicit CardShop(Programme rules = electronics()) : Shop(std::move(rules)) {
        settings.origin = page_origin(false, "127.0.0.1", 8080, {});
        settings.url = "http://127.0.0.1:8080";
        settings.pictures = pictures.path;
        service.transact(sync_sources);
    }

    std::vector<MessageRecord> messages() {
        std::vector<MessageRecord> rows;
        storage->read([&](Transaction& db) { rows = db.messages.page(0, 1000); });
        return rows;
    }

    /// The code in the last message to this phone.
    std::string code_for(const std::string& phone) {
        std::string code;
        for (const auto& row : messages())
            if (row.address == phone && row.purpose == MessagePurpose::code) code = row.values.at("code");
        return code;
    }

    PictureFolder pictures;
    CardSettings settings;
    PageFiles files{"/nowhere"};
    CardViews views{service};
    CardApi api{service, "a secret", settings, files, views};
};

/// One customer's browser.
class Browser {
  public:
    explicit Browser(CardShop& shop, std::string address = "10.0.0.1")
        : shop_(shop), address_(std::move(address)) {}

    HttpAnswer get(const std::string& call) { return ask({"GET", "/card/api/" + call, headers(), {}}); }
    HttpAnswer post(const std::string& call, const Json& body = Json::object()) {
        auto sent = headers();
        sent.emplace_back("Content-Type", "application/json");
        sent.emplace_back("Origin", "http://127.0.0.1:8080");
        sent.emplace_back("Tillpoints-Page-Token", token);
        return ask({"POST", "/card/api/" + call, sent, dump(body)});
    }
    Json ok(const HttpAnswer& answer) {
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return parse_json(answer.body).value();
    }
    Json card() { return ok(get("card")); }

    HttpAnswer ask_code(const std::string& phone) { return post("code", Json::object({{"phone", phone}})); }
    HttpAnswer confirm(const std::string& phone, const std::string& code) {
        return post("confirm", Json::object({{"phone", phone}, {"code", code}}));
    }
    void sign_in(const std::string& phone) {
        REQUIRE(ask_code(phone).status == 200);
        ok(confirm(phone, shop_.code_for(phone)));
    }
    void join(const std::string& phone, const std::string& name, const std::string& invitation = {}) {
        sign_in(phone);
        ok(post("join", Json::object({{"name", name},
                                      {"invitation", invitation},
                                      {"language", "ru"},
                                      {"advertising", Json::Array{"app"}}})));
    }

    HttpHeaders headers() const {
        HttpHeaders out{{"Host", "127.0.0.1:8080"}, {card_peer_header, address_}};
        if (!cookie.empty()) out.emplace_back("Cookie", cookie);
        return out;
    }

    std::string cookie;
    std::string token;

  private:
    HttpAnswer ask(const HttpRequest& request) {
        auto answer = shop_.api.serve_call(request);
        for (const auto& [name, value] : answer.headers)
            if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
        const auto body = parse_json(answer.body);
        const auto* told = body ? body->find("token") : nullptr;
        if (told && told->string()) token = *told->string();
        return answer;
    }

    CardShop& shop_;
    std::string address_;
};

inline std::string word(const Json& json, const char* key) {
    const auto* found = json.find(key);
    return found && found->string() ? *found->string() : std::string();
}
inline std::int64_t number(const Json& json, const char* key) {
    return parse_decimal(json.find(key)->number()->digits, 0, Rounding::exact).value();
}
inline std::string error_of(const HttpAnswer& answer) {
    return word(*parse_json(answer.body).value().find("error"), "code");
}

}  // namespace tillpoints::cloud::test
