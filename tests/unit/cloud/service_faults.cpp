#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "protocol/loyalty/wire.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

struct Counter : Shop {
    Reply send(const loyalty::Call& call) {
        auto request = loyalty::request_of(call);
        request.headers.emplace_back("authorization", basic_credential(42, "key"));
        return api.serve(request);
    }

    Reply send_purchase() {
        loyalty::CreateOperation call;
        call.who = phone("+77010000001");
        call.total = call.cash = roubles(10);
        return send(call);
    }

    ApiHandler api{service, basic_credential(42, "key")};
};

}  // namespace

TEST_CASE("a right request is answered with the service's headers") {
    Counter counter;
    auto request = loyalty::request_of(loyalty::GetSettings());
    request.headers = {{"Authorization", basic_credential(42, "key")}, {"X-Origin-Request-Id", "mine"}};
    for (const auto* base : {"", "/partner/v2"}) {
        request.target = std::string(base) + "/settings";
        const auto answer = *counter.api.serve(request).answer;
        CHECK(answer.status == 200);
        CHECK(is_uuid(header_of(answer.headers, "x-request-id")));
        CHECK(header_of(answer.headers, "x-timestamp") == "2026-01-15T00:00:00.000Z");
        CHECK(header_of(answer.headers, "x-origin-request-id") == "mine");
    }
}

TEST_CASE("the time and id headers may be absent, or say whatever clients write") {
    Counter counter;
    auto request = loyalty::request_of(loyalty::GetSettings());
    const HttpHeaders key{{"Authorization", basic_credential(42, "key")}};
    for (const auto* time :
         {"", "2018-10-22T13:52:46,769Z", "2018-10-22T13:52:46.769Z", "2018-10-22T13:52:46Z",
          "2018-10-22T16:52:46+03:00", "2018-10-22T13:52:46", "yesterday"})
        for (const auto* id : {"", "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10", "the same for ever"}) {
            request.headers = key;
            if (*time) request.headers.emplace_back("X-Timestamp", time);
            if (*id) request.headers.emplace_back("X-Origin-Request-Id", id);
            INFO(time << " " << id);
            const auto answer = *counter.api.serve(request).answer;
            CHECK(answer.status == 200);
            CHECK(header_of(answer.headers, "X-Origin-Request-Id") == id);
        }
}

TEST_CASE("a wrong key is refused with 401 or 403, by the switch, and does nothing") {
    Counter counter;
    for (const auto& [status, name] : {std::pair{"401", "unauthorized"}, {"403", "forbidden"}}) {
        counter.set_switch("wrong_key", status);
        const auto answer =
            *counter.api.serve({"POST", "/operations", {{"Authorization", "Basic x"}}, "{}"}).answer;
        CHECK(std::to_string(answer.status) == status);
        CHECK(answer.body.find(name) != std::string::npos);
    }
}

TEST_CASE("an inactive company, by the switch, gets 403 for everything and nothing done") {
    Counter counter;
    counter.set_switch("company", "inactive");
    const auto answer = *counter.send_purchase().answer;
    CHECK(answer.status == 403);
    CHECK(answer.body.find("companyIsInactive") != std::string::npos);
    counter.set_switch("company", "active");
    CHECK(counter.operations() == 0);
    CHECK(counter.send_purchase().answer->status == 200);
}

TEST_CASE("a cashier never seen before is taken, or by the switch not found, and nothing is done") {
    Counter counter;
    loyalty::CreateOperation call;
    call.who = Shop::phone("+77010000001");
    call.total = call.cash = roubles(10);
    call.cashier = loyalty::Cashier{"kassa-1", {}};
    counter.set_switch("new_cashier", "404");
    const auto refusal = refused(counter.service.answer(call));
    CHECK(refusal.status == 404);
    CHECK(refusal.error_code == "cashierNotFound");
    CHECK(counter.operations() == 0);
    counter.set_switch("new_cashier", "taken");
    done(counter.service.answer(call));
    counter.set_switch("new_cashier", "404");
    done(counter.service.answer(call));
}

