#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "https_line.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using std::chrono::milliseconds;

namespace {

/// A connection that serves a few requests and then ends in a random way.
Script serve_then_end(int served, int way) {
    return [=](Peer& peer) {
        if (way == 0) return peer.wait_until_client_leaves();
        if (way == 1) return peer.reset();
        peer.shake_hands();
        for (int i = 0; i < served; ++i) {
            peer.read_request();
            peer.answer();
        }
        if (way == 2) return peer.hang_up();
        if (way == 3) return peer.cut();
        peer.read_request();
        if (way == 4) return peer.reset();
        if (way == 5) return peer.hang_up();
        if (way == 6) return peer.wait_until_client_leaves();
        if (way == 7) return peer.write("nonsense\r\n\r\n");
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        if (way == 8) return peer.wait_until_client_leaves();
        peer.cut();
    };
}

struct Sent {
    std::string mark;
    bool is_get = false;
    std::shared_ptr<Told> told;
};

long seen(const std::vector<std::string>& requests, const std::string& mark) {
    return std::count_if(requests.begin(), requests.end(),
                         [&](const std::string& text) { return text.find("/" + mark + " ") != text.npos; });
}

}  // namespace

TEST_CASE(
    "under random faults each request ends once, none reported unsent arrives, and no POST arrives twice") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const auto server = seed % 2 == 0 ? tls_server() : std::make_unique<ScriptedServer>();
    for (int i = 0; i < 150; ++i) server->next_connection(serve_then_end(below(4), below(10)));

    auto line = connect(*server, [](HttpsOptions& options) { options.max_connections = 3; });
    std::vector<Sent> all;
    for (int i = 0; i < 150; ++i) {
        Sent sent{"r" + std::to_string(i), below(2) == 0, nullptr};
        sent.told =
            line->start({sent.is_get ? "GET" : "POST", "/" + sent.mark, {}, {}}, milliseconds(5 + below(60)));
        all.push_back(sent);
        if (below(3) == 0) line->wait_for(*all[all.size() / 2].told);
        if (below(3) == 0) line->wait_for(*sent.told);
    }
    line->transport->close();
    line.reset();
    REQUIRE(server->wait_for_ended_connections(server->connections()));

    const auto requests = server->requests();
    int answered = 0, unsent = 0, unclear = 0;
    for (const auto& sent : all) {
        CAPTURE(sent.mark);
        REQUIRE(sent.told->times == 1);
        const auto arrived = seen(requests, sent.mark);
        CHECK(arrived <= (sent.is_get ? 2 : 1));
        const auto* failure = std::get_if<NoAnswer>(&*sent.told->outcome);
        if (!failure) {
            ++answered;
            CHECK(arrived >= 1);
        } else if (failure->unsent) {
            ++unsent;
            CHECK(arrived == 0);
        } else {
            ++unclear;
        }
    }
    CHECK(answered > 0);
    CHECK(unsent > 0);
    CHECK(unclear > 0);
}
