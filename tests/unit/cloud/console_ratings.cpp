#include "cloud/messages/templates.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Ratings in the console, and what the company answers.
namespace {

/// Anna, who has the card on her phone, rated a purchase in each of two branches.
struct ReviewDesk : ConsoleDesk {
    ReviewDesk() {
        anna = join("Anna", "+77010000001");
        service.transact([&](RequestContext& context) {
            context.db.cards.add_holder({anna.id, loyalty::Language::english, "i", "card", context.now});
        });
        in_centre = sell_in("Centre", 2, "slow <script>alert(1)</script>");
        in_north = sell_in("North", 1, {});
        owner = somebody("owner", Role::owner);
        manager = somebody("manager", Role::manager);
    }

    OperationId sell_in(const std::string& branch, int stars, std::optional<std::string> comment) {
        service.transact([&](RequestContext& context) {
            auto& staff = context.db.staff;
            staff.set_branch(staff.find_or_add_cashier({"till of " + branch, "Clerk"}).id,
                             staff.find_or_add_branch(branch).id);
        });
        loyalty::CreateOperation call;
        call.who = uid_of(anna);
        call.total = call.cash = roubles(1000);
        call.cashier = loyalty::Cashier{"till of " + branch, {}};
        const auto sold = done(service.answer(call)).id;
        service.transact([&](RequestContext& context) {
            context.db.ratings.rate({sold, context.now, stars, std::move(comment)});
        });
        return sold;
    }

    HttpAnswer answer(const Browser& who, OperationId purchase, const std::string& words,
                      const std::string& seen = {}) {
        Json body = Json::object({{"operation", purchase.value}, {"text", words}});
        if (!seen.empty()) body.set("seen", seen);
        return post(who, "/ratings/answer", dump(body));
    }

    static std::string written(const Json& rating) {
        return *rating.find("answer")->find("written")->string();
    }
    std::vector<MessageRecord> told() {
        std::vector<MessageRecord> rows;
        storage->read([&](Transaction& db) { rows = db.messages.page(0, 100); });
        std::erase_if(rows, [](const auto& each) { return each.template_name != "rating_answered"; });
        return rows;
    }

    CustomerRecord anna;
    OperationId in_centre, in_north;
    Browser owner, manager;
};

}  // namespace

TEST_CASE("a rating is answered, listed with who answered and when, and the customer is told once") {
    ReviewDesk desk;
    const auto words = std::string("Sorry: <b>we</b> have a second till now.");
    const auto rating = desk.ok(desk.answer(desk.manager, desk.in_centre, words));
    CHECK(*rating.find("answer")->find("text")->string() == words);
    CHECK(*rating.find("answer")->find("by")->string() == "<b>manager</b>");
    CHECK(ReviewDesk::written(rating) == to_text(desk.real));
    CHECK(desk.ok(desk.get(desk.owner, "/ratings")).find("ratings")->items()->size() == 2);
    const auto left = desk.ok(desk.get(desk.owner, "/ratings?unanswered=1"));
    REQUIRE(left.find("ratings")->items()->size() == 1);
    CHECK(left.find("ratings")->items()->at(0).find("comment")->is_null());
    CHECK(desk.ok(desk.get(desk.manager, "/ratings?unanswered=1")).find("ratings")->items()->empty());
    REQUIRE(desk.told().size() == 1);
    CHECK(desk.told().front().customer == desk.anna.id);
    CHECK(message_text(desk.told().front()).value().ends_with("answers your rating: " + words));
    CHECK(desk.actions().front() == "rating_answered");
    desk.storage->read([&](Transaction& db) {
        const auto last = db.people.actions({}, 1).front();
        CHECK(last.subject == "operation/" + std::to_string(desk.in_centre.value));
        CHECK(last.detail.empty());
    });
}

