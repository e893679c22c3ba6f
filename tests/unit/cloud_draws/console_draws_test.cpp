#include "cloud/api/due/certificates.hpp"
#include "cloud/draws/run_draws.hpp"
#include "cloud/draws/selection.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;

/// Prize draws as people of the company arrange them, and the work that draws them.
namespace {

std::int64_t figure(const Json& json, const char* key) {
    return parse_decimal(json.find(key)->number()->digits, 0, Rounding::exact).value();
}

std::string word(const Json& json, const char* key) {
    const auto* text = json.find(key)->string();
    return text ? *text : "null";
}

/// A shop with ten customers whose cards may show advertising.
struct Fair : ConsoleDesk {
    Fair() {
        now = on(2026, 1, 15) + hours(12);
        for (int i = 0; i < 10; ++i) {
            people.push_back(join("Customer", ("+7701000000" + std::to_string(i)).c_str()));
            service.transact([&](RequestContext& context) {
                const auto id = people.back().id;
                const auto which = std::to_string(i);
                const auto language = i == 0 ? loyalty::Language::kazakh : loyalty::Language::russian;
                context.db.cards.add_holder({id, language, "friend" + which, "card" + which, now});
                context.db.cards.set_consent(id, {Channel::app, true, now});
            });
        }
        owner = somebody("owner", Role::owner);
        marketer = somebody("marketer", Role::marketer);
    }

    HttpAnswer arrange(const Browser& who, const std::string& more, const std::string& key = "key") {
        return post(who, "/draws/arrange", R"({"name":"May","key":")" + key + "\"" + more + "}");
    }
    std::int64_t arranged(const std::string& more, const std::string& key = "key") {
        return figure(ok(arrange(owner, more, key)), "draw");
    }
    HttpAnswer start(const Browser& who, std::int64_t draw) {
        return post(who, "/draws/draw", R"({"draw":)" + std::to_string(draw) + "}");
    }
    void run_all() {
        for (int pieces = 0; run_draws(service, policy); ++pieces) REQUIRE(pieces < 1'000);
    }
    Json shown(std::int64_t draw) { return ok(get(marketer, "/draws/show?draw=" + std::to_string(draw))); }
    HttpAnswer file(std::int64_t draw, const char* kind) {
        return get(marketer, "/draws/file?draw=" + std::to_string(draw) + "&kind=" + kind);
    }
    /// A draw that somebody asked for and that is over.
    Json drawn(std::int64_t draw) {
        ok(start(marketer, draw));
        run_all();
        return shown(draw);
    }
    std::vector<MessageRecord> messages() {
        std::vector<MessageRecord> rows;
        storage->read([&](Transaction& db) { rows = db.messages.page(0, 1000); });
        return rows;
    }
    void tag(const CustomerRecord& customer, const char* name) {
        ok(post(marketer, "/customers/tags",
                R"({"participant":)" + std::to_string(1'100'000'000'000 + customer.id.value) +
                    R"(,"tags":[")" + name + "\"]}"));
    }

    MessagePolicy policy;
    std::vector<CustomerRecord> people;
    Browser owner;
    Browser marketer;
};

const std::string three_for_a_message = R"(,"winners":3,"prize":"nothing","message":"You won")";

}  // namespace

TEST_CASE(
    "the seed of a draw is in no answer before the draw, and afterwards it is the one of the commitment") {
    Fair fair;
    const auto answer = fair.arrange(fair.marketer, three_for_a_message);
    const auto id = figure(fair.ok(answer), "draw");
    const auto commitment = word(fair.ok(answer), "commitment");
    std::string seed;
    fair.storage->read([&](Transaction& db) { seed = db.draws.find(id)->seed; });
    CHECK(seed.size() == 64);
    CHECK(commitment_of(seed) == commitment);
    const auto tells = [&](const HttpAnswer& told) { return told.body.find(seed) != std::string::npos; };
    CHECK_FALSE(tells(answer));
    const auto open_at = [&] {
        return tells(fair.get(fair.owner, "/draws")) || tells(fair.get(fair.owner, "/actions")) ||
               tells(fair.get(fair.owner, "/draws/show?draw=" + std::to_string(id))) ||
               tells(fair.start(fair.owner, id)) || tells(fair.file(id, "json"));
    };
    CHECK_FALSE(open_at());
    CHECK(ConsoleDesk::code_in(fair.file(id, "json")) == "draw_not_drawn");
    fair.run_all();
    const auto shown = fair.shown(id);
    CHECK(word(shown, "state") == "drawn");
    CHECK(word(shown, "seed") == seed);
    CHECK(word(shown, "commitment") == commitment);
    CHECK(tells(fair.file(id, "json")));
    const auto actions = fair.actions();
    CHECK(actions[0] == "draw_started");
    CHECK(actions[1] == "draw_arranged");
}

