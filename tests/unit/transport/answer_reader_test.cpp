#include "plugin/transport/answer_reader.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using Progress = AnswerReader::Progress;

namespace {

constexpr std::string_view chunked =
    "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Request-Id: 7\r\n\r\n"
    "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

}  // namespace

TEST_CASE("an answer is read the same in whatever portions its bytes arrive") {
    for (std::size_t portion = 1; portion <= chunked.size(); ++portion) {
        AnswerReader reader(100);
        auto progress = Progress::needs_more;
        for (std::size_t at = 0; at < chunked.size(); at += portion) {
            REQUIRE(progress == Progress::needs_more);
            progress = reader.put(chunked.substr(at, portion));
        }
        REQUIRE(progress == Progress::complete);
        CHECK(reader.keeps_connection());
        const auto answer = reader.take();
        CHECK(answer.status == 200);
        CHECK(answer.body == "abcde");
        CHECK(header_of(answer.headers, "x-request-id") == "7");
    }
}

TEST_CASE("an answer cut anywhere is lost, not answered") {
    for (std::size_t length = 0; length < chunked.size(); ++length) {
        AnswerReader reader(100);
        REQUIRE(reader.put(chunked.substr(0, length)) == Progress::needs_more);
        REQUIRE(reader.put_end(true) == Progress::refused);
        CHECK(reader.refusal() == Errc::connection_lost);
        CHECK(reader.begun() == (length > 0));
    }
}

TEST_CASE("a body without a length ends with the stream if that is proven to be its end") {
    AnswerReader reader(100);
    REQUIRE(reader.put("HTTP/1.1 200 OK\r\n\r\nabc") == Progress::needs_more);
    SECTION("proven") {
        REQUIRE(reader.put_end(true) == Progress::complete);
        CHECK(reader.take().body == "abc");
        CHECK_FALSE(reader.keeps_connection());
    }
    SECTION("not proven") {
        REQUIRE(reader.put_end(false) == Progress::refused);
        CHECK(reader.refusal() == Errc::connection_lost);
    }
}

TEST_CASE("if bytes follow an answer, the answer is used and the connection is closed") {
    AnswerReader reader(100);
    REQUIRE(reader.put("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more") == Progress::complete);
    CHECK_FALSE(reader.keeps_connection());
    CHECK(reader.take().body == "{}");
}

TEST_CASE("a connection is kept only if the answer allows it") {
    const auto [text, kept] =
        GENERATE(std::pair{"HTTP/1.1 204 No Content\r\n\r\n", true},
                 std::pair{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true},
                 std::pair{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false},
                 std::pair{"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false});
    AnswerReader reader(100);
    REQUIRE(reader.put(text) == Progress::complete);
    CHECK(reader.keeps_connection() == kept);
}

TEST_CASE("bytes that are not an HTTP/1 answer are not the cloud's") {
    const auto* text =
        GENERATE("SSH-2.0-OpenSSH\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 twohundred OK\r\n\r\n",
                 "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                 "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    AnswerReader reader(100);
    REQUIRE(reader.put(text) == Progress::refused);
    CHECK(reader.refusal() == Errc::not_the_cloud);
}

TEST_CASE("endless interim answers are refused") {
    AnswerReader reader(100);
    std::string text;
    for (int i = 0; i < 9; ++i) text += "HTTP/1.1 100 Continue\r\n\r\n";
    CHECK(reader.put(text) == Progress::refused);
}
