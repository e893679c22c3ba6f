#include "../cloud_wallet/service_account.hpp"
#include "card_shop.hpp"
#include "cloud/api/goods/picture_answer.hpp"
#include "cloud/keys/base64.hpp"
#include "cloud/wallet/pass_files.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// The card in a phone's wallet: who gets it, and what it is worth at a till.
namespace {

struct WalletShop : CardShop {
    WalletShop() {
        settings.apple_pass = std::make_shared<const ApplePassSigner>(AppleKeys::made().signer());
        settings.google_save = std::make_shared<const GoogleSaveSigner>(
            GoogleSaveSigner::read(ServiceAccount::made().paths()).value());
        browser.join(anna, "Anna");
    }

    /// A file of the pass that an answer holds.
    std::string file_of(const HttpAnswer& answer, const std::string& name) const {
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        CHECK(header_of(answer.headers, "Content-Type") == "application/vnd.apple.pkpass");
        const TestFolder folder;
        write_text(folder / "card.pkpass", answer.body);
        return run_program("unzip -p " + (folder / "card.pkpass") + " " + name).text;
    }
    Json pass_of(const HttpAnswer& answer) const { return parse_json(file_of(answer, "pass.json")).value(); }
    std::string code_of(const HttpAnswer& answer) const {
        return word(*pass_of(answer).find("barcode"), "message");
    }
    ParticipantId customer(const char* phone) {
        ParticipantId id;
        storage->read([&](Transaction& db) { id = db.customers.find_by_phone(*Phone::parse(phone))->id; });
        return id;
    }
    Errc refused_at_till(const std::string& code) {
        return refused(service.answer(loyalty::FindCustomer{loyalty::ByCode{code}, false, {}, {}, {}})).code;
    }

    Browser browser{*this};
};

}  // namespace

TEST_CASE(
    "a customer's pass has the own balance and a code by which a till finds this customer, always the same") {
    WalletShop shop;
    const auto first = shop.browser.get("apple-pass");
    const auto pass = shop.pass_of(first);
    const auto code = shop.code_of(first);
    CHECK(code.starts_with("W"));
    CHECK(word(pass.find("storeCard")->find("primaryFields")->items()->front(), "value") == "500");
    CHECK(word(pass, "serialNumber") == std::to_string(number(shop.browser.card(), "number")));
    CHECK(code == word(*shop.browser.card().find("card"), "code"));
    shop.now += std::chrono::days(100);
    CHECK(shop.code_of(shop.browser.get("apple-pass")) == code);
    const auto found = shop.service.answer(loyalty::FindCustomer{loyalty::ByCode{code}, false, {}, {}, {}});
    CHECK_FALSE(std::holds_alternative<loyalty::Refusal>(found));
    CHECK(header_of(first.headers, "Cache-Control") == "no-store");
}

TEST_CASE("a pass is only for the customer whose session asks, and a customer cannot ask for another's") {
    WalletShop shop;
    Browser stranger(shop, "10.0.0.2");
    CHECK(error_of(stranger.get("apple-pass")) == "not_signed_in");
    stranger.sign_in(boris);
    CHECK(error_of(stranger.get("apple-pass")) == "not_joined");
    stranger.join(boris, "Boris");
    const auto annas = shop.code_of(shop.browser.get("apple-pass"));
    const auto asked =
        stranger.get("apple-pass?participant=" + std::to_string(number(shop.browser.card(), "number")));
    CHECK(shop.code_of(asked) != annas);
}

