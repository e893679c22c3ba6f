#include "plugin/runtime/provider_registry.hpp"

#include <catch2/catch.hpp>

#include "plugin/config/config.hpp"
#include "plugin/ports/manual_loop.hpp"

namespace tillpoints {
namespace {

class NoTransport final : public Transport {
    void send(HttpRequest, std::chrono::milliseconds, std::function<void(Outcome)>) override {}
    void close() override {}
    void abandon() override {}
};

}  // namespace

TEST_CASE("the product's provider is registered, and an unknown name is refused with the known ones") {
    ManualTime time{Timestamp()};
    ManualLoop loop(time);
    Clock clock(loop, Timestamp());
    CHECK(make_provider(Config().cloud.provider, std::make_unique<NoTransport>(), clock, {}).has_value());
    const auto unknown = make_provider("other", std::make_unique<NoTransport>(), clock, {});
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().where == "cloud.provider");
    CHECK(unknown.error().expected == "one of uds");
}

}  // namespace tillpoints
