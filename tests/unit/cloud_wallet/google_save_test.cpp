#include "cloud/wallet/google_save.hpp"

#include "cloud/keys/base64.hpp"
#include "service_account.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

const WalletCard ermeks{"W123456789012345",
                        "1000000000008",
                        "Ермек \"x\"",
                        "Магазин",
                        "Gold",
                        "1200",
                        parse_timestamp("2026-11-30T10:00:00Z").value()};

/// The parts of the link's JWT.
struct SaveLink {
    explicit SaveLink(const std::string& link) {
        const std::string address = "https://pay.google.com/gp/v/save/";
        REQUIRE(link.starts_with(address));
        const auto jwt = link.substr(address.size());
        CHECK(jwt.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
              std::string::npos);
        const auto end = jwt.rfind('.');
        signed_part = jwt.substr(0, end);
        signature = from_base64(jwt.substr(end + 1)).value();
        const auto dot = signed_part.find('.');
        header = parse_json(from_base64(signed_part.substr(0, dot)).value()).value();
        claims = parse_json(from_base64(signed_part.substr(dot + 1)).value()).value();
    }
    /// What the openssl program says of the signature.
    bool verified(const ServiceAccount& account, const std::string& text) const {
        const TestFolder folder;
        write_text(folder / "text", text);
        write_text(folder / "signature", signature);
        return run_program("openssl dgst -sha256 -verify " + (account.folder / "public.pem") +
                           " -signature " + (folder / "signature") + " " + (folder / "text"))
                   .status == 0;
    }

    std::string signed_part, signature;
    Json header, claims;
};

std::string link_for(const WalletCard& card) {
    const auto signer = GoogleSaveSigner::read(ServiceAccount::made().paths()).value();
    return signer.link_of(card, "https://card.shop.example", parse_timestamp("2026-11-30T10:00:01Z").value());
}

std::string text_in(const Json& json, std::initializer_list<const char*> path) {
    const auto* at = &json;
    for (const auto* key : path) at = at ? at->find(key) : nullptr;
    return at && at->string() ? *at->string() : std::string();
}

}  // namespace

TEST_CASE("the link to Google Wallet is signed by the service account's key, as openssl sees it") {
    const SaveLink link(link_for(ermeks));
    CHECK(text_in(link.header, {"alg"}) == "RS256");
    CHECK(text_in(link.header, {"kid"}) == "the-key");
    CHECK(link.verified(ServiceAccount::made(), link.signed_part));
    CHECK_FALSE(link.verified(ServiceAccount::made(), link.signed_part + "A"));
    CHECK_FALSE(link.verified(ServiceAccount(), link.signed_part));
}

TEST_CASE("the link tells the card's class and object, with code, points and level of this customer") {
    const auto claims = SaveLink(link_for(ermeks)).claims;
    CHECK(text_in(claims, {"iss"}) == "card@shop.example");
    CHECK(text_in(claims, {"aud"}) == "google");
    CHECK(text_in(claims, {"typ"}) == "savetowallet");
    CHECK(claims.find("iat")->number()->digits == "1796032801");
    CHECK(*claims.find("origins") == Json(Json::Array{"https://card.shop.example"}));
    const auto& kind = claims.find("payload")->find("loyaltyClasses")->items()->front();
    CHECK(text_in(kind, {"id"}) == "3388000000012345678.tillpoints");
    CHECK(text_in(kind, {"issuerName"}) == "Магазин");
    CHECK(text_in(kind, {"programName"}) == "Магазин");
    CHECK(text_in(kind, {"programLogo", "sourceUri", "uri"}) == "https://shop.example/logo.png");
    CHECK(text_in(kind, {"reviewStatus"}) == "UNDER_REVIEW");
    const auto& object = claims.find("payload")->find("loyaltyObjects")->items()->front();
    CHECK(text_in(object, {"id"}) == "3388000000012345678.card-1000000000008");
    CHECK(text_in(object, {"classId"}) == text_in(kind, {"id"}));
    CHECK(text_in(object, {"state"}) == "ACTIVE");
    CHECK(text_in(object, {"accountName"}) == ermeks.name);
    CHECK(text_in(object, {"barcode", "type"}) == "QR_CODE");
    CHECK(text_in(object, {"barcode", "value"}) == ermeks.code);
    CHECK(text_in(object, {"loyaltyPoints", "balance", "string"}) == "1200");
    CHECK(text_in(object, {"loyaltyPoints", "label"}) == "Баллы на 2026-11-30");
    CHECK(text_in(object, {"secondaryLoyaltyPoints", "balance", "string"}) == "Gold");
}

TEST_CASE("the card in Google Wallet speaks the customer's language") {
    auto card = ermeks;
    for (const auto& [language, word] : {std::pair{loyalty::Language::english, "Points as of 2026-11-30"},
                                         {loyalty::Language::kazakh, "Баллдар күні 2026-11-30"}}) {
        card.language = language;
        const auto claims = SaveLink(link_for(card)).claims;
        CHECK(text_in(claims.find("payload")->find("loyaltyObjects")->items()->front(),
                      {"loyaltyPoints", "label"}) == word);
    }
}

TEST_CASE(
    "a service account's file that is missing, of something else or without a key is told at the start") {
    const auto& account = ServiceAccount::made();
    const auto refused = [&](const std::string& text, const std::string& found) {
        auto paths = account.paths();
        paths.key = account.folder / "wrong.json";
        write_text(paths.key, text);
        const auto read = GoogleSaveSigner::read(paths);
        REQUIRE(read.has_error());
        INFO(read.error().sentence());
        CHECK(read.error().where == paths.key);
        CHECK(read.error().found == found);
        CHECK(read.error().sentence().find("PRIVATE") == std::string::npos);
    };
    refused("", "nothing to read");
    refused(file_text(account.folder / "account.key"), "no JSON");
    refused("{}", "one without type");
    auto json = parse_json(file_text(account.paths().key)).value();
    refused(dump(Json(json).set("type", "authorized_user")), "the file of something else");
    refused(dump(Json(json).set("private_key", "x")), "one whose private_key is no key");
    const auto ec =
        run_program("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null").text;
    refused(dump(Json(json).set("private_key", ec)),
            "one whose private_key is no RSA key of 2048 bits or more");
}