TEST_CASE("the record that is given out is right when it is counted again, and names nobody") {
    Fair fair;
    const auto id = fair.arranged(three_for_a_message);
    const auto shown = fair.drawn(id);
    CHECK(figure(shown, "participants") == 10);
    const auto answer = fair.file(id, "json");
    CHECK(header_of(answer.headers, "Content-Disposition") == "attachment; filename=\"draw-1.json\"");
    const auto checked = check_draw_record(parse_json(answer.body).value()).value();
    CHECK(checked.faults.empty());
    CHECK(checked.winners.size() == 3);
    CHECK(answer.body.find("Customer") == std::string::npos);
    CHECK(answer.body.find("+7") == std::string::npos);
    const auto& winners = *shown.find("drawn_winners")->items();
    REQUIRE(winners.size() == 3);
    for (std::size_t at = 0; at < 3; ++at)
        CHECK(figure(winners[at], "participant") == checked.winners[at].value);
    const auto csv = fair.file(id, "csv").body;
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 11);
}

TEST_CASE("winners get their points, and the message in their language, once") {
    Fair fair;
    const auto before = fair.balance(fair.people[5]);
    const auto id = fair.arranged(
        R"(,"winners":10,"prize":"points","points":250,"message":"You won","texts":{"kk":"Сіз ұттыңыз"})");
    fair.ok(fair.start(fair.owner, id));
    fair.ok(fair.start(fair.marketer, id));
    fair.run_all();
    fair.ok(fair.start(fair.owner, id));
    fair.run_all();
    for (const auto& one : fair.people) CHECK(fair.balance(one) == before + points(250));
    const auto rows = fair.messages();
    REQUIRE(rows.size() == 10);
    int kazakh = 0;
    for (const auto& row : rows) {
        CHECK(row.purpose == MessagePurpose::advertising);
        kazakh += row.values.at("text") == "Сіз ұттыңыз" ? 1 : 0;
    }
    CHECK(kazakh == 1);
    const auto shown = fair.shown(id);
    for (const auto& winner : *shown.find("drawn_winners")->items()) {
        CHECK(word(winner, "state") == "given");
        CHECK(*winner.find("told")->boolean());
    }
    CHECK(fair.actions()[0] == "draw_started");
    CHECK(fair.actions()[1] == "draw_arranged");
    fair.audit();
}

TEST_CASE("a winner without consent gets the prize and no message, and one who is blocked gets neither") {
    Fair fair;
    const auto id = fair.arranged(R"(,"winners":10,"prize":"points","points":1,"message":"You won")");
    fair.ok(fair.start(fair.owner, id));
    while (fair.shown(id).find("seed")->is_null()) REQUIRE(run_draws(fair.service, fair.policy));
    fair.service.transact([&](RequestContext& context) {
        context.db.cards.set_consent(fair.people[0].id, {Channel::app, false, fair.now});
        auto blocked = *context.db.customers.lock(fair.people[1].id);
        blocked.blocked = true;
        context.db.customers.update(blocked);
    });
    const auto had = fair.balance(fair.people[1]);
    fair.run_all();
    int told = 0;
    int given = 0;
    const auto shown = fair.shown(id);
    for (const auto& winner : *shown.find("drawn_winners")->items()) {
        told += *winner.find("told")->boolean() ? 1 : 0;
        given += word(winner, "state") == "given" ? 1 : 0;
    }
    CHECK(given == 9);
    CHECK(told == 8);
    CHECK(fair.balance(fair.people[1]) == had);
}

