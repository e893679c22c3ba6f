#include "cloud/training/standing.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::months;

namespace {

Timestamp at(int year, unsigned month, unsigned day, int hour = 12) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                 std::chrono::day(day)) +
           hours(hour);
}

InstructionVersion version_with_test(std::int64_t version) {
    InstructionVersion out;
    out.instruction = 7;
    out.version = version;
    out.test = "[]";
    out.pass_mark = 2;
    out.tries_a_day = 2;
    out.test_since = 1;
    return out;
}

ReadingRecord reading(std::int64_t version) {
    return {7, version, 1, at(2026, 1, 1)};
}

TestTry taken(std::int64_t version, Timestamp when, bool passed, std::optional<Timestamp> expires = {}) {
    TestTry one;
    one.instruction = 7;
    one.version = version;
    one.finished = when;
    one.right = passed ? 3 : 1;
    one.passed = passed;
    one.expires = expires;
    return one;
}

Due due(const InstructionVersion& version, const std::vector<ReadingRecord>& readings,
        const std::vector<TestTry>& tries = {}, Timestamp now = at(2026, 6, 1)) {
    return standing_of(version, readings, tries, now).due;
}

}  // namespace

TEST_CASE(
    "an instruction is for the roles and the branch that it names, for everybody else, and never for "
    "owners") {
    InstructionVersion version;
    for (const auto role : {Role::manager, Role::marketer, Role::accountant, Role::employee}) {
        CHECK(is_for(version, role, {}));
        CHECK(is_for(version, role, 3));
    }
    CHECK_FALSE(is_for(version, Role::owner, {}));
    version.roles = role_bit(Role::employee);
    CHECK(is_for(version, Role::employee, 3));
    CHECK_FALSE(is_for(version, Role::manager, 3));
    version.branch = loyalty::Named{3, "Centre"};
    CHECK(is_for(version, Role::employee, 3));
    CHECK_FALSE(is_for(version, Role::employee, 4));
    CHECK_FALSE(is_for(version, Role::employee, {}));
}

TEST_CASE("a new version of an instruction asks to be read again, and its test if it is another one") {
    auto version = version_with_test(1);
    CHECK(due(version, {}) == Due::reading);
    CHECK(due(version, {reading(1)}) == Due::test);
    const auto passed = taken(1, at(2026, 2, 1), true);
    CHECK(due(version, {reading(1)}, {taken(1, at(2026, 2, 1), false)}) == Due::test);
    CHECK(due(version, {reading(1)}, {passed}) == Due::nothing);

    auto second = version_with_test(2);
    second.test_since = test_since(version, second);
    CHECK(due(second, {reading(1)}, {passed}) == Due::reading);
    CHECK(due(second, {reading(1), reading(2)}, {passed}) == Due::nothing);

    auto third = version_with_test(3);
    third.test = "[1]";
    third.test_since = test_since(second, third);
    CHECK(third.test_since == 3);
    CHECK(due(third, {reading(3)}, {passed}) == Due::test);
    CHECK(standing_of(third, std::vector{reading(3)}, std::vector{passed}, at(2026, 6, 1)).tries == 0);

    auto harder = version_with_test(4);
    harder.pass_mark = 3;
    CHECK(test_since(second, harder) == 4);
    auto untested = version_with_test(2);
    untested.test.clear();
    CHECK(due(untested, {reading(2)}) == Due::nothing);
}

TEST_CASE("a passed test counts until its months are over, and may be renewed in the last thirty days") {
    const auto version = version_with_test(1);
    const std::vector read{reading(1)};
    const auto ends = at(2026, 8, 1);
    const std::vector tries{taken(1, at(2026, 2, 1), true, ends), taken(1, at(2026, 2, 2), false)};
    const auto on = [&](Timestamp now) { return standing_of(version, read, tries, now); };
    CHECK(on(ends - std::chrono::milliseconds(1)).due == Due::nothing);
    CHECK(on(ends).due == Due::test);
    CHECK(on(ends).passed == tries[0]);
    CHECK_FALSE(on(ends - days(31)).may_take);
    CHECK(on(ends - days(30)).may_take);
    CHECK(on(ends).may_take);
    CHECK(on(ends).tries == 2);
    CHECK(on(ends).best == 3);
    auto renewed = tries;
    renewed.push_back(taken(1, at(2026, 7, 20), true, at(2027, 1, 20)));
    CHECK(standing_of(version, read, renewed, ends).due == Due::nothing);
    renewed.push_back(taken(1, at(2026, 7, 21), true));
    renewed.push_back(taken(1, at(2026, 7, 22), true, at(2027, 1, 22)));
    CHECK_FALSE(standing_of(version, read, renewed, ends).passed->expires);
}

TEST_CASE("months of validity end on the same day of a later month, or on the last day of a shorter one") {
    CHECK_FALSE(valid_until(at(2026, 1, 31), months(0)));
    CHECK(valid_until(at(2026, 1, 15, 23), months(6)) == at(2026, 7, 15, 23));
    CHECK(valid_until(at(2026, 1, 31), months(1)) == at(2026, 2, 28));
    CHECK(valid_until(at(2024, 2, 29), months(12)) == at(2025, 2, 28));
    CHECK(valid_until(at(2026, 12, 31), months(2)) == at(2027, 2, 28));
}

TEST_CASE("tries of a day are counted by the shop's clock, also those at an earlier version") {
    const auto version = version_with_test(2);
    const std::chrono::minutes almaty(5 * 60);
    const std::vector tries{taken(1, at(2026, 3, 1, 18), false), taken(2, at(2026, 3, 1, 19), false)};
    CHECK(tries_left(version, tries, at(2026, 3, 1, 20), std::chrono::minutes(0)) == 0);
    CHECK(tries_left(version, tries, at(2026, 3, 1, 20), almaty) == 1);
    CHECK(tries_left(version, tries, at(2026, 3, 3), almaty) == 2);
    const std::vector many{tries[0], tries[0], tries[0]};
    CHECK(tries_left(version, many, at(2026, 3, 1, 18), almaty) == 0);
}
