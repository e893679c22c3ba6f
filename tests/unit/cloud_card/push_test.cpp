#include "../cloud_wallet/shop_keys.hpp"
#include "card_shop.hpp"
#include "cloud/keys/base64.hpp"
#include "cloud/push/push_message.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

/// Which browsers are told, and what.
namespace {

struct PushShop : CardShop {
    PushShop() {
        const TestFolder folder;
        write_text(folder / "push.pem", PushKey::new_pem());
        settings.push = std::make_shared<const PushSettings>(
            PushSettings{PushKey::read(folder / "push.pem").value(), "mailto:shop@shop.example", {}});
        settings.messages.push = true;
        browser.join(anna, "Anna");
    }

    static Json subscription(const std::string& name) {
        return Json::object({{"endpoint", "https://fcm.googleapis.com/fcm/send/" + name},
                             {"p256dh", base64url_of(public_point(new_push_key().get()))},
                             {"auth", base64url_of(std::string(16, 's'))}});
    }
    ParticipantId customer(const char* phone) {
        ParticipantId id;
        storage->read([&](Transaction& db) { id = db.customers.find_by_phone(*Phone::parse(phone))->id; });
        return id;
    }
    std::string newest(ParticipantId id) {
        std::string endpoint;
        storage->read([&](Transaction& db) {
            if (const auto found = db.push.newest_of(id)) endpoint = found->endpoint.substr(36);
        });
        return endpoint;
    }
    /// Queues a message to Anna, and returns by which channels it goes.
    std::vector<Channel> tell(const std::string& reference, MessagePurpose purpose) {
        const auto before = messages().size();
        service.transact([&, id = customer(anna)](RequestContext& context) {
            queue_message(context, settings.messages, id,
                          {reference, purpose, "campaign", {{"text", "hello"}}});
        });
        std::vector<Channel> out;
        const auto rows = messages();
        for (auto at = before; at < rows.size(); ++at) out.push_back(rows[at].channel);
        return out;
    }
    bool channel_shown() { return *browser.card().find("channels")->find("push")->boolean(); }

    Browser browser{*this};
};

}  // namespace

TEST_CASE("a customer's browser is told once it subscribed, and no more once it unsubscribed") {
    PushShop shop;
    const auto key = word(shop.browser.ok(shop.browser.get("session")), "push");
    CHECK(key == shop.settings.push->key.public_text());
    CHECK_FALSE(shop.channel_shown());
    CHECK(shop.tell("1", MessagePurpose::service) == std::vector{Channel::app});
    const auto phone = PushShop::subscription("phone");
    shop.browser.ok(shop.browser.post("push-subscribe", phone));
    shop.browser.ok(shop.browser.post("push-subscribe", phone));
    CHECK(shop.channel_shown());
    CHECK(shop.tell("2", MessagePurpose::service) == std::vector{Channel::push, Channel::app});
    CHECK(shop.tell("2", MessagePurpose::service).empty());
    shop.browser.ok(
        shop.browser.post("push-unsubscribe", Json::object({{"endpoint", word(phone, "endpoint")}})));
    CHECK_FALSE(shop.channel_shown());
    CHECK(shop.tell("3", MessagePurpose::service) == std::vector{Channel::app});
}

TEST_CASE(
    "advertising comes to the browser only with consent to this channel, within the cap and not at night") {
    PushShop shop;
    shop.browser.ok(shop.browser.post("push-subscribe", PushShop::subscription("phone")));
    // The card's consent is to the card alone.
    CHECK(shop.tell("1", MessagePurpose::advertising) == std::vector{Channel::app});
    shop.browser.ok(
        shop.browser.post("settings", Json::object({{"consents", Json::object({{"push", true}})}})));
    CHECK(shop.tell("2", MessagePurpose::advertising) == std::vector{Channel::push});
    shop.settings.messages.quiet = {0min, 23h, 0min};
    shop.now = std::chrono::floor<std::chrono::days>(shop.now) + 12h;
    CHECK(shop.tell("3", MessagePurpose::advertising) == std::vector{Channel::push});
    CHECK(claim_messages(shop.service, Channel::push, Repeatable::yes, 10).size() == 1);
    CHECK(shop.tell("4", MessagePurpose::advertising) == std::vector{Channel::push});
    CHECK(shop.tell("5", MessagePurpose::advertising).empty());
    shop.browser.ok(
        shop.browser.post("settings", Json::object({{"consents", Json::object({{"push", false}})}})));
    shop.now += 24h;
    CHECK(claim_messages(shop.service, Channel::push, Repeatable::yes, 10).empty());
}