TEST_CASE("a certificate is won like points, and who has as many as one may have is named as not given") {
    Fair fair;
    fair.service.transact([&](RequestContext& context) {
        for (int i = 0; i < 4; ++i)
            REQUIRE(issue_certificate(context, fair.people[3].id, points(1), days(10)).has_value());
    });
    const auto shown =
        fair.drawn(fair.arranged(R"(,"winners":10,"prize":"certificate","points":500,"days":30)"));
    int given = 0;
    for (const auto& winner : *shown.find("drawn_winners")->items())
        given += word(winner, "state") == "given" ? 1 : 0;
    CHECK(given == 9);
    fair.storage->read([&](Transaction& db) {
        const auto own = db.promotions.certificates_of(fair.people[4].id);
        REQUIRE(own.size() == 1);
        CHECK(own[0].nominal == points(500));
        CHECK(own[0].valid_to == fair.now + days(30));
        CHECK(db.promotions.certificates_of(fair.people[3].id).size() == 4);
    });
    CHECK(fair.messages().empty());
    fair.audit();
}

TEST_CASE("employees who carry a tag take no part where the tag is left out") {
    Fair fair;
    fair.tag(fair.people[2], "staff");
    const auto count = [&](const std::string& conditions) {
        return fair.ok(fair.post(fair.marketer, "/draws/count", "{" + conditions + "}"));
    };
    CHECK(figure(count(""), "participants") == 10);
    CHECK(figure(count(R"("segment":{"without_tag":"staff"})"), "participants") == 9);
    const auto shown =
        fair.drawn(fair.arranged(three_for_a_message + R"(,"segment":{"without_tag":"staff"})"));
    CHECK(figure(shown, "participants") == 9);
    CHECK(fair.file(1, "csv").body.find(std::to_string(1'100'000'000'000 + fair.people[2].id.value)) ==
          std::string::npos);
}

TEST_CASE("with tickets for purchases, unrefunded purchases of the period count, and nobody without one") {
    Fair fair;
    const auto buy_one = [&](std::size_t who) {
        return done(fair.buy(Shop::uid_of(fair.people[who]), roubles(100))).id;
    };
    buy_one(0);
    fair.now = on(2026, 1, 20);
    for (int i = 0; i < 3; ++i) buy_one(1);
    buy_one(2);
    done(fair.refund(buy_one(3)));
    fair.now = on(2026, 1, 25);
    buy_one(4);
    const std::string period =
        R"("ticket_for":"purchase","from":"2026-01-20T00:00:00Z","to":"2026-01-25T00:00:00Z")";
    const auto counted = fair.ok(fair.post(fair.owner, "/draws/count", "{" + period + "}"));
    CHECK(figure(counted, "participants") == 2);
    CHECK(figure(counted, "tickets") == 4);
    const auto shown = fair.drawn(fair.arranged(three_for_a_message + "," + period));
    CHECK(figure(shown, "participants") == 2);
    CHECK(figure(shown, "tickets") == 4);
    CHECK(shown.find("drawn_winners")->items()->size() == 2);
}

TEST_CASE("a draw over purchases waits for the end of their period, and one of nobody has no winners") {
    Fair fair;
    const auto early = fair.arranged(
        three_for_a_message +
        R"(,"ticket_for":"purchase","from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z")");
    CHECK(ConsoleDesk::code_in(fair.start(fair.owner, early)) == "draw_too_early");
    fair.run_all();
    CHECK(word(fair.shown(early), "state") == "arranged");
    fair.now = on(2026, 2, 1);
    const auto shown = fair.drawn(early);
    CHECK(word(shown, "state") == "drawn");
    CHECK(figure(shown, "participants") == 0);
    CHECK(shown.find("drawn_winners")->items()->empty());
    CHECK(check_draw_record(parse_json(fair.file(early, "json").body).value()).value().faults.empty());
}

