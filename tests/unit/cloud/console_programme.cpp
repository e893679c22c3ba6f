#include <chrono>
#include <thread>

#include "cloud/accounting/calendar.hpp"
#include "cloud/console/programme_trials.hpp"
#include "cloud/programme/changed_settings.hpp"
#include "cloud/programme/write_programme.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;

/// How people of the company change the programme of a shop that goes on selling.
namespace {

struct ProgrammeDesk : ConsoleDesk {
    explicit ProgrammeDesk(Programme rules = electronics()) : ConsoleDesk(std::move(rules)) {
        service.transact(sync_sources);
    }

    Browser owner = somebody("olga", Role::owner);
    Browser marketer = somebody("mira", Role::marketer);

    /// The programme in force with one setting replaced.
    Json with(const char* setting, const char* value) {
        auto json = to_json(in_force());
        json.set(setting, parse_json(value).value());
        return json;
    }
    Programme in_force() {
        Programme out;
        service.read([&](RequestContext& context) { out = context.programme; });
        return out;
    }
    HttpAnswer save(const Json& document, std::int64_t based_on = 0, std::optional<Timestamp> starts = {}) {
        auto body = Json::object({{"programme", document}, {"based_on", based_on}, {"note", "because"}});
        if (starts) body.set("starts", to_text(*starts));
        return post(owner, "/programme/save", dump(body));
    }
    std::int64_t newest() { return std::stoll(versions().find("newest")->number()->digits); }
    Json versions() { return ok(get(owner, "/programme/versions")); }
    std::string state_of_version(std::size_t at) {
        return *versions().find("versions")->items()->at(at).find("state")->string();
    }
    Json tried(const Json& document) {
        const auto begun = ok(post(owner, "/programme/try", dump(Json::object({{"programme", document}}))));
        const auto path = "/programme/try?trial=" + begun.find("trial")->number()->digits;
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        for (;;) {
            auto state = ok(get(owner, path));
            if (*state.find("state")->string() == "done") return *state.find("result");
            REQUIRE(*state.find("state")->string() == "running");
            REQUIRE(std::chrono::steady_clock::now() < end);
            std::this_thread::yield();
        }
    }
    OperationId sell(const CustomerRecord& buyer, Money total, Points spent = {}, Money skipped = {}) {
        loyalty::CreateOperation call;
        call.who = code_of(buyer);
        call.total = total;
        call.points = spent;
        call.cash = total - worth(spent);
        if (skipped > Money()) call.skip_loyalty_total = skipped;
        call.cashier = loyalty::Cashier{"till-1", {}};
        return done(service.answer(call)).id;
    }
};

std::vector<std::string> wrong_settings(const HttpAnswer& answer) {
    std::vector<std::string> out;
    const auto body = parse_json(answer.body).value();
    const auto* fields = body.find("error") ? body.find("error")->find("fields") : nullptr;
    for (std::size_t at = 0; fields && at < fields->items()->size(); ++at)
        out.push_back(*(*fields->items())[at].find("field")->string());
    return out;
}

std::string figure(const Json& result, const char* side, const char* name) {
    return result.find(side)->find(name)->number()->digits;
}

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE("a programme is written as its file states it, and read back the same") {
    for (const auto& programme : {electronics(), retail()}) {
        Problems problems;
        CHECK(read_programme(to_json(programme), problems) == programme);
        CHECK(problems.empty());
    }
}

TEST_CASE("what differs between two programmes is named setting by setting") {
    auto changed = electronics();
    changed.welcome = points(700);
    changed.tiers[1].rate = Percent{250};
    changed.tiers.pop_back();
    changed.birthday.reset();
    std::vector<std::string> paths;
    for (const auto& change : changed_settings(to_json(electronics()), to_json(changed)))
        paths.push_back(change.path);
    CHECK(paths == std::vector<std::string>{
                       "welcome_points", "tiers[1].rate", "tiers[3].uid", "tiers[3].name", "tiers[3].rate",
                       "tiers[3].redemption_limit", "tiers[3].spent_from", "birthday_certificate.points",
                       "birthday_certificate.share", "birthday_certificate.share_of",
                       "birthday_certificate.single_use", "birthday_certificate.own_points_beside",
                       "birthday_certificate.days_before", "birthday_certificate.days_after"});
    CHECK(changed_settings(to_json(changed), to_json(changed)).empty());
}

TEST_CASE("a changed programme counts from its moment on, at once or later, and never before") {
    ProgrammeDesk desk;
    desk.ok(desk.save(desk.with("welcome_points", "700")));
    CHECK(desk.balance(desk.join("Anna", "+77010000001")) == points(700));
    const auto later = desk.now + days(2);
    desk.ok(desk.save(desk.with("welcome_points", "900"), 1, later));
    CHECK(desk.state_of_version(0) == "coming");
    CHECK(desk.balance(desk.join("Boris", "+77010000002")) == points(700));
    desk.now = later;
    CHECK(desk.balance(desk.join("Vera", "+77010000003")) == points(900));
    CHECK(desk.state_of_version(0) == "in_force");
    CHECK(desk.state_of_version(1) == "past");
    const auto newest = desk.versions().find("versions")->items()->at(0);
    CHECK(*newest.find("by")->string() == "<b>olga</b>");
    CHECK(*newest.find("note")->string() == "because");
    CHECK(dump(*newest.find("changes")) == R"([{"path":"welcome_points","before":700,"after":900}])");
    CHECK(desk.actions().front() == "programme_changed");
}

TEST_CASE("a restart and another process read the programme that was set, not the file's") {
    ProgrammeDesk desk;
    desk.ok(desk.save(desk.with("welcome_points", "700")));
    Service other(
        desk.programme, *desk.storage, 42, [&] { return desk.now; }, [&] { return desk.random(); });
    Points welcome;
    other.read([&](RequestContext& context) { welcome = context.programme.welcome; });
    CHECK(welcome == points(700));
    CHECK(desk.programme.welcome == points(500));
}

TEST_CASE("a version that has not started can be withdrawn, and one that has cannot") {
    ProgrammeDesk desk;
    desk.ok(desk.save(desk.with("welcome_points", "700")));
    desk.ok(desk.save(desk.with("welcome_points", "900"), 1, desk.now + days(1)));
    const auto withdraw = [&](const char* body) {
        return desk.post(desk.owner, "/programme/withdraw", body);
    };
    CHECK(ConsoleDesk::code_in(withdraw(R"({"version":1})")) == "started_already");
    desk.ok(withdraw(R"({"version":2})"));
    CHECK(ConsoleDesk::code_in(withdraw(R"({"version":2})")) == "started_already");
    CHECK(withdraw(R"({"version":3})").status == 404);
    desk.now += days(2);
    CHECK(desk.in_force().welcome == points(700));
    CHECK(desk.state_of_version(0) == "withdrawn");
}

TEST_CASE("while a version is to come, no other one is saved that it would take back at its start") {
    ProgrammeDesk desk;
    desk.ok(desk.save(desk.with("welcome_points", "900"), 0, desk.now + days(12)));
    const auto at_once = [&] { return desk.save(desk.with("staff_award", "2"), desk.newest()); };
    CHECK(ConsoleDesk::code_in(at_once()) == "programme_coming");
    desk.ok(desk.post(desk.owner, "/programme/withdraw", R"({"version":1})"));
    desk.ok(at_once());
    desk.now += days(13);
    CHECK(desk.in_force().staff_award == Percent{200});
}

TEST_CASE("a source of a version to come counts from its start on, and one of a withdrawn version never") {
    ProgrammeDesk desk;
    const auto document =
        desk.with("sources", R"([{"promo_code":"SPRING","name":"Spring","platform":false}])");
    const auto join_by_source = [&](const char* phone) {
        bool joined = false;
        desk.service.transact([&](RequestContext& context) {
            NewCustomer newcomer{"Anna", Phone::parse(phone), {}, {}};
            newcomer.promo_code = "SPRING";
            joined = register_customer(context, newcomer).has_value();
        });
        return joined;
    };
    desk.ok(desk.save(document, 0, desk.now + days(1)));
    CHECK_FALSE(join_by_source("+77010000001"));
    desk.ok(desk.post(desk.owner, "/programme/withdraw", R"({"version":1})"));
    desk.now += days(2);
    CHECK_FALSE(join_by_source("+77010000001"));
    desk.ok(desk.save(document, 1, desk.now + days(1)));
    desk.now += days(1);
    CHECK(join_by_source("+77010000001"));
}

TEST_CASE("the proposed start is the next three in the morning of the shop's clock") {
    ProgrammeDesk desk;
    const Timestamp midnight = std::chrono::floor<days>(desk.now);
    CHECK(*desk.versions().find("night")->string() == to_text(next_night(desk.now, hours(0))));
    CHECK(next_night(midnight + hours(2), hours(0)) == midnight + hours(3));
    CHECK(next_night(midnight + hours(3), hours(0)) == midnight + hours(27));
    // At five hours ahead it is three in the morning at 22:00 UTC.
    CHECK(next_night(midnight + hours(21), hours(5)) == midnight + hours(22));
    CHECK(next_night(midnight + hours(23), hours(5)) == midnight + hours(46));
    CHECK(next_night(midnight + hours(2), -hours(5)) == midnight + hours(8));
}

TEST_CASE("what is wrong with a programme is named setting by setting, and nothing of it counts") {
    ProgrammeDesk desk;
    const auto fields = [&](const Json& document) {
        const auto body = dump(Json::object({{"programme", document}}));
        const auto checked = wrong_settings(desk.post(desk.owner, "/programme/check", body));
        CHECK(wrong_settings(desk.post(desk.owner, "/programme/try", body)) == checked);
        CHECK(wrong_settings(desk.save(document)) == checked);
        return checked;
    };
    CHECK(fields(desk.with("welcome_points", "-1")) == Fields{"welcome_points"});
    CHECK(fields(desk.with("currency", R"("KZT")")) == Fields{"currency"});
    CHECK(fields(desk.with("name", R"(" ")")) == Fields{"name"});
    CHECK(fields(desk.with("expiry_months", "\"soon\"")) == Fields{"expiry_months"});
    CHECK(fields(desk.with("tiers", "[]")) == Fields{"tiers"});
    CHECK(fields(desk.with("colour", "1")) == Fields{"colour"});
    CHECK(fields(desk.with("referral", R"({"rates":[1,200]})")) == Fields{"referral.rates[1]"});
    CHECK(fields(Json("text")) == Fields{"programme"});
    CHECK(wrong_settings(desk.save(desk.with("welcome_points", "1"), 0, desk.now - days(1))) ==
          Fields{"starts"});
    CHECK(wrong_settings(desk.save(desk.with("welcome_points", "1"), 0, desk.now + days(400))) ==
          Fields{"starts"});
    CHECK(desk.versions().find("versions")->items()->empty());
}

TEST_CASE("two people do not overwrite each other's programme, and one that changes nothing is no version") {
    ProgrammeDesk desk;
    CHECK(ConsoleDesk::code_in(desk.save(to_json(desk.in_force()))) == "programme_same");
    desk.ok(desk.save(desk.with("welcome_points", "700")));
    CHECK(ConsoleDesk::code_in(desk.save(desk.with("welcome_points", "900"))) == "programme_changed");
    CHECK(desk.in_force().welcome == points(700));
}

TEST_CASE("a marketer checks and tries a programme, and only an owner puts it into force") {
    ProgrammeDesk desk;
    const auto body =
        dump(Json::object({{"programme", desk.with("welcome_points", "700")}, {"based_on", 0}}));
    CHECK(desk.post(desk.marketer, "/programme/check", body).status == 200);
    for (const auto* path : {"/programme/save", "/programme/withdraw"})
        CHECK(ConsoleDesk::code_in(desk.post(desk.marketer, path, body)) == "wrong_role");
}

TEST_CASE("played again under the rules in force, the past comes to what the books say") {
    ProgrammeDesk desk;
    const auto anna = desk.join("Anna", "+77010000001");
    const auto boris = desk.join("Boris", "+77010000002", &anna);
    desk.sell(anna, roubles(90'000));
    desk.now += days(100);             // before the period
    desk.sell(anna, roubles(20'000));  // lifts to the second level
    desk.sell(anna, roubles(1000), points(50));
    desk.sell(boris, roubles(3000), {}, roubles(1000));
    done(desk.refund(desk.sell(boris, roubles(500))));
    done(desk.refund(desk.sell(boris, roubles(400)), roubles(100)));
    desk.now += hours(1);
    const auto result = desk.tried(desk.with("welcome_points", "700"));
    CHECK(result.find("unexplained")->number()->digits == "0");
    CHECK(figure(result, "before", "purchases") == "4");
    CHECK(figure(result, "booked", "awarded") == figure(result, "before", "awarded"));
    CHECK(figure(result, "booked", "redeemed") == "50");
    CHECK(figure(result, "before", "redeemed") == "50");
    // 1 % of 20 000, 2 % of 950, 1 % of 2000 and of 300.
    CHECK(figure(result, "before", "awarded") == "242");
    // To the inviter, at the friend's first purchase, and 1.5 % of 2000 and of 300.
    CHECK(figure(result, "before", "referral_rewards") == "500");
    CHECK(figure(result, "before", "referral_shares") == "34.5");
    // 0.1 % of 20 000, 950, 3000 and 300.
    CHECK(figure(result, "before", "staff") == "24.25");
    CHECK(figure(result, "before", "welcome") == figure(result, "after", "welcome"));
}

TEST_CASE("a changed programme shows what the same purchases would have come to") {
    ProgrammeDesk desk;
    const auto anna = desk.join("Anna", "+77010000001");
    desk.sell(anna, roubles(10'000), points(400));
    auto document = desk.with("welcome_points", "700");
    auto tiers = *document.find("tiers");
    auto first = tiers.items()->front();
    first.set("rate", 10);
    first.set("redemption_limit", 1);
    auto all = *tiers.items();
    all[0] = first;
    document.set("tiers", Json(all));
    const auto result = desk.tried(document);
    CHECK(figure(result, "before", "awarded") == "96");
    CHECK(figure(result, "before", "redeemable") == "1000");
    CHECK(figure(result, "before", "welcome") == "500");
    // No more than 100 points would have been taken, so that 9900 were paid.
    CHECK(figure(result, "after", "redeemed") == "100");
    CHECK(figure(result, "after", "cash") == "9900");
    CHECK(figure(result, "after", "awarded") == "990");
    CHECK(figure(result, "after", "welcome") == "700");
    CHECK(desk.in_force() == desk.programme);
    CHECK(desk.get(desk.owner, "/programme/try?trial=99").status == 404);
}

TEST_CASE("a trial of another process, or of one before a restart, is not known by the same id") {
    ProgrammeDesk desk;
    ProgrammeTrials one(desk.service);
    ProgrammeTrials other(desk.service);
    const auto id = one.start(desk.programme);
    const auto id_of_other = other.start(desk.programme);
    REQUIRE(id.has_value());
    REQUIRE(id_of_other.has_value());
    CHECK(one.state(*id).has_value());
    CHECK_FALSE(other.state(*id).has_value());
    CHECK_FALSE(one.state(*id_of_other).has_value());
}
