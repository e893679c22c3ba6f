#include "http/page_origin.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "http/page_files.hpp"

using namespace tillpoints;

namespace {

HttpRequest request_with(HttpHeaders headers) {
    return {"GET", "/", std::move(headers), {}};
}

}  // namespace

TEST_CASE("a page's server knows its hosts with their port, whatever the case, and no other") {
    const auto plain = page_origin(false, "127.0.0.1", 8490, {});
    for (const auto* host : {"127.0.0.1:8490", "localhost:8490", "LocalHost:8490", "[::1]:8490"})
        CHECK(names_own_host(plain, request_with({{"Host", host}})));
    for (const auto* host : {"127.0.0.1", "localhost:80", "localhost.evil:8490", "", "8490", "[::1]"})
        CHECK_FALSE(names_own_host(plain, request_with({{"Host", host}})));
    const auto secure = page_origin(true, "192.0.2.7", 443, {"shop.example", "2001:db8::1"});
    for (const auto* host : {"shop.example", "SHOP.example:443", "192.0.2.7", "[2001:db8::1]"})
        CHECK(names_own_host(secure, request_with({{"Host", host}})));
    CHECK_FALSE(names_own_host(secure, request_with({{"Host", "localhost"}})));
}

TEST_CASE(
    "a request that another page caused is told by its origin or by what the browser says of the site") {
    const auto origin = page_origin(true, "127.0.0.1", 8490, {});
    const auto comes = [&](HttpHeaders headers) {
        headers.emplace_back("Host", "127.0.0.1:8490");
        return comes_from_own_page(origin, request_with(std::move(headers)));
    };
    CHECK(comes({}));
    CHECK(comes({{"Origin", "https://127.0.0.1:8490"}}));
    CHECK(comes({{"Sec-Fetch-Site", "same-origin"}}));
    CHECK(comes({{"Sec-Fetch-Site", "none"}}));
    CHECK_FALSE(comes({{"Origin", "http://127.0.0.1:8490"}}));
    CHECK_FALSE(comes({{"Origin", "null"}}));
    CHECK_FALSE(comes({{"Sec-Fetch-Site", "cross-site"}}));
    CHECK_FALSE(comes({{"Origin", "https://127.0.0.1:8490"}, {"Sec-Fetch-Site", "same-site"}}));
}

TEST_CASE("a cookie is found by its whole name") {
    const auto request = request_with({{"Cookie", "xid=1; id=2;id3=4; last"}});
    CHECK(cookie_of(request, "id") == "2");
    CHECK(cookie_of(request, "id3") == "4");
    CHECK(cookie_of(request, "last").empty());
    CHECK(cookie_of(request_with({}), "id").empty());
    CHECK(session_cookie("id", "", false) == "id=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    CHECK(session_cookie("__Host-id", "7", true) == "__Host-id=7; Path=/; HttpOnly; SameSite=Strict; Secure");
}

TEST_CASE("the files of pages are served as they were built, and nothing beside them") {
    char pattern[] = "/tmp/tillpoints-pages-XXXXXX";
    const std::filesystem::path folder = mkdtemp(pattern);
    std::filesystem::create_directory(folder / "console");
    std::ofstream(folder / "console/index.html") << "<p>";
    std::ofstream(folder / "console/app.js") << "run()";
    std::ofstream(folder / "console/app.js.gz") << "packed";
    std::ofstream(folder / "console/notes.txt") << "private";
    const PageFiles files(folder.string());
    const auto page = files.answer("/console/", request_with({}));
    CHECK(page.status == 200);
    CHECK(page.body == "<p>");
    CHECK(header_of(page.headers, "Content-Security-Policy").find("script-src 'self'") !=
          std::string_view::npos);
    const auto script = files.answer("/console/app.js", request_with({{"Accept-Encoding", "br, gzip"}}));
    CHECK(script.body == "packed");
    CHECK(header_of(script.headers, "Content-Encoding") == "gzip");
    const HttpHeaders known{{"If-None-Match", std::string(header_of(script.headers, "ETag"))}};
    CHECK(files.answer("/console/app.js", request_with(known)).status == 304);
    for (const auto* path :
         {"/console/notes.txt", "/console/app.js.gz", "/console/../../etc/passwd", "/", "console/"})
        CHECK(files.answer(path, request_with({})).status == 404);
    CHECK(PageFiles("/nowhere").empty());
    std::filesystem::remove_all(folder);
}