TEST_CASE("a draw that is arranged again with its key, because the answer was lost, is arranged once") {
    Fair fair;
    const auto first = fair.ok(fair.arrange(fair.marketer, three_for_a_message));
    const auto second = fair.ok(fair.arrange(fair.marketer, three_for_a_message));
    CHECK(first == second);
    CHECK(ConsoleDesk::code_in(fair.arrange(
              fair.marketer, R"(,"winners":4,"prize":"nothing","message":"You won")")) == "key_reused");
    CHECK(fair.ok(fair.get(fair.owner, "/draws")).find("draws")->items()->size() == 1);
}

TEST_CASE(
    "customers who joined after somebody asked for the draw take no part, however long the list takes") {
    Fair fair;
    for (int i = 0; i < 450; ++i) fair.join("More");
    const auto id = fair.arranged(three_for_a_message);
    fair.ok(fair.start(fair.owner, id));
    CHECK(run_draws(fair.service, fair.policy));
    CHECK(word(fair.shown(id), "state") == "collecting");
    fair.join("Later");
    fair.run_all();
    CHECK(figure(fair.shown(id), "participants") == 460);
}

TEST_CASE("a draw whose stored conditions cannot be read has no participants, instead of everybody") {
    Fair fair;
    std::int64_t id = 0;
    fair.service.transact([&](RequestContext& context) {
        Draw draw;
        draw.by = 1;
        draw.segment = R"({"age":7})";
        draw.commitment = "c";
        id = context.db.draws.add(draw);
    });
    CHECK(figure(fair.drawn(id), "participants") == 0);
}

TEST_CASE("points and certificates are an owner's to give by a draw, and what a draw needs is said") {
    Fair fair;
    for (const auto* prize : {R"(,"winners":1,"prize":"points","points":1)",
                              R"(,"winners":1,"prize":"certificate","points":1,"days":7)"})
        CHECK(ConsoleDesk::code_in(fair.arrange(fair.marketer, prize)) == "owner_gives_points");
    CHECK(ConsoleDesk::code_in(fair.arrange(
              fair.owner, R"(,"winners":1,"prize":"points","points":1000.01)")) == "points_above_limit");
    for (
        const std::string wrong :
        {R"(,"winners":0,"prize":"nothing","message":"x")",
         R"(,"winners":1001,"prize":"nothing","message":"x")", R"(,"winners":1,"prize":"nothing")",
         R"(,"winners":1,"prize":"car","message":"x")", R"(,"winners":1,"prize":"points")",
         R"(,"winners":1,"prize":"points","points":-5)",
         R"(,"winners":1,"prize":"points","points":5,"days":3)",
         R"(,"winners":1,"prize":"certificate","points":5)",
         R"(,"winners":1,"prize":"certificate","points":5,"days":367)",
         R"(,"winners":1,"prize":"nothing","points":5,"message":"x")",
         R"(,"winners":1,"prize":"nothing","message":"x","segment":{"x":1})",
         R"(,"winners":1,"prize":"nothing","message":"x","ticket_for":"purchase")",
         R"(,"winners":1,"prize":"nothing","message":"x","ticket_for":"purchase","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z")",
         R"(,"winners":1,"prize":"nothing","message":"x","texts":{"de":"x"})"}) {
        INFO(wrong);
        CHECK(fair.arrange(fair.owner, wrong).status == 400);
    }
    CHECK(fair.arrange(fair.owner,
                       R"(,"winners":1,"prize":"nothing","message":")" + std::string(1'001, 'x') + "\"")
              .status == 400);
    CHECK(fair.arrange(fair.owner, three_for_a_message, "").status == 400);
    CHECK(fair.ok(fair.get(fair.owner, "/draws")).find("draws")->items()->empty());
}

TEST_CASE("an unknown draw is found by no call") {
    Fair fair;
    CHECK(fair.start(fair.owner, 99).status == 404);
    CHECK(fair.file(99, "json").status == 404);
    for (const auto* id : {"99", "", "x", "-1", "1%20or%201=1"}) {
        const auto status = fair.get(fair.owner, std::string("/draws/show?draw=") + id).status;
        CHECK((status == 404 || status == 400));
    }
    CHECK(fair.get(fair.owner, "/draws/file?draw=1&kind=../../etc/passwd").status == 400);
}
