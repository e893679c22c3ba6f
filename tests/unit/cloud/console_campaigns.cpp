#include "cloud/api/due/certificates.hpp"
#include "cloud/campaigns/run_campaigns.hpp"
#include "cloud/campaigns/segment.hpp"
#include "cloud/messages/templates.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;

/// Segments and campaigns as people of the company make them, and the work that carries them out.
namespace {

std::int64_t number(const Json& json, const char* key) {
    return parse_decimal(json.find(key)->number()->digits, 0, Rounding::exact).value();
}

std::string text(const Json& json, const char* key) {
    return *json.find(key)->string();
}

/// A shop with a marketer and ten customers, of whom the first five have bought and all have a card that may
/// show advertising.
struct Market : ConsoleDesk {
    Market() {
        now = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 1 / 15)) + hours(12);
        for (int i = 0; i < 10; ++i) {
            const auto phone = "+7701000000" + std::to_string(i);
            people.push_back(join("Customer", phone.c_str()));
            service.transact([&](RequestContext& context) {
                const auto id = people.back().id;
                const auto which = std::to_string(i);
                const auto language = i == 0 ? loyalty::Language::kazakh : loyalty::Language::russian;
                context.db.cards.add_holder({id, language, "friend" + which, "card" + which, now});
                context.db.cards.set_consent(id, {Channel::app, true, now});
            });
            if (i < 5) done(buy(uid_of(people.back()), roubles(1000)));
        }
        now += hours(1);
    }

    HttpAnswer start(const Browser& who, const std::string& more, const std::string& key = "key") {
        return post(who, "/campaigns/start",
                    R"({"name":"May","message":"Come","key":")" + key + "\"" + more + "}");
    }

    void run_all() {
        for (int slices = 0; run_campaigns(service, policy); ++slices) REQUIRE(slices < 1000);
    }

    std::vector<MessageRecord> messages() {
        std::vector<MessageRecord> rows;
        storage->read([&](Transaction& db) { rows = db.messages.page(0, 1000); });
        return rows;
    }

    Json shown(const Browser& who, std::int64_t campaign) {
        return ok(get(who, "/campaigns/show?campaign=" + std::to_string(campaign)));
    }

    MessagePolicy policy;
    std::vector<CustomerRecord> people;
};

}  // namespace

TEST_CASE("a segment holds those for whom every condition holds, and its count says how many may be told") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto count = [&](const std::string& segment) {
        return market.ok(market.post(marketer, "/segments/count", R"({"segment":)" + segment + "}"));
    };
    CHECK(number(count("{}"), "members") == 10);
    CHECK(number(count("{}"), "advertised") == 10);
    CHECK(count("{}").find("after")->is_null());
    CHECK(number(count(R"({"bought":true})"), "members") == 5);
    CHECK(number(count(R"({"bought":true,"purchases":2})"), "members") == 0);
    CHECK(number(count(R"({"spent":1000})"), "members") == 5);
    CHECK(number(count(R"({"spent":1000.01})"), "members") == 0);
    CHECK(number(count(R"({"silent_days":30})"), "members") == 0);
    market.now += days(30);
    CHECK(number(count(R"({"silent_days":30})"), "members") == 5);
    CHECK(market.post(marketer, "/segments/count", R"({"segment":{"age":7}})").status == 400);
    CHECK(market.post(marketer, "/segments/count", R"({"segment":{"spent":"x"}})").status == 400);
    market.service.transact([&](RequestContext& context) {
        context.db.cards.set_consent(market.people[0].id, {Channel::app, false, market.now});
        auto blocked = *context.db.customers.lock(market.people[1].id);
        blocked.blocked = true;
        context.db.customers.update(blocked);
    });
    CHECK(number(count("{}"), "members") == 9);
    CHECK(number(count("{}"), "advertised") == 8);
}

