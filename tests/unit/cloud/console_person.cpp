#include "cloud/api/customers/departed.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// One person's data in the console: as a file, and its end.
namespace {

constexpr auto phone_of_dana = "+77010000077";

/// A desk where Dana bought, rated, agreed to advertising and has all that erasing takes away.
struct PersonDesk : ConsoleDesk {
    PersonDesk() {
        service.service_info().customer_secret = "a secret";
        dana = join("Dana", phone_of_dana);
        sale = done(buy(uid_of(dana), roubles(1000))).id;
        service.transact([&](RequestContext& context) {
            auto& db = context.db;
            db.ratings.rate({sale, context.now, 4, "Dana was here"});
            db.identifiers.add_card({"P-12345678", dana.id, CardKind::plastic, false});
            db.cards.set_consent(dana.id, {Channel::telegram, true, context.now});
            db.cards.set_consent(dana.id, {Channel::hook, false, context.now});
            db.confirmations.set_pin({dana.id, "hash of the PIN", context.now});
            db.tags.set_of_customer(dana.id, {db.tags.find_or_add("neighbour").id});
        });
        number = std::to_string(dana.id.value + 1'100'000'000'000);
    }

    HttpAnswer export_by(const Browser& who) {
        return post(who, "/customers/export", R"({"participant":)" + number + "}");
    }
    HttpAnswer erase_by(const Browser& who, const std::string& typed, const std::string& reason) {
        return post(
            who, "/customers/erase",
            R"({"participant":)" + number + R"(,"typed":")" + typed + R"(","reason":")" + reason + R"("})");
    }
    Json shown_to(const Browser& who) {
        return ok(post(who, "/customers/show", R"({"participant":)" + number + "}"));
    }

    CustomerRecord dana;
    OperationId sale;
    std::string number;
};

}  // namespace

TEST_CASE(
    "the export of a person holds the rows of every table, without what pays or signs in, and is logged") {
    PersonDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto answer = desk.export_by(owner);
    const auto all = desk.ok(answer);
    CHECK(*all.find("uid")->string() == desk.dana.uid->text);
    const auto* tables = all.find("tables");
    CHECK(tables->members()->size() == held_tables().size());
    CHECK(*tables->find("ratings")->items()->at(0).find("comment")->string() == "Dana was here");
    CHECK(tables->find("operations")->items()->at(0).find("total")->number()->digits == "1000");
    CHECK(tables->find("points_history")->items()->size() == 2);
    CHECK(*tables->find("customers")->items()->at(0).find("phone")->string() == phone_of_dana);
    CHECK(*tables->find("customer_tags")->items()->at(0).find("tag")->string() == "neighbour");
    CHECK(tables->find("customer_pins")->items()->size() == 1);
    for (const auto* secret : {"P-12345678", "hash of the PIN"})
        CHECK(answer.body.find(secret) == std::string::npos);
    CHECK(desk.actions().front() == "customer_exported");
}

TEST_CASE("all data of a person are read where no till waits, and only who exported them is written") {
    PersonDesk desk;
    CHECK(Console::reads_much(HttpRequest{"POST", "/console/api/customers/export", {}, {}}));
    const auto owner = desk.somebody("owner", Role::owner);
    CHECK(desk.post(owner, "/customers/export", R"({"participant":7})").status == 404);
    CHECK(desk.post(owner, "/customers/export", "{}").status == 400);
    CHECK(desk.actions().front() != "customer_exported");
}

TEST_CASE("nothing is noted, tagged or unblocked of a number whose person was erased") {
    PersonDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto manager = desk.somebody("manager", Role::manager);
    desk.ok(desk.erase_by(owner, desk.number, "asked for it"));
    const auto asked = R"({"participant":)" + desk.number;
    for (const auto& who : {owner, manager}) {
        CHECK(ConsoleDesk::code_in(desk.post(who, "/customers/notes/add", asked + R"(,"text":"Dana"})")) ==
              "erased_already");
        CHECK(ConsoleDesk::code_in(desk.post(who, "/customers/tags", asked + R"(,"tags":["Dana"]})")) ==
              "erased_already");
        CHECK(ConsoleDesk::code_in(desk.post(
                  who, "/customers/block", asked + R"(,"blocked":false,"reason":"x"})")) == "erased_already");
    }
    CHECK(dump(desk.shown_to(owner)).find("Dana") == std::string::npos);
}

