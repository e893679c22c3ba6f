#include "cloud/api/error_texts.hpp"

#include <set>

#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
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

struct Terminal : Shop {
    ApiHandler api{service, basic_credential(42, "key")};

    HttpAnswer ask(const std::string& target, const char* languages, const char* key = "key") {
        HttpRequest request{"GET", target, {{"Authorization", basic_credential(42, key)}}, {}};
        if (languages) request.headers.emplace_back("Accept-Language", languages);
        return api.serve(request);
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
    Terminal terminal;
    const auto english = terminal.ask("/customers/999", nullptr);
    const auto russian = terminal.ask("/customers/999", "ru-RU, en;q=0.5");
    const auto kazakh = terminal.ask("/customers/999", "kk");
    const auto* text = text_of("notFound");
    CHECK(Terminal::member(english, "message") == text->english);
    CHECK(Terminal::member(russian, "message") == text->russian);
    CHECK(Terminal::member(kazakh, "message") == text->kazakh);
    for (const auto* answer : {&english, &russian, &kazakh}) {
        CHECK(answer->status == 404);
        CHECK(Terminal::member(*answer, "errorCode") == "notFound");
    }
    CHECK(terminal.ask("/customers/999", "de, \xff;q=7").body == english.body);
}

TEST_CASE("a wrong key, a wrong request and an unknown order are refused in the language asked for") {
    Terminal terminal;
    CHECK(Terminal::member(terminal.ask("/settings", "ru", "wrong"), "message") ==
          text_of("unauthorized")->russian);
    const auto wrong = terminal.ask("/operations?max=0", "kk");
    CHECK(Terminal::member(wrong, "message") == text_of("badRequest")->kazakh);
    const auto english = terminal.ask("/operations?max=0", "en");
    CHECK(*parse_json(wrong.body).value().find("errors") == *parse_json(english.body).value().find("errors"));
    CHECK(Terminal::member(terminal.ask("/goods/999", "ru"), "message") == text_of("notFound")->russian);
}

TEST_CASE("the detail of an internal error follows the text in every language") {
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