TEST_CASE("a customer belongs to the branch of the last purchase that was not refunded") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    std::map<std::string, std::int64_t> branches;
    market.storage->transact([&](Transaction& db) {
        for (const auto* name : {"North", "South"}) {
            branches[name] = db.staff.find_or_add_branch(name).id;
            db.staff.set_branch(db.staff.find_or_add_cashier({name, name}).id, branches[name]);
        }
    });
    const auto sell_at = [&](const char* cashier, const CustomerRecord& customer) {
        market.now += hours(1);
        loyalty::CreateOperation call;
        call.who = Shop::uid_of(customer);
        call.total = call.cash = roubles(10);
        call.cashier = loyalty::Cashier{cashier, cashier};
        return done(market.service.answer(call)).id;
    };
    const auto members = [&](const char* name) {
        return number(
            market.ok(market.post(marketer, "/segments/count",
                                  R"({"segment":{"branch":)" + std::to_string(branches[name]) + "}}")),
            "members");
    };
    CHECK(members("North") == 0);
    for (int i = 0; i < 3; ++i) sell_at("North", market.people[6]);
    sell_at("North", market.people[7]);
    CHECK(members("North") == 2);
    const auto moved = sell_at("South", market.people[6]);
    CHECK(members("North") == 1);
    CHECK(members("South") == 1);
    done(market.refund(moved));
    CHECK(members("North") == 2);
    CHECK(members("South") == 0);
    branches["elsewhere"] = 99;
    CHECK(members("elsewhere") == 0);
    CHECK(market.post(marketer, "/segments/count", R"({"segment":{"branch":"North"}})").status == 400);
    const auto told = market.ok(market.get(marketer, "/segments/branches"));
    REQUIRE(told.find("branches")->items()->size() == 2);
    CHECK(text(told.find("branches")->items()->front(), "name") == "North");
    CHECK(told.find("sources")->items() != nullptr);
}

TEST_CASE("a segment leaves out those who carry a tag") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    market.storage->transact([&](Transaction& db) {
        db.tags.set_of_customer(market.people[3].id, {db.tags.find_or_add("staff").id});
    });
    const auto count = [&](const std::string& segment) {
        return number(market.ok(market.post(marketer, "/segments/count", R"({"segment":)" + segment + "}")),
                      "members");
    };
    CHECK(count(R"({"without_tag":"staff"})") == 9);
    CHECK(count(R"({"without_tag":"staff","bought":true})") == 4);
    CHECK(count(R"({"without_tag":"staff","tag":"staff"})") == 0);
    CHECK(count(R"({"without_tag":"nobody's"})") == 10);
}

TEST_CASE("a birthday is within so many days from today on, over the new year and on a 29 February") {
    const auto day = [](int year, unsigned month, unsigned d) {
        return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                     std::chrono::day(d));
    };
    CHECK(has_birthday_within("1990-03-05", day(2026, 3, 5), days(1)));
    CHECK_FALSE(has_birthday_within("1990-03-06", day(2026, 3, 5), days(1)));
    CHECK(has_birthday_within("1990-03-11", day(2026, 3, 5), days(7)));
    CHECK_FALSE(has_birthday_within("1990-03-12", day(2026, 3, 5), days(7)));
    CHECK_FALSE(has_birthday_within("1990-03-04", day(2026, 3, 5), days(364)));
    CHECK(has_birthday_within("1990-01-02", day(2025, 12, 30), days(7)));
    CHECK(has_birthday_within("1992-02-29", day(2026, 2, 28), days(1)));
    CHECK(has_birthday_within("1992-02-29", day(2028, 2, 29), days(1)));
    for (const auto* wrong : {"", "1990", "1990-13-01", "1990-00-00", "xxxx-xx-xx"})
        CHECK_FALSE(has_birthday_within(wrong, day(2026, 3, 5), days(366)));
}

TEST_CASE(
    "a campaign queues one message for each member, in the member's language, and counts what came of it") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto started =
        market.ok(market.start(marketer, R"(,"texts":{"kk":"Келіңіз"},"segment":{"bought":true})"));
    CHECK(text(started, "state") == "running");
    CHECK(market.messages().empty());
    market.run_all();
    const auto rows = market.messages();
    REQUIRE(rows.size() == 5);
    int kazakh = 0;
    for (const auto& row : rows) kazakh += row.values.at("text") == "Келіңіз" ? 1 : 0;
    CHECK(kazakh == 1);
    const auto campaign = number(started, "campaign");
    market.now += hours(1);
    done(market.buy(Shop::uid_of(market.people[2]), roubles(500)));
    const auto shown = market.shown(marketer, campaign);
    CHECK(text(shown, "state") == "done");
    CHECK(number(shown, "selected") == 5);
    CHECK(number(*shown.find("addressed"), "told") == 5);
    CHECK(number(*shown.find("addressed"), "buyers") == 1);
    CHECK(number(*shown.find("addressed"), "turnover") == 500);
    CHECK(number(*shown.find("compared"), "members") == 0);
    CHECK(number(shown, "delivered") == 0);
    market.run_all();
    CHECK(market.messages().size() == 5);
    CHECK(market.actions().front() == "campaign_started");
    CHECK(market.get(marketer, "/campaigns/show?campaign=99").status == 404);
    CHECK(market.ok(market.get(marketer, "/campaigns")).find("campaigns")->items()->size() == 1);
}

