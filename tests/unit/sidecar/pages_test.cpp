#include <catch2/catch.hpp>

#include "adapters/sidecar/log_lines.hpp"
#include "adapters/sidecar/page_assets.hpp"
#include "adapters/sidecar/page_requests.hpp"
#include "adapters/sidecar/setting_origins.hpp"
#include "tests/unit/sidecar/page_folder.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

namespace {

HttpRequest with_header(const std::string& name, const std::string& value) {
    return {"GET", "/v1/pages/session", {{name, value}}, {}};
}

}  // namespace

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