TEST_CASE(
    "the wallet's card is dead once its customer left or was blocked, and a blocked card gets no new pass") {
    WalletShop shop;
    const auto code = shop.code_of(shop.browser.get("apple-pass"));
    const auto block = [&](bool blocked) {
        shop.storage->transact([&](Transaction& db) { db.identifiers.block_card(code, blocked); });
    };
    block(true);
    CHECK(error_of(shop.browser.get("apple-pass")) == "blocked");
    CHECK(shop.refused_at_till(code) == Errc::participant_blocked);
    block(false);
    shop.storage->transact([&, id = shop.customer(anna)](Transaction& db) {
        auto record = db.customers.find(id).value();
        record.blocked = true;
        db.customers.update(record);
    });
    CHECK(error_of(shop.browser.get("apple-pass")) == "blocked");
    CHECK(shop.refused_at_till(code) == Errc::participant_blocked);

    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    const auto borises = shop.code_of(other.get("apple-pass"));
    other.ok(other.post("leave"));
    CHECK(other.get("apple-pass").status == 401);
    CHECK(shop.refused_at_till(borises) != Errc());
}

TEST_CASE("a shop without keys offers no wallet and makes no pass") {
    WalletShop shop;
    const auto offered = shop.browser.ok(shop.browser.get("session"));
    CHECK(*offered.find("wallets") == Json(Json::Array{"apple", "google"}));
    shop.settings.apple_pass.reset();
    shop.settings.google_save.reset();
    CHECK(shop.browser.ok(shop.browser.get("session")).find("wallets")->items()->empty());
    CHECK(error_of(shop.browser.get("apple-pass")) == "no_wallet");
    CHECK(error_of(shop.browser.post("google-wallet")) == "no_wallet");
}

TEST_CASE("who asks for passes again and again has to wait") {
    WalletShop shop;
    for (int i = 0; i < 6; ++i) CHECK(shop.browser.get("apple-pass").status == 200);
    const auto refused_now = shop.browser.get("apple-pass");
    CHECK(refused_now.status == 429);
    CHECK(header_of(refused_now.headers, "Retry-After") == "600");
}

TEST_CASE("the company's logo is in the pass if it is a PNG picture, and a larger or other one is left out") {
    WalletShop shop;
    const auto with_logo = [&](std::string_view type, const std::string& bytes) {
        const auto id = keep_picture(*shop.storage, PictureFiles(shop.settings.pictures),
                                     shop.service.randomness(), type, bytes, shop.now);
        shop.storage->transact([&](Transaction& db) { db.company.set({"{}", id}); });
        return shop.file_of(shop.browser.get("apple-pass"), "logo.png");
    };
    CHECK(with_logo("image/png", own_pass_icon()) == own_pass_icon());
    CHECK(with_logo("image/jpeg", "\xff\xd8\xff").find("filename not matched") != std::string::npos);
    CHECK(
        with_logo("image/png", own_pass_icon() + std::string(512u << 10, '_')).find("filename not matched") !=
        std::string::npos);
}

TEST_CASE("the link to Google Wallet has the same code as the pass, and is for the own card only") {
    WalletShop shop;
    const auto object_in = [](const Json& answer) {
        const auto link = word(answer, "link");
        const auto claims = link.substr(link.find('.', link.rfind('/')) + 1);
        const auto told = parse_json(from_base64(claims.substr(0, claims.find('.'))).value()).value();
        return Json(told.find("payload")->find("loyaltyObjects")->items()->front());
    };
    const auto annas = object_in(shop.browser.ok(shop.browser.post("google-wallet")));
    CHECK(word(*annas.find("barcode"), "value") == shop.code_of(shop.browser.get("apple-pass")));
    CHECK(word(*annas.find("loyaltyPoints")->find("balance"), "string") == "500");
    Browser stranger(shop, "10.0.0.2");
    CHECK(error_of(stranger.post("google-wallet")) == "not_signed_in");
    stranger.join(boris, "Boris");
    const auto borises = object_in(stranger.ok(stranger.post("google-wallet")));
    CHECK(word(borises, "id") != word(annas, "id"));
    CHECK(word(borises, "accountName") == "Boris");
    stranger.token = "another";
    CHECK(error_of(stranger.post("google-wallet")) == "wrong_page_token");
    shop.storage->transact([&, code = word(*annas.find("barcode"), "value")](Transaction& db) {
        db.identifiers.block_card(code, true);
    });
    CHECK(error_of(shop.browser.post("google-wallet")) == "blocked");
}
