#include "cloud/service/error_texts.hpp"

#include <set>

#include "cloud/service/credential.hpp"
#include "cloud/service/front.hpp"
#include "shop.hpp"
#include "tests/openapi/description.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Every errorCode that the description of the protocol names.
void collect(const Json& json, std::set<std::string>& codes) {
    if (const auto* members = json.members()) {
        for (const auto& [name, value] : *members) {
            const auto* named = name == "errorCode" ? value.find("enum") : nullptr;
            if (named)
                for (const auto& code : *named->items()) codes.insert(*code.string());
            collect(value, codes);
        }
    }
    if (const auto* items = json.items())
        for (const auto& item : *items) collect(item, codes);
}

struct Till : Shop {
    Front front{service, basic_credential(42, "key")};

    HttpAnswer ask(const std::string& target, const char* languages, const char* key = "key") {
        HttpRequest request{"GET", target, {{"Authorization", basic_credential(42, key)}}, {}};
        if (languages) request.headers.emplace_back("Accept-Language", languages);
        return *front.serve(request).answer;
    }
    static std::string member(const HttpAnswer& answer, const char* name) {
        return *parse_json(answer.body).value().find(name)->string();
    }
};

}  // namespace

TEST_CASE("every errorCode that is described has a text in each of the three languages") {
    const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
    std::set<std::string> codes;
    collect(description.document(), codes);
    CHECK(codes.size() >= 20);
    for (const auto& code : codes) {
        INFO(code);
        const auto* text = text_of(code);
        REQUIRE(text);
        CHECK(std::set{text->english, text->russian, text->kazakh}.size() == 3);
        CHECK(text->kazakh.size() > 10);
    }
}

TEST_CASE("Accept-Language changes the message of a refusal and nothing else of it") {
    Till till;
    const auto english = till.ask("/customers/999", nullptr);
    const auto russian = till.ask("/customers/999", "ru-RU, en;q=0.5");
    const auto kazakh = till.ask("/customers/999", "kk");
    const auto* text = text_of("notFound");
    CHECK(Till::member(english, "message") == text->english);
    CHECK(Till::member(russian, "message") == text->russian);
    CHECK(Till::member(kazakh, "message") == text->kazakh);
    for (const auto* answer : {&english, &russian, &kazakh}) {
        CHECK(answer->status == 404);
        CHECK(Till::member(*answer, "errorCode") == "notFound");
    }
    CHECK(till.ask("/customers/999", "de, \xff;q=7").body == english.body);
}

TEST_CASE("who has the wrong key, asks wrongly or for goods is told in the same language") {
    Till till;
    CHECK(Till::member(till.ask("/settings", "ru", "wrong"), "message") == text_of("unauthorized")->russian);
    const auto wrong = till.ask("/operations?max=900", "kk");
    CHECK(Till::member(wrong, "message") == text_of("badRequest")->kazakh);
    const auto english = till.ask("/operations?max=900", "en");
    CHECK(*parse_json(wrong.body).value().find("errors") == *parse_json(english.body).value().find("errors"));
    CHECK(Till::member(till.ask("/goods/999", "ru"), "message") == text_of("notFound")->russian);
}

TEST_CASE("what failed inside is told behind the text, in whatever language") {
    const auto* text = text_of("internalError");
    loyalty::Refusal failure{500, Errc::server_failed, "internalError", "the disk is full", {}};
    CHECK(in_language(failure, loyalty::Language::english).message == "the disk is full");
    CHECK(in_language(failure, loyalty::Language::russian).message ==
          std::string(text->russian) + " the disk is full");
    failure.message = text->english;
    CHECK(in_language(failure, loyalty::Language::kazakh).message == text->kazakh);
    const loyalty::Refusal unknown{400, Errc::cloud_error, "somethingNew", "as it was", {}};
    CHECK(in_language(unknown, loyalty::Language::russian) == unknown);
}
