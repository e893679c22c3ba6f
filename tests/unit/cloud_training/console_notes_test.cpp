#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Notes on customers in the console.
namespace {

struct NotesDesk : ConsoleDesk {
    NotesDesk() {
        anna = shown_number(join("Anna", "+77010000001"));
        boris = shown_number(join("Boris", "+77010000002"));
        owner = somebody("owner", Role::owner);
        marketer = somebody("marketer", Role::marketer);
    }

    static std::string shown_number(const CustomerRecord& customer) {
        return std::to_string(customer.id.value + 1'100'000'000'000);
    }
    HttpAnswer note(const Browser& who, const std::string& customer, const std::string& words) {
        return post(who, "/customers/notes/add",
                    R"({"participant":)" + customer + R"(,"text":")" + words + R"("})");
    }
    HttpAnswer remove(const Browser& who, const std::string& customer, const std::string& id) {
        return post(who, "/customers/notes/remove",
                    R"({"participant":)" + customer + R"(,"note":)" + id + "}");
    }
    static std::string id_of(const Json& answer) {
        return answer.find("notes")->items()->at(0).find("note")->number()->digits;
    }
    Json::Array notes_in_card(const Browser& who, const std::string& customer) {
        return *ok(post(who, "/customers/show", R"({"participant":)" + customer + "}"))
                    .find("notes")
                    ->items();
    }

    std::string anna, boris;
    Browser owner, marketer;
};

}  // namespace

TEST_CASE(
    "a note on a customer is in the card and in what the person gets of the own data, and its text in no "
    "log") {
    NotesDesk desk;
    const auto words = std::string("=cmd() <script>alert(1)</script>");
    const auto answer = desk.note(desk.marketer, desk.anna, words);
    CHECK(header_of(answer.headers, "Content-Type") == "application/json");
    const auto id = NotesDesk::id_of(desk.ok(answer));
    const auto shown = desk.notes_in_card(desk.owner, desk.anna);
    REQUIRE(shown.size() == 1);
    CHECK(*shown[0].find("text")->string() == words);
    CHECK(*shown[0].find("by")->string() == "<b>marketer</b>");
    CHECK(*shown[0].find("written")->string() == to_text(desk.real));
    CHECK(desk.notes_in_card(desk.owner, desk.boris).empty());
    const auto exported =
        desk.ok(desk.post(desk.owner, "/customers/export", R"({"participant":)" + desk.anna + "}"));
    const auto& own = *exported.find("tables")->find("customer_notes")->items();
    REQUIRE(own.size() == 1);
    CHECK(*own[0].find("note")->string() == words);
    CHECK_FALSE(own[0].find("person"));
    desk.storage->read([&](Transaction& db) {
        bool found = false;
        for (const auto& one : db.people.actions({}, 100)) {
            CHECK((one.subject + one.detail).find("cmd") == std::string::npos);
            found = found || (one.action == "note_added" && one.subject == "customer/" + desk.anna &&
                              one.detail == "note " + id);
        }
        CHECK(found);
    });
}

TEST_CASE("a note is removed by its author or an owner, by nobody else, and only as one of its customer") {
    NotesDesk desk;
    const auto other = desk.somebody("manager", Role::manager);
    const auto id = NotesDesk::id_of(desk.ok(desk.note(desk.marketer, desk.anna, "one")));
    CHECK_FALSE(*desk.notes_in_card(other, desk.anna)[0].find("removable")->boolean());
    CHECK(ConsoleDesk::code_in(desk.remove(other, desk.anna, id)) == "not_yours");
    CHECK(desk.remove(desk.owner, desk.boris, id).status == 404);
    CHECK(desk.remove(desk.owner, desk.anna, "999").status == 404);
    CHECK(*desk.notes_in_card(desk.marketer, desk.anna)[0].find("removable")->boolean());
    CHECK(desk.ok(desk.remove(desk.marketer, desk.anna, id)).find("notes")->items()->empty());
    CHECK(desk.actions().front() == "note_removed");
    const auto of_manager = NotesDesk::id_of(desk.ok(desk.note(other, desk.anna, "two")));
    desk.ok(desk.remove(desk.owner, desk.anna, of_manager));
    for (const auto role : {Role::accountant, Role::employee}) {
        const auto who = desk.somebody(std::string(word_of(role)).c_str(), role);
        CHECK(ConsoleDesk::code_in(desk.note(who, desk.anna, "three")) == "wrong_role");
        CHECK(ConsoleDesk::code_in(desk.remove(who, desk.anna, of_manager)) == "wrong_role");
    }
}

TEST_CASE("a note that is sent twice is written once, and notes are limited in size and number") {
    NotesDesk desk;
    for (int i = 0; i < 2; ++i)
        CHECK(desk.ok(desk.note(desk.owner, desk.anna, "same")).find("notes")->items()->size() == 1);
    CHECK(desk.ok(desk.note(desk.marketer, desk.anna, "same")).find("notes")->items()->size() == 2);
    for (const auto& wrong :
         {std::string(), std::string(" \\n"), std::string(2001, 'x'), std::string("\\u0000")})
        CHECK(desk.note(desk.owner, desk.anna, wrong).status == 400);
    CHECK(desk.note(desk.owner, "7", "nobody's").status == 404);
    desk.ok(desk.note(desk.owner, desk.anna, std::string(2000, 'x')));
    for (int i = 3; i < 50; ++i) desk.ok(desk.note(desk.owner, desk.anna, "note " + std::to_string(i)));
    CHECK(ConsoleDesk::code_in(desk.note(desk.owner, desk.anna, "one more")) == "too_many");
    desk.ok(desk.note(desk.owner, desk.boris, "another's"));
}