TEST_CASE("faults before the commit leave nothing, faults after it leave the operation") {
    Counter counter;
    const auto after = [&](const char* fault) {
        const auto before = counter.operations();
        counter.set_switch((std::string(fault) + "_next").c_str(), "1");
        const auto reply = counter.send_purchase();
        return std::pair(reply, counter.operations() - before);
    };
    counter.set_switch("error_status", "503");
    SECTION("error before") {
        const auto [reply, made] = after("error_before");
        CHECK(reply.answer->status == 503);
        CHECK(made == 0);
    }
    SECTION("error after") {
        const auto [reply, made] = after("error_after");
        CHECK(reply.answer->status == 503);
        CHECK(made == 1);
    }
    SECTION("lost request") {
        const auto [reply, made] = after("lost_request");
        CHECK_FALSE(reply.answer);
        CHECK(made == 0);
    }
    SECTION("lost answer") {
        const auto [reply, made] = after("lost_answer");
        CHECK_FALSE(reply.answer);
        CHECK(made == 1);
    }
    SECTION("late commit") {
        counter.set_switch("late_commit_ms", "1500");
        const auto [reply, made] = after("late_commit");
        CHECK_FALSE(reply.answer);
        CHECK(made == 0);
        CHECK(reply.later_delay == std::chrono::milliseconds(1500));
        reply.later();
        CHECK(counter.operations() == 1);
    }
    SECTION("cut answer") {
        const auto [reply, made] = after("cut_answer");
        CHECK(reply.cut);
        CHECK(made == 1);
    }
    SECTION("slow body") {
        counter.set_switch("slow_body_ms", "700");
        const auto [reply, made] = after("slow_body");
        CHECK(reply.answer->status == 200);
        CHECK(reply.body_time == std::chrono::milliseconds(700));
        CHECK(made == 1);
    }
    SECTION("wrong content type") {
        const auto [reply, made] = after("wrong_type");
        CHECK(header_of(reply.answer->headers, "Content-Type") == "text/plain");
        CHECK(loyalty::answer_of(loyalty::CreateOperation(), *reply.answer).error().code ==
              Errc::not_the_cloud);
        CHECK(made == 1);
    }
    SECTION("captive portal") {
        const auto [reply, made] = after("captive_portal");
        CHECK(header_of(reply.answer->headers, "Content-Type") == "text/html");
        CHECK(made == 0);
    }
    CHECK(counter.send_purchase().answer->status == 200);
}

TEST_CASE("percent fields of a calculation are 30 or 0.3, by the switch") {
    Counter counter;
    const auto anna = counter.join("Anna");
    const auto percent = [&] {
        const auto find = Shop::by(counter.code_of(anna), roubles(1000));
        const auto body = parse_json(counter.send(find).answer->body).value();
        return body.find("purchase")->find("pointsPercent")->number()->digits;
    };
    CHECK(percent() == "10");
    counter.set_switch("percent_fields", "0.3");
    CHECK(percent() == "0.1");
}

TEST_CASE("the cashback a calculation promises is what the purchase awards, whatever its base") {
    Counter counter;
    for (const auto& [base, award] :
         {std::pair{"cash_less_skipped", Points(5'00)}, {"cash_in_proportion", Points(5'40)}}) {
        counter.set_switch("cashback_base", base);
        const auto anna = counter.join("Anna");
        const auto code = counter.code_of(anna);
        const loyalty::Calculate question{code, roubles(1000), roubles(400), {}, points(100)};
        CHECK(std::get<loyalty::Calculated>(counter.service.answer(question)).purchase.cash_back == award);
        loyalty::CreateOperation call;
        call.who = code;
        call.total = roubles(1000);
        call.skip_loyalty_total = roubles(400);
        call.points = points(100);
        call.cash = roubles(900);
        done(counter.service.answer(call));
        CHECK(counter.balance(anna) == points(400) + award);
    }
}