TEST_CASE("a code never comes to a browser, which shows it on a locked phone") {
    PushShop shop;
    shop.browser.ok(shop.browser.post("push-subscribe", PushShop::subscription("phone")));
    CHECK(shop.tell("code", MessagePurpose::code) == std::vector{Channel::app});
}

TEST_CASE("a customer has at most five browsers, and the newest is told") {
    PushShop shop;
    const auto id = shop.customer(anna);
    for (const auto* name : {"one", "two", "three", "four", "five", "six"})
        shop.browser.ok(shop.browser.post("push-subscribe", PushShop::subscription(name)));
    std::vector<std::string> left;
    for (auto name = shop.newest(id); !name.empty(); name = shop.newest(id)) {
        left.push_back(name);
        shop.storage->transact([&](Transaction& db) { db.push.remove(db.push.newest_of(id)->id); });
    }
    CHECK(left == std::vector<std::string>{"six", "five", "four", "three", "two"});
}

TEST_CASE("a browser that now belongs to another customer is told nothing of the first one") {
    PushShop shop;
    const auto shared = PushShop::subscription("shared");
    shop.browser.ok(shop.browser.post("push-subscribe", shared));
    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    // Nobody unsubscribes another's browser.
    other.ok(other.post("push-unsubscribe", Json::object({{"endpoint", word(shared, "endpoint")}})));
    CHECK(shop.newest(shop.customer(anna)) == "shared");
    other.ok(other.post("push-subscribe", shared));
    CHECK(shop.newest(shop.customer(anna)).empty());
    CHECK(shop.newest(shop.customer(boris)) == "shared");
}

TEST_CASE("a browser cannot have the cloud call another server, nor send keys that are none") {
    PushShop shop;
    for (const auto* url :
         {"http://127.0.0.1:8480/customers", "https://169.254.169.254/", "https://evil.example/x"}) {
        const auto answer =
            shop.browser.post("push-subscribe", PushShop::subscription("x").set("endpoint", url));
        CHECK(error_of(answer) == "unknown_push_service");
        CHECK(answer.body.find(url) == std::string::npos);
    }
    const auto wrong = [&](const char* member, const std::string& value) {
        return error_of(shop.browser.post("push-subscribe", PushShop::subscription("x").set(member, value)));
    };
    CHECK(wrong("endpoint", "https://fcm.googleapis.com/" + std::string(1024, 'x')) == "wrong_input");
    CHECK(wrong("p256dh", "AAAA") == "wrong_input");
    CHECK(wrong("auth", "AAAA") == "wrong_input");
    CHECK(shop.newest(shop.customer(anna)).empty());
    Browser stranger(shop, "10.0.0.2");
    CHECK(error_of(stranger.post("push-subscribe", PushShop::subscription("x"))) == "not_signed_in");
    shop.browser.token = "another";
    CHECK(error_of(shop.browser.post("push-subscribe", PushShop::subscription("x"))) == "wrong_page_token");
}

TEST_CASE(
    "who leaves is told nothing more, and the browser is forgotten; a shop without a key tells no browser") {
    PushShop shop;
    const auto id = shop.customer(anna);
    shop.browser.ok(shop.browser.post("push-subscribe", PushShop::subscription("phone")));
    CHECK(shop.tell("1", MessagePurpose::service).size() == 2);
    shop.browser.ok(shop.browser.post("leave"));
    CHECK(shop.newest(id).empty());
    CHECK(claim_messages(shop.service, Channel::push, Repeatable::yes, 10).empty());
    shop.settings.push.reset();
    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    CHECK(error_of(other.post("push-subscribe", PushShop::subscription("x"))) == "no_push");
    CHECK(other.ok(other.get("session")).find("push")->is_null());
}