TEST_CASE("consents are shown with their channel and the date since when they hold") {
    PersonDesk desk;
    const auto card = desk.shown_to(desk.somebody("marketer", Role::marketer));
    const auto& consents = *card.find("consents")->items();
    REQUIRE(consents.size() == 2);
    CHECK(*consents[0].find("channel")->string() == "hook");
    CHECK_FALSE(*consents[0].find("given")->boolean());
    CHECK(*consents[1].find("channel")->string() == "telegram");
    CHECK(*consents[1].find("since")->string() == to_text(desk.now));
}

TEST_CASE(
    "a person is erased once, with a reason and the number typed again, and stays as a number for the "
    "books") {
    PersonDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    CHECK(desk.erase_by(owner, desk.number, "").status == 400);
    CHECK(ConsoleDesk::code_in(desk.erase_by(owner, "1", "asked for it")) == "typed_wrong");
    CHECK(*desk.shown_to(owner).find("name")->string() == "Dana");
    const auto before = desk.balance(desk.dana);

    const auto erased = desk.ok(desk.erase_by(owner, desk.number, "asked for it"));
    CHECK(*erased.find("customer")->find("erased")->boolean());
    CHECK(erased.find("kept")->find("operations")->number()->digits == "1");
    CHECK(erased.find("kept")->find("ratings")->number()->digits == "1");
    CHECK_FALSE(erased.find("kept")->find("customer_tags"));
    CHECK(desk.balance(desk.dana) == before);
    const auto exported = desk.ok(desk.export_by(owner));
    CHECK(exported.find("consents")->items()->empty());
    const auto after = dump(exported);
    for (const auto* word : {"Dana", phone_of_dana, "neighbour"}) {
        INFO(word);
        CHECK(after.find(word) == std::string::npos);
    }
    CHECK(ConsoleDesk::code_in(desk.erase_by(owner, desk.number, "again")) == "erased_already");
    desk.storage->read([&](Transaction& db) {
        const auto last = db.people.actions({}, 2).at(1);
        CHECK(last.action == "customer_erased");
        CHECK(last.subject == "customer/" + desk.number);
        CHECK(last.detail == "asked for it");
    });
    desk.audit();
}

TEST_CASE("whoever was erased by the company is refused at the till and is no newcomer when coming back") {
    PersonDesk desk;
    desk.ok(desk.erase_by(desk.somebody("owner", Role::owner), desk.number, "asked for it"));
    CHECK(std::holds_alternative<loyalty::Refusal>(desk.buy(Shop::uid_of(desk.dana), roubles(100))));
    desk.service.transact([](RequestContext& context) {
        CHECK(has_departed(context, *Phone::parse(phone_of_dana)));
        CHECK_FALSE(has_departed(context, *Phone::parse("+77010000078")));
    });
}

TEST_CASE("points that wait for a second person come to nobody who was erased meanwhile") {
    PersonDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    desk.ok(desk.post(owner, "/customers/points",
                      R"({"participant":)" + desk.number + R"(,"points":5000,"reason":"much","key":"k"})"));
    CHECK(desk.ok(desk.get(owner, "/points")).find("requests")->items()->size() == 1);
    desk.ok(desk.erase_by(owner, desk.number, "asked for it"));
    CHECK(desk.ok(desk.get(owner, "/points")).find("requests")->items()->empty());
}

TEST_CASE("nobody but an owner exports or erases a person, and a foreign number is nobody's") {
    PersonDesk desk;
    for (const auto role : {Role::manager, Role::marketer, Role::accountant, Role::employee}) {
        const auto who = desk.somebody(std::string(word_of(role)).c_str(), role);
        CHECK(ConsoleDesk::code_in(desk.export_by(who)) == "wrong_role");
        CHECK(ConsoleDesk::code_in(desk.erase_by(who, desk.number, "x")) == "wrong_role");
    }
    const auto owner = desk.somebody("owner", Role::owner);
    for (const auto* participant : {"7", "1", "1100000000999"})
        CHECK(desk.post(owner, "/customers/erase",
                        std::string(R"({"participant":)") + participant + R"(,"typed":"7","reason":"x"})")
                  .status == 404);
    CHECK(*desk.shown_to(owner).find("name")->string() == "Dana");
}
