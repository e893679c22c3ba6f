#include "console_desk.hpp"
#include "http/spooled_file.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

/// What accountants get of the console.
namespace {

std::string text(const Json& json, const char* key) {
    return *json.find(key)->string();
}

/// A desk that sold in January, seen in February.
struct AccountantsDesk : ConsoleDesk {
    AccountantsDesk() {
        anna = join("Anna =1+1", "+77010000001");
        done(buy(uid_of(anna), roubles(1000), {}, {}, "=cmd|' /C calc'!A0"));
        now = on(2026, 2, 2);
    }
    CustomerRecord anna;
};

}  // namespace

TEST_CASE("an accountant sees a month, saves its files, closes it, and saves the same bytes again") {
    AccountantsDesk desk;
    const auto boris = desk.somebody("boris", Role::accountant);
    const auto shown = desk.ok(desk.get(boris, "/accounting"));
    CHECK(text(shown, "month") == "2026-01");
    CHECK(text(shown, "state") == "ready");
    CHECK(shown.find("months")->items()->size() == 2);
    CHECK(shown.find("closes")->items()->empty());
    CHECK(shown.find("figures")->find("sales")->find("total")->number()->digits == "1000");
    const auto path = [](const char* kind) {
        return "/accounting/file?month=2026-01&kind=" + std::string(kind);
    };
    const auto before = desk.get(boris, path("operations"));
    CHECK(before.status == 200);
    CHECK(header_of(before.headers, "Content-Disposition") ==
          "attachment; filename=\"operations-2026-01-not-closed.csv\"");
    CHECK(header_of(before.headers, "Content-Type") == "text/csv; charset=utf-8");
    CHECK(header_of(before.headers, "X-Content-Type-Options") == "nosniff");

    const auto closed = desk.ok(desk.post(boris, "/accounting/close", R"({"month":"2026-01"})"));
    const auto after = desk.get(boris, path("operations"));
    CHECK(after.body == before.body);
    CHECK(header_of(after.headers, "Content-Disposition") ==
          "attachment; filename=\"operations-2026-01.csv\"");
    const auto again = desk.ok(desk.get(boris, "/accounting?month=2026-01"));
    CHECK(text(again, "state") == "closed");
    CHECK(*again.find("figures") == *shown.find("figures"));
    const auto& close = again.find("closes")->items()->at(0);
    CHECK(text(close, "by") == "<b>boris</b>");
    CHECK(text(close, "digest") == text(closed, "digest"));
    CHECK(text(desk.ok(desk.get(boris, "/accounting")), "month") == "2026-02");
    CHECK(desk.actions().front() == "month_closed");
}

TEST_CASE("no file tells a customer's name or phone, and no text in one is a formula") {
    AccountantsDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    for (const auto* kind : {"operations", "liabilities", "staff", "commerceml"}) {
        INFO(kind);
        const auto body = desk.get(owner, "/accounting/file?month=2026-01&kind=" + std::string(kind)).body;
        CHECK(body.find("Anna") == std::string::npos);
        CHECK(body.find("7010000001") == std::string::npos);
        if (std::string_view(kind) == "operations") CHECK(body.find(";\"'=cmd|' /C") != std::string::npos);
    }
}

TEST_CASE("what cannot be shown or closed is refused with a word for it") {
    AccountantsDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto close = [&](const std::string& body) {
        return ConsoleDesk::code_in(desk.post(owner, "/accounting/close", body));
    };
    CHECK(close("{}") == "wrong_value");
    CHECK(close(R"({"month":"January"})") == "wrong_value");
    CHECK(close(R"({"month":"2025-12"})") == "not_found");
    CHECK(close(R"({"month":"2026-02"})") == "not_to_close_yet");
    CHECK(close(R"({"month":"2026-01"})") == "");
    CHECK(close(R"({"month":"2026-01"})") == "closed_already");
    const auto file = [&](const std::string& query) {
        return ConsoleDesk::code_in(desk.get(owner, "/accounting/file" + query));
    };
    CHECK(file("") == "wrong_value");
    CHECK(file("?month=2026-01") == "wrong_value");
    CHECK(file("?month=2026-01&kind=../../etc") == "wrong_value");
    CHECK(file("?month=2030-01&kind=staff") == "not_found");
    CHECK(ConsoleDesk::code_in(desk.get(owner, "/accounting?month=x")) == "wrong_value");
    CHECK(ConsoleDesk::code_in(desk.get(owner, "/accounting?month=2025-12")) == "not_found");
}

TEST_CASE("managers, marketers and employees neither see nor save nor close a month") {
    AccountantsDesk desk;
    for (const auto role : {Role::manager, Role::marketer, Role::employee}) {
        const auto somebody = desk.somebody(std::string(word_of(role)).c_str(), role);
        for (const auto& answer : {desk.get(somebody, "/accounting"),
                                   desk.get(somebody, "/accounting/file?month=2026-01&kind=operations"),
                                   desk.post(somebody, "/accounting/close", R"({"month":"2026-01"})")})
            CHECK(ConsoleDesk::code_in(answer) == "wrong_role");
    }
    desk.storage->read([](Transaction& db) { CHECK(db.accounting.closes().empty()); });
}

TEST_CASE("a file of a closed month that would have other bytes than the closed one is not given out") {
    AccountantsDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    desk.ok(desk.post(owner, "/accounting/close", R"({"month":"2026-01"})"));
    desk.storage->transact([&](Transaction& db) {
        OperationRecord late;
        late.created = on(2026, 1, 20);
        late.customer = desk.anna.id;
        db.operations.add(late);
    });
    const auto answer = desk.get(owner, "/accounting/file?month=2026-01&kind=operations");
    CHECK(ConsoleDesk::code_in(answer) == "closed_month_changed");
    CHECK(desk.get(owner, "/accounting/file?month=2026-01&kind=liabilities").status == 200);
}

TEST_CASE("a file is sent in pieces from the disk, and its head alone to who asks for no more") {
    auto file = std::make_shared<SpooledFile>("/tmp");
    std::string content;
    for (int i = 0; i < 100'000; ++i) content += std::to_string(i) + ";";
    file->add(content);
    const auto reply = sent_from(file);
    for (const bool wants_body : {true, false}) {
        const auto channel = std::make_shared<KeptReply>(wants_body);
        reply(channel, {200, {}, {}});
        CHECK(channel->whole);
        CHECK(channel->sent == "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) +
                                   "\r\n\r\n" + (wants_body ? content : ""));
        CHECK(channel->writes == (wants_body ? 4 : 1));
    }
    CHECK_THROWS_AS(SpooledFile("/nowhere"), std::system_error);
}

TEST_CASE("an empty file is sent whole, too") {
    const auto channel = std::make_shared<KeptReply>(true);
    sent_from(std::make_shared<SpooledFile>("/tmp"))(channel, {200, {}, {}});
    CHECK(channel->whole);
    CHECK(channel->sent == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("the console of a shop that has never sold shows no month") {
    ConsoleDesk desk;
    const auto shown = desk.ok(desk.get(desk.somebody("owner", Role::owner), "/accounting"));
    CHECK(shown.find("month")->is_null());
    CHECK(shown.find("months")->items()->empty());
}
