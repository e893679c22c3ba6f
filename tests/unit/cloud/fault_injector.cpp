#include "cloud/faults/fault_injector.hpp"

#include "cloud/api/credential.hpp"
#include "protocol/loyalty/wire.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// What a client would see of a reply.
struct RecordedChannel : ReplyChannel {
    void send(const HttpAnswer& answer) override { sent = answer; }
    std::string bytes_of(const HttpAnswer& answer) override { return "head " + answer.body; }
    void write(std::string bytes, std::function<void()> written) override {
        pieces.push_back(std::move(bytes));
        written();
    }
    void go_on() override { went_on = true; }
    void end() override { ended = true; }
    void close() override { closed = true; }

    std::string bytes() const {
        std::string whole;
        for (const auto& piece : pieces) whole += piece;
        return whole;
    }

    std::optional<HttpAnswer> sent;
    std::vector<std::string> pieces;
    bool went_on = false;
    bool ended = false;
    bool closed = false;
};

/// A cloud in memory with faults in front of its API.
struct TrainingCloud : Shop {
    void set(const char* name, const char* value) {
        REQUIRE_FALSE(set_by_name(fault_table(), switches, name, value));
    }

    HttpRequest keyed(const loyalty::Call& call) const {
        auto request = loyalty::request_of(call);
        request.headers.emplace_back("authorization", basic_credential(42, "key"));
        return request;
    }

    static loyalty::CreateOperation purchase() {
        loyalty::CreateOperation call;
        call.who = phone("+77010000001");
        call.total = call.cash = roubles(10);
        return call;
    }

    Reply reply_to(const HttpRequest& request) {
        std::optional<Reply> given;
        injector.serve(request, [&](Reply reply) { given = std::move(reply); });
        return given.value();
    }
    Reply buy_once() { return reply_to(keyed(purchase())); }

    /// What the client sees, once everything has been sent that is to be sent.
    RecordedChannel delivered(const Reply& reply) {
        const auto channel = std::make_shared<RecordedChannel>();
        reply.transmission ? reply.transmission(channel, reply.answer) : channel->send(reply.answer);
        io.restart();
        io.run();
        return *channel;
    }

    boost::asio::io_context io;
    ApiHandler api{service, basic_credential(42, "key")};
    FaultSwitches switches;
    FaultInjector injector{
        io,
        service,
        api,
        {[this](const HttpRequest& head) { return api.admit(head); },
         [this](const HttpRequest& request, const auto& done) { done(api.serve(request)); }},
        switches};
};

}  // namespace

TEST_CASE("faults before the commit leave nothing, faults after it leave the operation") {
    TrainingCloud cloud;
    cloud.set("error_status", "503");
    const auto struck = [&](const char* fault) {
        cloud.set((std::string(fault) + "_next").c_str(), "1");
        return cloud.buy_once();
    };
    SECTION("error before") {
        CHECK(struck("error_before").answer.status == 503);
        CHECK(cloud.operations() == 0);
    }
    SECTION("error after") {
        CHECK(struck("error_after").answer.status == 503);
        CHECK(cloud.operations() == 1);
    }
    SECTION("lost request") {
        CHECK(cloud.delivered(struck("lost_request")).closed);
        CHECK(cloud.operations() == 0);
    }
    SECTION("lost answer") {
        CHECK(cloud.delivered(struck("lost_answer")).closed);
        CHECK(cloud.operations() == 1);
    }
    SECTION("late commit") {
        cloud.set("late_commit_ms", "1");
        const auto reply = struck("late_commit");
        CHECK(cloud.operations() == 0);
        CHECK(cloud.delivered(reply).closed);
        CHECK(cloud.operations() == 1);
    }
    SECTION("cut answer") {
        const auto reply = struck("cut_answer");
        const auto seen = cloud.delivered(reply);
        CHECK(seen.bytes() == "head " + reply.answer.body.substr(0, reply.answer.body.size() / 2));
        CHECK(seen.ended);
        CHECK(cloud.operations() == 1);
    }
    SECTION("slow body") {
        cloud.set("slow_body_ms", "10");
        const auto reply = struck("slow_body");
        CHECK(reply.answer.status == 200);
        const auto seen = cloud.delivered(reply);
        CHECK(seen.pieces.size() == 10);
        CHECK(seen.bytes() == "head " + reply.answer.body);
        CHECK(seen.went_on);
        CHECK(cloud.operations() == 1);
    }
    SECTION("wrong content type") {
        const auto seen = cloud.delivered(struck("wrong_type")).sent.value();
        CHECK(header_of(seen.headers, "Content-Type") == "text/plain");
        CHECK(loyalty::answer_of(loyalty::CreateOperation(), seen).error().code == Errc::not_the_cloud);
        CHECK(cloud.operations() == 1);
    }
    SECTION("captive portal") {
        const auto seen = cloud.delivered(struck("captive_portal")).sent.value();
        CHECK(header_of(seen.headers, "Content-Type") == "text/html");
        CHECK(cloud.operations() == 0);
    }
    CHECK(cloud.buy_once().answer.status == 200);
}

