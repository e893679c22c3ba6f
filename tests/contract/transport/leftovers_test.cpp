#include <catch2/catch.hpp>

#include <openssl/err.h>

#include <filesystem>
#include <iterator>

#include "https_line.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using std::chrono::milliseconds;

namespace {

long entries_in(const char* folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

/// /proc may list a thread for a moment after it was joined, and a thread of the server that is just ending.
bool settles(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!holds() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return holds();
}

}  // namespace

TEST_CASE(
    "after the transport and its executor are destroyed, none of their descriptors and threads is left") {
    const auto server = tls_server();
    const auto sockets = entries_in("/proc/self/fd");
    const auto threads = entries_in("/proc/self/task");
    for (const auto* host : {"127.0.0.1", "localhost"}) {
        const auto line = connect(options_for(*server, host));
        const auto first = line->start(get());
        const auto second = line->start(post());
        answer_in(line->wait_for(*first));
        answer_in(line->wait_for(*second));
    }
    REQUIRE(server->wait_for_ended_connections(server->connections()));
    CHECK(entries_in("/proc/self/fd") == sockets);
    CHECK(settles([&] { return entries_in("/proc/self/task") == threads; }));
}

TEST_CASE("closing the transport closes its sockets at once") {
    const auto server = tls_server();
    const auto line = connect(*server);
    answer_in(line->ask(get()));
    line->transport->close();
    CHECK(server->wait_for_ended_connections(1));
}

TEST_CASE("a failure leaves nothing in the thread's queue of OpenSSL errors") {
    const auto server = tls_server({.names = "DNS:elsewhere.example"});
    ERR_clear_error();
    const auto line = connect(*server);
    CHECK(failure_in(line->ask(get())).code == Errc::certificate_rejected);
    CHECK(ERR_peek_error() == 0);
    auto options = options_for(*server);
    options.ca_file = "/nonexistent";
    CHECK(make_https_transport(line->io.get_executor(), options).has_error());
    CHECK(ERR_peek_error() == 0);
}
