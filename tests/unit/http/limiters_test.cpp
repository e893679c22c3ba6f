#include <catch2/catch.hpp>

#include "http/address_limiter.hpp"
#include "http/connection_limiter.hpp"

using namespace tillpoints;

namespace {

struct FakeConnection : ConnectionLimiter::Connection {
    void drop() override { ++drops; }
    int drops = 0;
};

}  // namespace

TEST_CASE("one address gets so many connections, and its places back when they end") {
    AddressLimiter limiter;
    auto first = limiter.take("10.0.0.1", 2);
    auto second = limiter.take("10.0.0.1", 2);
    CHECK(first);
    CHECK(second);
    CHECK_FALSE(limiter.take("10.0.0.1", 2));
    CHECK(limiter.take("10.0.0.2", 2));
    first.reset();
    CHECK(limiter.take("10.0.0.1", 2));
    second.reset();
    CHECK(limiter.addresses() == 0);
}

TEST_CASE("a server that drains closes the connections that wait and leaves those that are served") {
    FakeConnection idle;
    FakeConnection busy;
    ConnectionLimiter limiter(10);
    limiter.add(idle);
    limiter.add(busy);
    limiter.mark_busy(busy);
    limiter.drop_idle();
    CHECK(idle.drops == 1);
    CHECK(busy.drops == 0);
    CHECK(limiter.size() == 2);
}