TEST_CASE("under a percent discount a phone is refused unless the switch allows it") {
    Shop shop{percent_off()};
    const auto by_phone = [&] {
        loyalty::CreateOperation call;
        call.who = Shop::phone("+77010000001");
        call.total = roubles(1000);
        call.cash = roubles(900);
        return shop.service.answer(call);
    };
    CHECK(refused(by_phone()).code == Errc::purchase_by_phone_disabled);
    shop.set_switch("phone_discount", "allowed");
    CHECK(done(by_phone()).cash == roubles(900));
}

TEST_CASE("questions are never lost") {
    Counter counter;
    counter.set_switch("lost_answer", "100");
    CHECK(counter.send(loyalty::GetSettings()).answer->status == 200);
    CHECK(counter.send(loyalty::ListOperations()).answer->status == 200);
}

TEST_CASE("latency delays every answer") {
    Counter counter;
    counter.set_switch("latency_ms", "70");
    CHECK(counter.send(loyalty::GetSettings()).delay == std::chrono::milliseconds(70));
}

TEST_CASE("beyond the rate the answer is 429 until the next second") {
    Counter counter;
    counter.set_switch("requests_per_second", "2");
    for (const int status : {200, 200, 429, 429})
        CHECK(counter.send(loyalty::GetSettings()).answer->status == status);
    CHECK(header_of(counter.send(loyalty::GetSettings()).answer->headers, "Retry-After") == "1");
    counter.now += std::chrono::seconds(1);
    CHECK(counter.send(loyalty::GetSettings()).answer->status == 200);
}

TEST_CASE("a malformed request is a badRequest that names the field") {
    Counter counter;
    const auto answer = [&](std::string body) {
        return *counter.api
                    .serve({"POST",
                            "/operations",
                            {{"Authorization", basic_credential(42, "key")}},
                            std::move(body)})
                    .answer;
    };
    CHECK(answer("{").status == 400);
    const auto named = answer(R"({"code":"1","receipt":{"total":"x","cash":1,"points":0}})");
    CHECK(named.status == 400);
    CHECK(named.body.find(R"("field":"receipt.total")") != std::string::npos);
}

TEST_CASE("the back office turns all switches of a request or none") {
    Counter counter;
    BackOffice office(counter.service, "token");
    const auto post = [&](const char* path, const char* body) {
        return *office.serve({"POST", path, {{"Authorization", "Bearer token"}}, body}).answer;
    };
    CHECK(post("/switches", R"({"order":"oldest","lost_answer":"x","weather":1})").status == 400);
    CHECK(counter.service.switches() == Switches());
    CHECK(post("/switches", R"({"order":"oldest","lost_answer":3})").status == 200);
    CHECK(counter.service.switches().order == Order::oldest);
    CHECK(post("/nowhere", "{}").status == 404);
    CHECK(post("/customers", "[]").status == 400);
    CHECK(post("/customers", R"({"name":"A","phone":"12"})").status == 400);
    CHECK(office.serve({"GET", "/ledger", {{"Authorization", "Bearer other"}}, ""}).answer->status == 401);
    CHECK(office.serve({"GET", "/health", {}, ""}).answer->status == 200);
}

TEST_CASE("requests that share a commit keep their own answers, refusals and faults") {
    Counter counter;
    const auto code = counter.code_of(counter.join("Anna"));
    loyalty::CreateOperation call;
    call.who = code;
    call.total = call.cash = roubles(10);
    auto purchase = loyalty::request_of(call);
    purchase.headers.emplace_back("authorization", basic_credential(42, "key"));
    auto stranger = purchase;
    stranger.headers = {{"authorization", "Basic x"}};
    auto nonsense = purchase;
    nonsense.body = "{";
    counter.set_switch("lost_answer_next", "1");
    const auto replies = counter.api.serve(std::vector{stranger, purchase, nonsense, purchase});
    REQUIRE(replies.size() == 4);
    CHECK(replies[0].answer->status == 401);
    CHECK_FALSE(replies[1].answer);
    CHECK(replies[2].answer->status == 400);
    CHECK(replies[3].answer->status == 404);
    CHECK(counter.operations() == 1);
}
