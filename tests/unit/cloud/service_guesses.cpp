#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/operations/voucher.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "protocol/loyalty/wire.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

/// The status of an answer: 200 or the refusal's.
int status_of(const loyalty::Answer& answer) {
    const auto* refusal = std::get_if<loyalty::Refusal>(&answer);
    return refusal ? refusal->status : 200;
}

struct Guessed : Shop {
    int find(const loyalty::Identity& who) { return status_of(service.answer(Shop::by(who))); }
    int calculate(const loyalty::Identity& who) {
        return status_of(service.answer(loyalty::Calculate{who, roubles(10), {}, {}, Points()}));
    }
    int buy_at(const char* cashier, const loyalty::Identity& who) {
        loyalty::CreateOperation call;
        call.who = who;
        call.total = call.cash = roubles(10);
        call.cashier = loyalty::Cashier{cashier, {}};
        return status_of(service.answer(call));
    }
    /// So many codes that nobody has; how many were looked up, and not refused.
    int guess(int count) {
        int looked_up = 0;
        for (int i = 0; i < count; ++i)
            looked_up += find(loyalty::ByCode{std::to_string(700'000 + i)}) == 404;
        return looked_up;
    }
    Json office(const std::string& path) {
        BackOffice backoffice(service, "token");
        return parse_json(backoffice.serve({"GET", path, {{"Authorization", "Bearer token"}}, ""}).body)
            .value();
    }

    CustomerRecord anna = join("Anna", "+77010000001");
};

}  // namespace

TEST_CASE(
    "after 120 wrong codes of 2 500 even a right code is refused until the credential's bucket refills") {
    Guessed cloud;
    const auto right = cloud.code_of(cloud.anna);
    CHECK(cloud.guess(2'500) == 120);
    CHECK(cloud.find(right) == 429);
    CHECK(cloud.calculate(right) == 429);
    CHECK(status_of(cloud.buy(right, roubles(10))) == 429);
    const auto refusal = refused(cloud.service.answer(Shop::by(right)));
    CHECK(refusal.code == Errc::too_many_requests);
    CHECK(refusal.retry_after == 30s);
    cloud.now += 29s;
    CHECK(cloud.find(right) == 429);
    cloud.now += 1s;
    CHECK(cloud.find(right) == 200);
    CHECK(cloud.find(right) == 200);  // what is found costs no token
    CHECK(cloud.guess(2'500) == 1);
}

TEST_CASE("a guesser gets at most 3 000 guesses a day, with the alarm on from the first hour") {
    Guessed cloud;
    int looked_up = 0;
    for (int half_minute = 0; half_minute < 24 * 120; ++half_minute, cloud.now += 30s) {
        looked_up += cloud.guess(2);
        if (half_minute == 120) CHECK(cloud.office("/alarms").find("rows")->items()->size() == 1);
    }
    CHECK(looked_up <= 3'000);
}

TEST_CASE("cards and certificates are limited with codes, phones apart, and a uid is not limited") {
    Guessed cloud;
    for (int i = 0; i < 60; ++i) CHECK(cloud.find(loyalty::ByCode{"P" + std::to_string(i)}) == 404);
    for (int i = 0; i < 60; ++i) CHECK(cloud.find(loyalty::ByCode{"C" + std::to_string(i)}) == 404);
    std::string certificate;
    cloud.service.transact([&](RequestContext& context) {
        certificate =
            issue_certificate(context, cloud.anna.id, points(10), std::chrono::days(7)).value().code;
    });
    CHECK(cloud.find(loyalty::ByCode{certificate}) == 429);
    CHECK(cloud.find(Shop::phone("+77010000001")) == 200);
    CHECK(cloud.find(Shop::uid_of(cloud.anna)) == 200);
    int unknown = 0;
    for (int i = 0; i < 2'500; ++i)
        unknown += cloud.find(loyalty::ByPhone{*Phone::parse("+7701200" + std::to_string(1'000 + i))}) == 404;
    CHECK(unknown == 2'000);
    CHECK(cloud.find(Shop::phone("+77010000001")) == 429);
    CHECK(cloud.find(Shop::uid_of(cloud.anna)) == 200);
    // A purchase by phone looks nothing up: points of an unknown phone wait for their owner.
    cloud.now += 1s;
    CHECK(status_of(cloud.buy(Shop::uid_of(cloud.anna), roubles(10))) == 200);
}

TEST_CASE("a code that was used or has just expired is no guess, one that died long ago is") {
    Guessed cloud;
    const auto used = cloud.code_of(cloud.anna);
    const auto late = cloud.code_of(cloud.anna);
    done(cloud.buy(used, roubles(10)));
    for (int i = 0; i < 130; ++i) CHECK(cloud.find(used) == 404);
    cloud.now += 46min;
    for (int i = 0; i < 130; ++i) CHECK(cloud.find(late) == 404);
    CHECK(cloud.find(cloud.code_of(cloud.anna)) == 200);
    cloud.now += 2h;
    for (int i = 0; i < 120; ++i) CHECK(cloud.find(late) == 404);
    CHECK(cloud.find(late) == 429);
}

TEST_CASE("one cashier's wrong codes are limited before they empty the credential's bucket") {
    Guessed cloud;
    for (int i = 0; i < 20; ++i) CHECK(cloud.buy_at("till-1", loyalty::ByCode{"1"}) == 404);
    CHECK(cloud.buy_at("till-1", cloud.code_of(cloud.anna)) == 429);
    CHECK(cloud.buy_at("till-1", Shop::uid_of(cloud.anna)) == 200);
    CHECK(cloud.buy_at("till-2", cloud.code_of(cloud.anna)) == 200);
    cloud.now += 3min;
    CHECK(cloud.buy_at("till-1", cloud.code_of(cloud.anna)) == 200);
}

TEST_CASE("a restart refills no bucket, and the limits are settings") {
    Guessed cloud;
    cloud.set_variant("failed_codes", "5");
    cloud.set_variant("failed_codes_per_hour", "60");
    CHECK(cloud.guess(10) == 5);
    Service restarted(
        cloud.programme, *cloud.storage, 42, [&] { return cloud.now; }, [&] { return cloud.random(); },
        cloud.variants);
    CHECK(status_of(restarted.answer(Shop::by(loyalty::ByCode{"1"}))) == 429);
    cloud.now += 1min;
    CHECK(status_of(restarted.answer(Shop::by(loyalty::ByCode{"1"}))) == 404);
}

TEST_CASE("a hundred honest terminals meet no limit") {
    Guessed cloud;
    // Each terminal mistypes one code and asks for 20 unregistered phones in an hour.
    for (int hour = 0; hour < 3; ++hour)
        for (int terminal = 0; terminal < 100; ++terminal, cloud.now += 36s) {
            CHECK(cloud.buy_at(("till-" + std::to_string(terminal)).c_str(), loyalty::ByCode{"1"}) == 404);
            for (int i = 0; i < 20; ++i)
                REQUIRE(cloud.find(Shop::phone(("+770133" + std::to_string(10'000 + terminal)).c_str())) ==
                        404);
        }
    CHECK(cloud.office("/alarms").find("rows")->items()->empty());
}

TEST_CASE("the office shows who was refused, and how many look-ups were") {
    Guessed cloud;
    ApiHandler api(cloud.service, basic_credential(42, "key"));
    const auto send = [&](const std::string& code) {
        auto request = loyalty::request_of(Shop::by(loyalty::ByCode{code}));
        request.headers.emplace_back("Authorization", basic_credential(42, "key"));
        return api.serve(request);
    };
    CHECK(cloud.office("/alarms").find("rows")->items()->empty());
    for (int i = 0; i < 123; ++i) send(std::to_string(700'000 + i));
    const auto answer = send(std::get<loyalty::ByCode>(cloud.code_of(cloud.anna)).code);
    CHECK(answer.status == 429);
    CHECK(header_of(answer.headers, "Retry-After") == "30");
    const auto rows = *cloud.office("/alarms").find("rows");
    REQUIRE(rows.items()->size() == 1);
    const auto& alarm = rows.items()->at(0);
    CHECK(*alarm.find("who")->string() == "credential");
    CHECK(*alarm.find("by")->string() == "code");
    CHECK(alarm.find("failures")->number()->digits == "120");
    CHECK(*alarm.find("emptied")->string() == "2026-01-15T00:00:00.000Z");
    CHECK(*alarm.find("full_at")->string() == "2026-01-15T01:00:00.000Z");
    const auto health = cloud.office("/health");
    CHECK(health.find("lookups_refused")->number()->digits == "4");
    CHECK(health.find("alarms")->number()->digits == "1");
}

TEST_CASE("vouchers that the office does not find are limited too, and a refused one is still there") {
    Guessed cloud;
    cloud.set_variant("failed_codes", "3");
    BackOffice office(cloud.service, "token");
    const auto collect = [&](const std::string& code) {
        return office.serve({"POST",
                             "/vouchers",
                             {{"Authorization", "Bearer token"}},
                             R"({"phone":"+77010000001","code":")" + code + "\"}"});
    };
    const auto voucher = std::get<loyalty::Voucher>(
        cloud.service.answer(loyalty::CreateVoucher{{}, {}, roubles(100), {}, {}}));
    for (int i = 0; i < 3; ++i) CHECK(collect("000000000000").status == 404);
    const auto refused = collect(voucher.code);
    CHECK(refused.status == 429);
    CHECK(header_of(refused.headers, "Retry-After") == "30");
    CHECK(cloud.find(cloud.code_of(cloud.anna)) == 200);  // terminals have a bucket of their own
    cloud.now += 30s;
    CHECK(collect(voucher.code).status == 200);
}

TEST_CASE("every digit of a code is as likely as any other, whatever the generator draws") {
    // 4294967290 and above would make the digits 0 to 5 likelier.
    std::vector<std::uint32_t> drawn{4'294'967'295u, 4'294'967'290u, 4'294'967'289u, 7};
    const auto randomness = [&, at = std::size_t(0)]() mutable { return drawn[at++]; };
    CHECK(random_digits(randomness, 2) == "97");
}

TEST_CASE("a live code is never drawn for anybody else") {
    Guessed cloud;
    const auto boris = cloud.join("Boris");
    cloud.random.seed(7);
    const auto first = std::get<loyalty::ByCode>(cloud.code_of(cloud.anna)).code;
    cloud.random.seed(7);  // the generator draws the same digits once more
    CHECK(std::get<loyalty::ByCode>(cloud.code_of(boris)).code != first);
    CHECK(
        std::get<loyalty::Found>(cloud.service.answer(Shop::by(loyalty::ByCode{first}))).user.display_name ==
        "Anna");
}