TEST_CASE("who is held out gets neither message nor points, and is compared with those who do") {
    Market market;
    const auto owner = market.somebody("owner", Role::owner);
    const auto started = market.ok(market.start(owner, R"(,"points":100,"held_out":50)"));
    const auto before = market.balance(market.people[9]);
    market.run_all();
    const auto shown = market.shown(owner, number(started, "campaign"));
    const auto addressed = number(*shown.find("addressed"), "members");
    CHECK(addressed + number(*shown.find("compared"), "members") == 10);
    CHECK(number(*shown.find("addressed"), "told") == addressed);
    CHECK(number(*shown.find("compared"), "told") == 0);
    CHECK(std::ssize(market.messages()) == addressed);
    std::int64_t given = 0;
    for (const auto& one : market.people) {
        const auto has = market.balance(one) - before;
        given += has >= Points(100'00) ? 1 : 0;
    }
    CHECK(given == addressed);
    market.storage->read(
        [&](Transaction& db) { CHECK(db.ledger.balance(campaigns_account) == Points(-100'00 * addressed)); });
    market.audit();
}

TEST_CASE("a campaign's message is sent to one phone, marked as a sample, beside the cap and every result") {
    Market market;
    market.policy.cap = {1, days(7)};
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto send = [&](const std::string& body) {
        return market.post(marketer, "/campaigns/sample", body);
    };
    const auto own = R"({"phone":"+77010000000","message":"Come","texts":{"kk":"Келіңіз"}})";
    for (int left = 9; left >= 7; --left) CHECK(number(market.ok(send(own)), "left") == left);
    auto rows = market.messages();
    REQUIRE(rows.size() == 3);
    for (const auto& row : rows) {
        CHECK(row.customer == market.people[0].id);
        CHECK(row.purpose == MessagePurpose::sample);
        CHECK(message_text(row) == "Сынақ: Келіңіз");
    }
    const auto started = market.ok(market.start(marketer, ""));
    market.run_all();
    const auto shown = market.shown(marketer, number(started, "campaign"));
    CHECK(number(*shown.find("addressed"), "told") == 10);
    CHECK(number(shown, "delivered") == 0);
    CHECK(market.messages().size() == 13);
    CHECK(market.actions()[1] == "campaign_sampled");
}

TEST_CASE("a person sends so many samples in a day, and only on customers who consent to advertising") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto other = market.somebody("other", Role::marketer);
    const auto body = R"({"phone":"+77010000001","message":"Come"})";
    for (int i = 0; i < 10; ++i) CHECK(market.post(marketer, "/campaigns/sample", body).status == 200);
    CHECK(ConsoleDesk::code_in(market.post(marketer, "/campaigns/sample", body)) == "too_many_samples");
    CHECK(market.post(other, "/campaigns/sample", body).status == 200);
    market.now += days(1);
    CHECK(market.post(marketer, "/campaigns/sample", body).status == 200);
    market.service.transact([&](RequestContext& context) {
        context.db.cards.set_consent(market.people[1].id, {Channel::app, false, market.now});
        auto blocked = *context.db.customers.lock(market.people[2].id);
        blocked.blocked = true;
        context.db.customers.update(blocked);
    });
    CHECK(ConsoleDesk::code_in(market.post(marketer, "/campaigns/sample", body)) == "no_consent");
    const auto status = [&](const std::string& given) {
        return market.post(marketer, "/campaigns/sample", given).status;
    };
    CHECK(status(R"({"phone":"+77010000002","message":"Come"})") == 404);
    CHECK(status(R"({"phone":"+77019999999","message":"Come"})") == 404);
    CHECK(status(R"({"phone":"nobody","message":"Come"})") == 400);
    CHECK(status(R"({"phone":"+77010000003","message":""})") == 400);
    CHECK(status(R"({"phone":"+77010000003","message":")" + std::string(1'001, 'x') + "\"}") == 400);
    CHECK(status(R"({"phone":"+77010000003","message":"x","texts":{"de":"x"}})") == 400);
    CHECK(market.messages().size() == 12);
}

TEST_CASE("a promotion with dates is a certificate that is valid between them, once for each member") {
    Market market;
    const auto owner = market.somebody("owner", Role::owner);
    market.service.transact([&](RequestContext& context) {
        for (int i = 0; i < 4; ++i)
            REQUIRE(issue_certificate(context, market.people[2].id, points(1), days(99)).has_value());
    });
    const auto started = market.ok(market.start(
        owner,
        R"(,"segment":{"bought":true},"certificate":{"points":300,"from":"2026-01-20T00:00:00Z","to":"2026-01-25T00:00:00Z"})"));
    market.run_all();
    market.run_all();
    const auto shown = market.shown(owner, number(started, "campaign"));
    CHECK(number(*shown.find("certificate"), "points") == 300);
    CHECK(number(*shown.find("addressed"), "members") == 5);
    CHECK(number(*shown.find("addressed"), "told") == 4);
    const auto own = [&](std::size_t who) {
        std::vector<CertificateRecord> all;
        market.storage->read(
            [&](Transaction& db) { all = db.promotions.certificates_of(market.people[who].id); });
        return all;
    };
    REQUIRE(own(1).size() == 1);
    CHECK(own(1)[0].nominal == points(300));
    CHECK(own(1)[0].valid_from == on(2026, 1, 20));
    CHECK(own(1)[0].valid_to == on(2026, 1, 25));
    CHECK(own(2).size() == 4);
    CHECK(own(7).empty());
    const auto good_at = [&](Timestamp moment, std::size_t who) {
        market.now = moment;
        const auto answer = market.service.answer(Shop::by(loyalty::ByCode{own(who)[0].code}));
        return std::holds_alternative<loyalty::Found>(answer);
    };
    CHECK_FALSE(good_at(on(2026, 1, 19), 1));
    CHECK(good_at(on(2026, 1, 20), 1));
    CHECK(good_at(on(2026, 1, 24), 3));
    CHECK_FALSE(good_at(on(2026, 1, 25), 4));
    market.audit();
}

TEST_CASE("what a promotion with dates needs is said, and it is an owner's to give") {
    Market market;
    const auto owner = market.somebody("owner", Role::owner);
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto offer = [](const std::string& points, const std::string& from, const std::string& to) {
        return R"(,"certificate":{"points":)" + points + R"(,"from":")" + from + R"(","to":")" + to + R"("})";
    };
    const std::string first = "2026-01-20T00:00:00Z";
    const std::string last = "2026-01-25T00:00:00Z";
    CHECK(ConsoleDesk::code_in(market.start(marketer, offer("300", first, last))) == "owner_gives_points");
    CHECK(ConsoleDesk::code_in(market.start(owner, offer("1000.01", first, last))) == "points_above_limit");
    CHECK(ConsoleDesk::code_in(market.start(owner, R"(,"points":600)" + offer("600", first, last))) ==
          "points_above_limit");
    for (const auto& wrong : {offer("0", first, last), offer("-1", first, last), offer("300", last, first),
                              offer("300", first, "2027-02-01T00:00:00Z"), offer("300", "soon", last),
                              offer("300", "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z"),
                              std::string(R"(,"certificate":{"points":1,"x":1})")}) {
        INFO(wrong);
        CHECK(market.start(owner, wrong).status == 400);
    }
}

TEST_CASE("points are an owner's to give by a campaign, and what a campaign needs is said") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto owner = market.somebody("owner", Role::owner);
    CHECK(ConsoleDesk::code_in(market.start(marketer, R"(,"points":1)")) == "owner_gives_points");
    CHECK(ConsoleDesk::code_in(market.start(owner, R"(,"points":1000.01)")) == "points_above_limit");
    for (const auto* wrong : {R"(,"held_out":91)", R"(,"points":-1)", R"(,"segment":{"x":1})",
                              R"(,"texts":{"de":"x"})", R"(,"promo_code":"")", R"(,"begins":"soon")"}) {
        INFO(wrong);
        const auto answer = market.start(marketer, wrong);
        CHECK(answer.status >= 400);
        CHECK(answer.status < 500);
    }
    CHECK(market.post(marketer, "/campaigns/start", R"({"name":"May","message":"","key":"k"})").status ==
          400);
    CHECK(market.post(marketer, "/campaigns/start", R"({"name":"","message":"x","key":"k"})").status == 400);
    CHECK(market.post(marketer, "/campaigns/start", R"({"name":"May","message":"x","key":""})").status ==
          400);
    CHECK(market.ok(market.get(marketer, "/campaigns")).find("campaigns")->items()->empty());
}

TEST_CASE("a campaign that is sent again with its key, because the answer was lost, is made once") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto first = number(market.ok(market.start(marketer, "")), "campaign");
    CHECK(number(market.ok(market.start(marketer, "")), "campaign") == first);
    CHECK(ConsoleDesk::code_in(market.start(marketer, R"(,"held_out":5)")) == "key_reused");
    market.run_all();
    CHECK(number(market.ok(market.start(marketer, "")), "campaign") == first);
    CHECK(market.messages().size() == 10);
}

TEST_CASE("a campaign waits for its beginning, and one that is stopped addresses nobody else") {
    Market market;
    const auto marketer = market.somebody("marketer", Role::marketer);
    const auto id =
        number(market.ok(market.start(marketer, R"(,"begins":"2026-01-16T09:00:00Z")")), "campaign");
    market.run_all();
    CHECK(market.messages().empty());
    const auto body = R"({"campaign":)" + std::to_string(id) + "}";
    CHECK(text(market.ok(market.post(marketer, "/campaigns/stop", body)), "state") == "stopped");
    market.now += days(2);
    market.run_all();
    CHECK(market.messages().empty());
    CHECK(text(market.ok(market.post(marketer, "/campaigns/stop", body)), "state") == "stopped");
    CHECK(market.post(marketer, "/campaigns/stop", R"({"campaign":99})").status == 404);
    CHECK(market.actions().front() == "campaign_stopped");
}

TEST_CASE(
    "a campaign whose stored conditions cannot be read is stopped, because without them it would be for "
    "everybody") {
    for (const auto* conditions : {"", "[]", R"({"age":7})", R"({"spent":"much"})"}) {
        INFO(conditions);
        Market market;
        std::int64_t id = 0;
        market.service.transact([&](RequestContext& context) {
            CampaignRecord campaign;
            campaign.created = campaign.begins = context.now;
            campaign.message = "Come";
            campaign.segment = conditions;
            campaign.state = CampaignState::running;
            campaign.newest = context.db.customers.newest();
            id = context.db.campaigns.add(campaign);
        });
        market.run_all();
        CHECK(market.messages().empty());
        market.storage->read(
            [&](Transaction& db) { CHECK(db.campaigns.find(id)->state == CampaignState::stopped); });
    }
}

TEST_CASE(
    "a campaign over more customers than one transaction takes looks at each once, whatever comes between") {
    Market market;
    for (int i = 0; i < 250; ++i) market.join("More");
    const auto owner = market.somebody("owner", Role::owner);
    const auto started = market.ok(market.start(owner, R"(,"points":10)"));
    market.join("Later");
    CHECK(run_campaigns(market.service, market.policy));
    const auto half = market.shown(owner, number(started, "campaign"));
    CHECK(text(half, "state") == "running");
    CHECK(number(half, "progress") > 0);
    CHECK(number(half, "progress") < 100);
    market.run_all();
    market.storage->read(
        [&](Transaction& db) { CHECK(db.ledger.balance(campaigns_account) == Points(-10'00 * 260)); });
    CHECK(number(market.shown(owner, number(started, "campaign")), "selected") == 260);
    market.audit();
}

TEST_CASE("a campaign whose stored segment is no JSON does not keep the others from being listed") {
    Market market;
    const auto owner = market.somebody("anna", Role::owner);
    market.storage->transact([&](Transaction& db) {
        CampaignRecord campaign;
        campaign.name = "By hand";
        campaign.segment = "{";
        db.campaigns.add(campaign);
    });
    const auto listed = market.ok(market.get(owner, "/campaigns"));
    CHECK(listed.find("campaigns")->items()->size() == 1);
}
