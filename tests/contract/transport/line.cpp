#include "line.hpp"

#include <catch2/catch.hpp>

namespace tillpoints::test {

HttpRequest get(std::string target) {
    return {"GET", std::move(target), {}, {}};
}

HttpRequest post(std::string body) {
    return {"POST", "/operations", {}, std::move(body)};
}

const HttpAnswer& answer_in(const Outcome& outcome) {
    if (const auto* failure = std::get_if<NoAnswer>(&outcome))
        FAIL("no answer: " << name_of(failure->code) << ", " << failure->detail);
    return std::get<HttpAnswer>(outcome);
}

const NoAnswer& failure_in(const Outcome& outcome) {
    if (const auto* answer = std::get_if<HttpAnswer>(&outcome)) FAIL("answered " << answer->status);
    return std::get<NoAnswer>(outcome);
}

std::shared_ptr<Told> Line::start(HttpRequest request, std::chrono::milliseconds timeout) {
    auto told = std::make_shared<Told>();
    transport->send(std::move(request), timeout, [told](Outcome outcome) {
        ++told->times;
        told->outcome = std::move(outcome);
    });
    REQUIRE(told->times == 0);
    return told;
}

const Outcome& Line::wait_for(const Told& told) {
    io.restart();
    while (!told.outcome && io.run_one_for(std::chrono::seconds(20)) > 0) {
    }
    REQUIRE(told.outcome);
    REQUIRE(told.times == 1);
    return *told.outcome;
}

Outcome Line::ask(HttpRequest request, std::chrono::milliseconds timeout) {
    return wait_for(*start(std::move(request), timeout));
}

void Line::catch_up() {
    io.restart();
    while (io.poll_one() > 0) {
    }
}

}  // namespace tillpoints::test