TEST_CASE(
    "an answer that is sent again is written once, and a changed one replaces it without another message") {
    ReviewDesk desk;
    const auto first = desk.ok(desk.answer(desk.owner, desk.in_north, "Sorry."));
    const auto written = ReviewDesk::written(first);
    desk.real += std::chrono::minutes(5);
    CHECK(ReviewDesk::written(desk.ok(desk.answer(desk.owner, desk.in_north, "Sorry."))) == written);
    CHECK(desk.actions().front() == "rating_answered");
    const auto second = desk.ok(desk.answer(desk.owner, desk.in_north, "We are sorry.", written));
    CHECK(ReviewDesk::written(second) == to_text(desk.real));
    CHECK(desk.actions().front() == "rating_answer_changed");
    CHECK(desk.told().size() == 1);
}

TEST_CASE("whoever did not see the answer of another person does not replace it") {
    ReviewDesk desk;
    const auto first = desk.ok(desk.answer(desk.owner, desk.in_centre, "Sorry."));
    desk.real += std::chrono::minutes(5);
    CHECK(ConsoleDesk::code_in(desk.answer(desk.manager, desk.in_centre, "Come again!")) ==
          "answered_meanwhile");
    CHECK(desk.answer(desk.manager, desk.in_centre, "Come again!", to_text(desk.real)).status == 409);
    desk.ok(desk.answer(desk.manager, desk.in_centre, "Come again!", ReviewDesk::written(first)));
    CHECK(desk.answer(desk.owner, desk.in_north, "Sorry.", ReviewDesk::written(first)).status == 409);
}

TEST_CASE("a rating is answered by an owner, a marketer, and a manager of its branch, and by nobody else") {
    ReviewDesk desk;
    CHECK(desk.answer(desk.manager, desk.in_north, "Not mine.").status == 404);
    for (const auto& [login, role] :
         {std::pair{"accountant", Role::accountant}, std::pair{"employee", Role::employee}})
        CHECK(desk.answer(desk.somebody(login, role), desk.in_centre, "Hello").status == 403);
    CHECK(desk.answer({}, desk.in_centre, "Hello").status == 401);
    CHECK(desk.told().empty());
    desk.ok(desk.answer(desk.somebody("marketer", Role::marketer), desk.in_north, "Hello"));
}

TEST_CASE("an answer without words, too long, or to what was not rated is refused by its field") {
    ReviewDesk desk;
    for (const auto& words : {std::string(" \n"), std::string(1001, 'x'), std::string()})
        CHECK(desk.answer(desk.owner, desk.in_centre, words).status == 400);
    CHECK(desk.post(desk.owner, "/ratings/answer", R"({"operation":1,"text":7})").status == 400);
    CHECK(desk.answer(desk.owner, {9999}, "Hello").status == 404);
    CHECK(desk.get(desk.owner, "/ratings?unanswered=x").status == 400);
    desk.ok(desk.answer(desk.owner, desk.in_centre, std::string(1000, 'x')));
}

TEST_CASE("the words of an answer go with the customer who is erased, and nobody answers after that") {
    ReviewDesk desk;
    desk.ok(desk.answer(desk.owner, desk.in_centre, "Sorry, Anna"));
    const auto number = std::to_string(desk.anna.id.value + 1'100'000'000'000);
    const auto exported =
        desk.ok(desk.post(desk.owner, "/customers/export", R"({"participant":)" + number + "}"));
    CHECK(dump(*exported.find("tables")->find("ratings")).find("Sorry, Anna") != std::string::npos);
    desk.ok(desk.post(desk.owner, "/customers/erase",
                      R"({"participant":)" + number + R"(,"typed":")" + number + R"(","reason":"asked"})"));
    const auto list = desk.get(desk.owner, "/ratings");
    CHECK(list.body.find("Sorry") == std::string::npos);
    CHECK(list.body.find("slow") == std::string::npos);
    CHECK(desk.answer(desk.owner, desk.in_north, "Hello").status == 409);
}
