#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>

#include "adapters/sidecar/day_totals.hpp"
#include "adapters/sidecar/employees.hpp"
#include "adapters/sidecar/log_lines.hpp"
#include "adapters/sidecar/noted_receipt.hpp"
#include "adapters/sidecar/page_assets.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/page_sessions.hpp"
#include "adapters/sidecar/pin.hpp"
#include "adapters/sidecar/pin_tries.hpp"
#include "adapters/sidecar/receipt_history.hpp"
#include "adapters/sidecar/setting_origins.hpp"
#include "adapters/sidecar/waiting_receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

namespace {

/// A folder of one test.
struct PageFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("pages-" + std::to_string(::getpid()));
    PageFolder() { std::filesystem::create_directories(path); }
    ~PageFolder() { std::filesystem::remove_all(path); }
    std::string operator/(const std::string& name) const { return (path / name).string(); }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
    }
};

Employee employee_of(const std::string& id, Role role = Role::cashier) {
    return {id, "Name of " + id, role, "hash of " + id};
}

AnsweredEvent said(Json event, Json reply, const std::string& mark = "") {
    event["receipt_id"] = event.value("receipt_id", "r-1");
    return {event, std::move(reply), "2026-11-29T10:00:00Z", mark};
}

const Json position{{"id", "p1"}, {"price", 10'000}, {"quantity", "1"}, {"sum", 10'000}};
const Json cheaper{{"id", "p1"}, {"price", 8'000}, {"quantity", "1"}, {"sum", 8'000}};