TEST_CASE("a wrong key is refused with 401 or 403, by the switch, with its body unread, and does nothing") {
    TrainingCloud cloud;
    const HttpRequest stranger{"POST", "/operations", {{"Authorization", "Basic x"}}, "{}"};
    for (const auto& [status, name] : {std::pair{"401", "unauthorized"}, {"403", "forbidden"}}) {
        cloud.set("wrong_key", status);
        const auto admission = cloud.injector.admit(stranger);
        REQUIRE(admission.refused);
        for (const auto& answer : {cloud.reply_to(stranger).answer, admission.reply_unread().answer}) {
            CHECK(std::to_string(answer.status) == status);
            CHECK(answer.body.find(name) != std::string::npos);
        }
    }
    CHECK_FALSE(cloud.injector.admit(cloud.keyed(loyalty::GetSettings())).refused);
    CHECK(cloud.operations() == 0);
}

TEST_CASE("an inactive company, by the switch, gets 403 for everything and nothing is done") {
    TrainingCloud cloud;
    cloud.set("company", "inactive");
    const auto answer = cloud.buy_once().answer;
    CHECK(answer.status == 403);
    CHECK(answer.body.find("companyIsInactive") != std::string::npos);
    cloud.set("company", "active");
    CHECK(cloud.operations() == 0);
    CHECK(cloud.buy_once().answer.status == 200);
}

TEST_CASE("a GET gets no fault") {
    TrainingCloud cloud;
    cloud.set("lost_answer", "100");
    for (const auto& reply : {cloud.reply_to(cloud.keyed(loyalty::GetSettings())),
                              cloud.reply_to(cloud.keyed(loyalty::ListOperations()))})
        CHECK(cloud.delivered(reply).sent.value().status == 200);
}

TEST_CASE("latency delays every answer, and what its fault does with it") {
    TrainingCloud cloud;
    cloud.set("latency_ms", "20");
    cloud.set("lost_answer_next", "1");
    for (const bool lost : {true, false}) {
        const auto reply = cloud.buy_once();
        const auto before = std::chrono::steady_clock::now();
        const auto seen = cloud.delivered(reply);
        CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(20));
        CHECK(seen.closed == lost);
        CHECK(seen.sent.has_value() != lost);
    }
}

TEST_CASE("beyond the rate the answer is 429 until the next second") {
    TrainingCloud cloud;
    cloud.set("requests_per_second", "2");
    const auto ask = [&] { return cloud.reply_to(cloud.keyed(loyalty::GetSettings())).answer; };
    for (const int status : {200, 200, 429, 429}) CHECK(ask().status == status);
    CHECK(header_of(ask().headers, "Retry-After") == "1");
    cloud.now += std::chrono::seconds(1);
    CHECK(ask().status == 200);
}

TEST_CASE("every request is counted once, whatever fault it gets") {
    TrainingCloud cloud;
    cloud.set("late_commit_ms", "1");
    for (std::size_t i = 1; i < fault_names.size(); ++i) {
        cloud.set((std::string(fault_names[i]) + "_next").c_str(), "1");
        cloud.delivered(cloud.buy_once());
        INFO(fault_names[i]);
        CHECK(cloud.service.requests()["POST /operations"] == static_cast<std::int64_t>(i));
    }
}