/// A sale of 100.00 with 20.00 by points, up to its payment.
Json paid_note() {
    auto note = noted(
        nullptr,
        said({{"event", "receipt_opened"}, {"kind", "sale"}, {"shift", "e1-1"}, {"cashier", {{"id", "e1"}}}},
             {{"status", "ok"}}));
    note = noted(note,
                 said({{"event", "customer_presented"}, {"by", "phone"}, {"value", "+77015550001"}},
                      {{"status", "customer"}, {"customer", {{"name", "Anna"}, {"tier", "Gold"}}}}, "mark"));
    note = noted(note, said({{"event", "discount_requested"}, {"positions", {position}}},
                            {{"status", "granted"},
                             {"granted", 2'000},
                             {"positions", {cheaper}},
                             {"total", 8'000},
                             {"cashback", 560},
                             {"quote_id", "q"},
                             {"extra", {{"tillpoints", {{"number", "n"}}}}}}));
    return noted(note, said({{"event", "payment_started"}, {"positions", {cheaper}}, {"total", 8'000}},
                            {{"status", "confirmed"}, {"granted", 2'000}}));
}

Json closed_note() {
    return noted(paid_note(), said({{"event", "receipt_closed"},
                                    {"positions", {cheaper}},
                                    {"total", 8'000},
                                    {"closed_at", "2026-11-29T10:01:00Z"}},
                                   {{"status", "confirmed"}}));
}

HttpRequest with_header(const std::string& name, const std::string& value) {
    return {"GET", "/v1/pages/session", {{name, value}}, {}};
}

}  // namespace

TEST_CASE("a PIN is four to twelve digits that nobody tries first") {
    for (const auto* good : {"4071", "258013", "907856341290"}) CHECK(is_good_pin(good));
    for (const auto* bad : {"", "407", "1111", "1234", "9876", "40a1", "9078563412901"})
        CHECK_FALSE(is_good_pin(bad));
}

TEST_CASE("a PIN is stored as a salted slow hash that tells nothing of it") {
    const auto first = hash_pin("4071");
    const auto second = hash_pin("4071");
    CHECK(first != second);
    CHECK(first.find("4071") == std::string::npos);
    CHECK(pin_matches(first, "4071"));
    CHECK(pin_matches(second, "4071"));
    CHECK_FALSE(pin_matches(first, "4072"));
    CHECK_FALSE(pin_matches("", "4071"));
    CHECK_FALSE(pin_matches(std::string(first.size(), '0'), "4071"));
}

TEST_CASE("after three wrong PINs an employee waits, each time twice as long, up to a quarter of an hour") {
    PinTries tries;
    const PinTries::Time start{1h};
    auto now = start;
    for (int i = 0; i < 2; ++i) {
        tries.begin("e1", "a" + std::to_string(i), now);
        CHECK(tries.wait("e1", "elsewhere", now) == 0s);
    }
    std::chrono::seconds expected = 5s;
    for (int i = 2; i < 14; ++i) {
        tries.begin("e1", "a" + std::to_string(i), now);
        CHECK(tries.wait("e1", "elsewhere", now) == std::min<std::chrono::seconds>(expected, 15min));
        CHECK(tries.wait("e2", "elsewhere", now) == 0s);
        now += tries.wait("e1", "elsewhere", now);
        expected *= 2;
    }
    tries.was_right("e1", "a13");
    CHECK(tries.wait("e1", "elsewhere", now) == 0s);
}

TEST_CASE("an address that guesses the PINs of many waits too, and a right PIN does not clear it") {
    PinTries tries;
    const PinTries::Time now{1h};
    for (int i = 0; i < 10; ++i) tries.begin("e" + std::to_string(i), "10.0.0.7", now);
    CHECK(tries.wait("e11", "10.0.0.7", now) == 5s);
    CHECK(tries.wait("e11", "10.0.0.8", now) == 0s);
    tries.begin("mine", "10.0.0.7", now);
    tries.was_right("mine", "10.0.0.7");
    CHECK(tries.wait("e11", "10.0.0.7", now) == 5s);
    CHECK(tries.wait("e11", "10.0.0.7", now + 25h) == 0s);
}

TEST_CASE(
    "a session ends when it is not used, when it is old, when it is ended and when its person changes") {
    PageSessions sessions(30min, 12h);
    const PageSession::Time start{1h};
    const auto id = sessions.begin(employee_of("e1"), "desk", start);
    CHECK(sessions.use("", start) == nullptr);
    CHECK(sessions.use(id + "0", start) == nullptr);
    REQUIRE(sessions.use(id, start + 29min) != nullptr);
    CHECK(sessions.use(id, start + 58min) != nullptr);
    CHECK(sessions.use(id, start + 58min + 31min) == nullptr);
    const auto old = sessions.begin(employee_of("e1"), "desk", start);
    for (auto now = start; now < start + 12h; now += 20min) CHECK(sessions.use(old, now) != nullptr);
    CHECK(sessions.use(old, start + 12h + 1min) == nullptr);
    const auto ended = sessions.begin(employee_of("e1"), "desk", start);
    CHECK(sessions.is_open(ended, start));
    CHECK_FALSE(sessions.is_open(ended, start + 31min));
    sessions.end(ended);
    CHECK_FALSE(sessions.is_open(ended, start));
    CHECK(sessions.use(ended, start) == nullptr);
    const auto gone = sessions.begin(employee_of("e1"), "desk", start);
    const auto stays = sessions.begin(employee_of("e2"), "desk", start);
    sessions.end_unless([](const PageSession& each) { return each.employee.id != "e1"; });
    CHECK(sessions.use(gone, start) == nullptr);
    CHECK(sessions.use(stays, start) != nullptr);
}

TEST_CASE("the staff is read as it was written, and an id is not given twice") {
    PageFolder folder;
    Settings settings;
    settings.state_directory = folder.path.string();
    CHECK(load_staff(settings).employees.empty());
    Staff staff{4, {employee_of("e1"), employee_of("e3", Role::technician)}};
    save_staff(settings, staff);
    const auto read = load_staff(settings);
    CHECK(read.next == 4);
    CHECK(read.employees == staff.employees);
    CHECK(read.named("Name of e3")->role == Role::technician);
    CHECK(read.with_id("e2") == nullptr);
    folder.write("employees.json", R"({"next":1,"employees":[{"id":"e1"}]})");
    CHECK_THROWS(load_staff(settings));
    CHECK(is_employee_name("Айгүль Н."));
    for (const auto& bad : {std::string(), std::string(65, 'a'), std::string("a\nb"), std::string("\xff")})
        CHECK_FALSE(is_employee_name(bad));
}

TEST_CASE("a receipt is noted from its events, without the customer's name, phone or code") {
    const auto note = closed_note();
    CHECK(note["state"] == "closed");
    CHECK(note["cashier"] == "e1");
    CHECK(note["shift"] == "e1-1");
    CHECK(note["customer"]["tier"] == "Gold");
    CHECK(note["phone"] == "mark");
    CHECK(note["full"] == 10'000);
    CHECK(note["total"] == 8'000);
    CHECK(note["points"] == 2'000);
    CHECK(note["earned"] == 560);
    CHECK(note["lines"] == Json::array({cheaper}));
    CHECK(note.dump().find("Anna") == std::string::npos);
    CHECK(note.dump().find("7701555") == std::string::npos);
    CHECK(paid_note()["state"] == "paid");
}

TEST_CASE("what was answered with an error, or comes after the end, changes no note") {
    CHECK(noted(nullptr, said({{"event", "receipt_opened"}}, {{"status", "error"}})).is_null());
    CHECK(noted(nullptr, said({{"event", "receipt_opened"}}, {{"status", "not_stored"}})).is_null());
    CHECK(noted(closed_note(), said({{"event", "receipt_cancelled"}}, {{"status", "stored"}})).is_null());
    CHECK(noted(closed_note(), said({{"event", "receipt_opened"}}, {{"status", "ok"}})).is_null());
    const auto refused =
        noted(paid_note(), said({{"event", "payment_started"}},
                                {{"status", "refused"}, {"positions", {position}}, {"total", 10'000}}));
    CHECK(refused["points"] == 0);
    CHECK(refused["total"] == 10'000);
}

TEST_CASE("a return is noted at its sale once, however often it is told") {
    const auto back =
        said({{"event", "return_closed"},
              {"receipt_id", "r-2"},
              {"original", {{"receipt_id", "r-1"}}},
              {"positions", {cheaper}},
              {"total", 3'000},
              {"closed_at", "2026-11-29T11:00:00Z"}},
             {{"status", "stored"}, {"expected_points", 750}, {"withdrawn_award", 210}, {"parked", 0}});
    const auto note = noted(nullptr, back);
    CHECK(note["kind"] == "return");
    CHECK(note["original"] == "r-1");
    CHECK(note["points"] == 750);
    CHECK(note["withdrawn"] == 210);
    auto sale = noted_return(closed_note(), back);
    sale = noted_return(sale, back);
    CHECK(sale["returned"] == Json{{"r-2", 3'000}});
    auto other = closed_note();
    other["receipt_id"] = "r-9";
    CHECK(noted_return(other, back).is_null());
}

TEST_CASE("totals count what is finished, by the day and by the cashier") {
    auto totals = empty_totals();
    add_to_totals(totals, closed_note());
    add_to_totals(totals, paid_note());
    auto back = closed_note();
    back["kind"] = "return";
    back["total"] = 3'000;
    back["points"] = 750;
    back["withdrawn"] = 210;
    back["cashier"] = "e2";
    add_to_totals(totals, back);
    CHECK(totals["sales"] == 1);
    CHECK(totals["sold"] == 8'000);
    CHECK(totals["returns"] == 1);
    CHECK(totals["paid_back"] == 3'000);
    CHECK(totals["with_card"] == 1);
    CHECK(totals["points"] == 1'250);
    CHECK(totals["earned"] == 350);
    CHECK(totals["by_cashier"]["e1"]["sold"] == 8'000);
    CHECK(totals["by_cashier"]["e2"]["sold"] == 0);
}

TEST_CASE(
    "a receipt waits while an entry of it has something left to do, and is parked if one waits for a "
    "person") {
    const auto entry = [](const char* receipt, const Json& parking) {
        return Json{{"number", "n"}, {"receipt_id", receipt}, {"parking", parking}};
    };
    const Json parking{{"reason", "rejected"}};
    CHECK(waiting_receipts({}) == Json::object());
    CHECK(waiting_receipts({entry("r-1", nullptr), entry("r-2", parking), entry("r-1", parking),
                            entry("r-2", nullptr), entry("r-3", nullptr), Json(), Json{{"receipt_id", 7}}}) ==
          Json{{"r-1", "parked"}, {"r-2", "parked"}, {"r-3", "waits"}});
}

TEST_CASE("a day is the shop's, and percentiles are those of the nearest rank") {
    CHECK(day_start("1970-01-02", 0min) == 86'400);
    CHECK(day_start("1970-01-02", 300min) == 86'400 - 18'000);
    CHECK(day_at(86'400 - 18'000, 300min) == "1970-01-02");
    CHECK(day_at(86'399 - 18'000, 300min) == "1970-01-01");
    for (const auto* bad : {"", "2026-13-01", "2026-02-30", "2026-2-1", "2026-01-01x"})
        CHECK(day_start(bad, 0min) == -1);
    CHECK(percentile({}, 50) == 0);
    CHECK(percentile({7}, 99) == 7);
    CHECK(percentile({4, 1, 3, 2}, 50) == 2);
    std::vector<std::int64_t> hundred;
    for (int i = 1; i <= 100; ++i) hundred.push_back(i);
    CHECK(percentile(hundred, 99) == 99);
}

TEST_CASE("the session's cookie is found among others, and over TLS it is kept to the host") {
    CHECK(session_cookie(with_header("Cookie", "a=b; tillpoints=id; c=d")) == "id");
    CHECK(session_cookie(with_header("Cookie", "tillpoints=plain; __Host-tillpoints=secure")) == "secure");
    CHECK(session_cookie(with_header("Cookie", "xtillpoints=id; tillpoints")).empty());
    Listener plain;
    CHECK(cookie_text(plain, "id") == "tillpoints=id; Path=/; HttpOnly; SameSite=Strict");
    CHECK(cookie_text(plain, "").ends_with("Max-Age=0"));
    Listener secure;
    secure.scheme = "https";
    CHECK(cookie_text(secure, "id") == "__Host-tillpoints=id; Path=/; HttpOnly; SameSite=Strict; Secure");
}

TEST_CASE("a cashier's page submits its own events, for the cashier's own open shift") {
    const auto refusal = [](const Json& event, const std::string& shift) {
        const auto answer = refusal_of_page_event(event.dump(), "e1", shift);
        return answer ? Json::parse(answer->body)["error"]["code"].get<std::string>() : std::string();
    };
    Json opening{{"event", "receipt_opened"}, {"shift", "e1-4"}, {"cashier", {{"id", "e1"}}}};
    CHECK(refusal(opening, "e1-4").empty());
    CHECK(refusal(opening, "") == "no_shift");
    CHECK(refusal(opening, "e1-5") == "other_shift");
    opening["cashier"]["id"] = "e2";
    CHECK(refusal(opening, "e1-4") == "other_shift");
    CHECK(refusal({{"event", "receipt_opened"}, {"shift", "e1-4"}, {"cashier", 7}}, "e1-4") == "other_shift");
    CHECK(refusal({{"event", "receipt_closed"}}, "e1-4").empty());
    CHECK(refusal({{"event", "shift_closed"}, {"shift", "e2-1"}}, "e1-4") == "other_shift");
    CHECK(refusal({{"event", "register_started"}}, "e1-4") == "not_of_pages");
    CHECK(refusal(Json::array(), "e1-4") == "not_of_pages");
}

TEST_CASE("a decision has an action, what it is about and a reason, and is given in the person's name") {
    const Json good{{"action", "retry"}, {"number", "r-1/1"}, {"reason", "asked"}, {"by", "somebody else"}};
    REQUIRE(command_of(good, "Anna"));
    CHECK((*command_of(good, "Anna"))["by"] == "Anna");
    for (const auto* missing : {"action", "number", "reason"}) {
        auto bad = good;
        bad.erase(missing);
        CHECK_FALSE(command_of(bad, "Anna"));
    }
    CHECK_FALSE(command_of({{"action", "edit"}, {"number", "n"}, {"reason", "why"}}, "Anna"));
    CHECK_FALSE(command_of({{"action", "delete"}, {"number", "n"}, {"reason", "why"}}, "Anna"));
    CHECK(command_of({{"action", "receipt_cancelled"}, {"receipt_id", "r"}, {"reason", "why"}}, "Anna"));
}

TEST_CASE("every setting says where it comes from, and none that could be a secret is told") {
    Settings settings;
    settings.state_directory = "/s";
    settings.plugin = {{"language", "ru"},
                       {"cloud", {{"company_id", "42"}, {"key_file", "/k"}, {"api_key", "abc"}}}};
    settings.terminals["desk"] = {{"language", "kk"}, {"//language", "a comment"}};
    settings.heartbeat = 5s;
    std::map<std::string, Json> by_name;
    for (const auto& each : setting_origins(settings, "desk")) by_name[each["name"]] = each;
    CHECK(by_name["plugin.language"]["from"] == "terminal");
    CHECK(by_name["plugin.language"]["value"] == "kk");
    CHECK(by_name["plugin.cloud.company_id"]["from"] == "common");
    CHECK(by_name["plugin.cloud.key_file"]["value"] == "/k");
    CHECK(by_name["plugin.cloud.api_key"]["value"] == "***");
    CHECK(by_name["plugin.data_directory"]["from"] == "default");
    CHECK(by_name["heartbeat_s"]["from"] == "daemon");
    CHECK(by_name["code_tries"]["from"] == "default");
    CHECK(by_name["pages.idle_minutes"]["value"] == 30);
    CHECK_FALSE(by_name.contains("plugin.//language"));
}

TEST_CASE("the latest lines of a log that contain a text are told newest first, whatever the case") {
    PageFolder folder;
    CHECK(latest_lines(folder / "none", "").empty());
    folder.write("log", "one Link\ntwo\nthree LINK\n");
    CHECK(latest_lines(folder / "log", "link") == std::vector<std::string>{"three LINK", "one Link"});
    CHECK(latest_lines(folder / "log", "").size() == 3);
}

TEST_CASE("the pages' files are served packed or plain, unchanged ones without a body, and nothing outside") {
    PageFolder folder;
    folder.write("pages/cashier/index.html", "<!doctype html>");
    folder.write("pages/cashier/app.js", "code");
    folder.write("pages/cashier/app.js.gz", "packed");
    folder.write("pages/notes.txt", "not served");
    folder.write("secret.html", "not served");
    const PageAssets assets(folder / "pages");
    const auto get = [&](const std::string& path, HttpHeaders headers = {}) {
        return assets.answer({"GET", path, std::move(headers), {}});
    };
    CHECK(get("/cashier/").body == "<!doctype html>");
    CHECK(get("/cashier/app.js").body == "code");
    CHECK(get("/cashier/app.js", {{"Accept-Encoding", "br, gzip"}}).body == "packed");
    const auto etag = std::string(header_of(get("/cashier/app.js").headers, "ETag"));
    CHECK(get("/cashier/app.js", {{"If-None-Match", etag}}).status == 304);
    CHECK(get("/").status == 308);
    CHECK(get("/cashier/../secret.html").status == 404);
    CHECK(get("/cashier/index.html").status == 404);
    CHECK(get("/panel/").status == 404);
    const auto page = get("/cashier/");
    const auto policy = header_of(page.headers, "Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("unsafe") == std::string_view::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string_view::npos);
    CHECK(PageAssets(folder / "nowhere").answer({"GET", "/cashier/", {}, {}}).status == 404);
}

TEST_CASE("receipts are numbered without gaps, and a shift's totals count what was opened in it") {
    PageFolder folder;
    ReceiptHistory history(folder / "receipts.db", "key", [](const std::function<void()>& work) { work(); });
    const auto shift_of = [&](const std::string& employee) {
        std::promise<Json> found;
        history.shift("desk", employee, true, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get()["id"].get<std::string>();
    };
    const auto sell = [&](const std::string& id, const std::string& shift, std::int64_t total) {
        const auto tell = [&](Json event, const Json& reply) {
            event["receipt_id"] = id;
            history.learn({"desk", event.dump(), reply.dump()});
        };
        tell({{"event", "receipt_opened"}, {"kind", "sale"}, {"shift", shift}}, {{"status", "ok"}});
        tell({{"event", "customer_presented"}}, {{"status", "unregistered"}, {"will_award", true}});
        tell({{"event", "receipt_closed"}, {"total", total}}, {{"status", "stored"}});
    };
    const auto first = shift_of("e1");
    const auto second = shift_of("e2");
    sell("r-1", first, 1'000);
    sell("r-2", second, 2'000);
    sell("r-3", first, 4'000);
    const auto of_shift = [&](const std::string& shift) {
        std::promise<Json> found;
        ReceiptQuery query;
        query.terminal = "desk";
        query.shift = shift;
        history.find(query, 0min, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto own = of_shift(first);
    CHECK(own["totals"]["sold"] == 5'000);
    CHECK(own["totals"]["with_card"] == 2);
    REQUIRE(own["receipts"].size() == 2);
    CHECK(own["receipts"][0]["number"] == 3);
    CHECK(own["receipts"][1]["number"] == 1);
    CHECK(of_shift(second)["totals"]["sold"] == 2'000);
    CHECK(of_shift("e1-9")["receipts"].empty());
    history.learn({"desk", Json{{"event", "shift_closed"}, {"shift", first}}.dump(), R"({"status":"ok"})"});
    CHECK(of_shift(first)["totals"]["sold"] == 5'000);
}

TEST_CASE("the history finds receipts by day, number, id and phone, and keeps a shift until it is closed") {
    PageFolder folder;
    ReceiptHistory history(folder / "receipts.db", "key", [](const std::function<void()>& work) { work(); });
    const auto find = [&](ReceiptQuery query) {
        std::promise<Json> found;
        query.terminal = "desk";
        history.find(query, 0min, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto shift = [&](bool open) {
        std::promise<Json> found;
        history.shift("desk", "e1", open, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto learn = [&](const Json& event, const Json& reply) {
        history.learn({"desk", event.dump(), reply.dump()});
    };
    CHECK(shift(false).is_null());
    const auto opened = shift(true);
    CHECK(opened["id"] == "e1-1");
    CHECK(shift(true) == opened);
    learn({{"event", "receipt_opened"}, {"receipt_id", "r-1"}, {"kind", "sale"}}, {{"status", "ok"}});
    learn({{"event", "customer_presented"},
           {"receipt_id", "r-1"},
           {"by", "phone"},
           {"value", "8 701 555 00 01"}},
          {{"status", "unregistered"}, {"will_award", true}});
    ReceiptQuery unfinished;
    unfinished.unfinished = true;
    CHECK(find(unfinished)["receipts"].size() == 1);
    learn({{"event", "receipt_closed"},
           {"receipt_id", "r-1"},
           {"positions", {position}},
           {"total", 10'000},
           {"closed_at", "2026-11-29T10:00:00Z"}},
          {{"status", "stored"}});
    CHECK(find(unfinished)["receipts"].empty());
    ReceiptQuery query;
    CHECK(find(query)["totals"]["sold"] == 10'000);
    query.phone = "+7 (701) 555-00-01";
    CHECK(find(query)["receipts"].at(0)["number"] == 1);
    CHECK_FALSE(find(query)["receipts"].at(0).contains("phone"));
    query.phone = "+77015550002";
    CHECK(find(query)["receipts"].empty());
    query.phone = "no phone";
    CHECK(find(query)["receipts"].empty());
    query = {};
    query.number = 1;
    CHECK(find(query)["receipts"].at(0)["receipt_id"] == "r-1");
    query = {};
    query.receipt = "r-2";
    CHECK(find(query)["receipts"].empty());
    learn({{"event", "shift_closed"}, {"shift", "e1-1"}}, {{"status", "ok"}, {"summary", Json::object()}});
    CHECK(shift(false).is_null());
    CHECK(shift(true)["id"] == "e1-2");
}
