#include "cloud/draws/selection.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "cloud/api/digest.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

const std::string zeros(64, '0');
const std::string another = "8f44d509e0492acec4fc109a030a5c751f063fb743cc388f0ed722bacc3bc66c";

ParticipantId number(std::int64_t n) {
    return {1'100'000'000'000 + n};
}

std::vector<ParticipantId> numbers(std::initializer_list<std::int64_t> all) {
    std::vector<ParticipantId> out;
    for (const auto n : all) out.push_back(number(n));
    return out;
}

std::vector<DrawParticipant> ten() {
    std::vector<DrawParticipant> list;
    for (int i = 1; i <= 10; ++i) list.push_back({number(i), 1});
    return list;
}

/// Participants with different numbers of tickets.
const std::vector<DrawParticipant> unequal{{number(1), 1}, {number(4), 5}, {number(9), 2}, {number(10), 40}};

std::string seed_of(int which) {
    return sha256_hex(std::to_string(which));
}

}  // namespace

TEST_CASE("winners are those that another program counts from the same seed and list") {
    CHECK(commitment_of(zeros) == "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55");
    CHECK(digest_of_list(ten()) == "15c0aa4e9d02e56d7fa4b04469c093e37796738868b5a3d1727658d8bb053869");
    CHECK(digest_of_list(unequal) == "04e2b8f929d4a9f0ef3d7862191ee0135084722755209ef324e43ea086055f1e");
    CHECK(select_winners(zeros, ten(), 3) == numbers({8, 5, 3}));
    CHECK(select_winners(zeros, ten(), 10) == numbers({8, 5, 3, 10, 6, 1, 4, 2, 7, 9}));
    CHECK(select_winners(another, ten(), 10) == numbers({8, 6, 4, 5, 9, 10, 2, 7, 1, 3}));
    CHECK(select_winners(zeros, unequal, 2) == numbers({10, 1}));
    CHECK(select_winners(another, unequal, 9) == numbers({10, 4, 9, 1}));
}

TEST_CASE("a number from the last incomplete multiple on is passed over, so that no remainder is likelier") {
    // Nearly every second number is passed over: four of nine are used.
    DrawNumbers drawn(another, "d");
    const std::uint64_t end = (std::uint64_t{1} << 63) + 1;
    for (const auto expected :
         {836755879044701388u, 2216182649269735749u, 1815943229043824242u, 3957236116713900486u})
        CHECK(drawn.below(end) == expected);
    DrawNumbers ones(another, "d");
    CHECK(ones.below(1) == 0);
}

TEST_CASE("every order of three winners comes about equally often over many seeds") {
    const std::vector<DrawParticipant> three{{number(1), 1}, {number(2), 1}, {number(3), 1}};
    std::map<std::vector<std::int64_t>, int> times;
    for (int seed = 0; seed < 6'000; ++seed) {
        std::vector<std::int64_t> order;
        for (const auto winner : select_winners(seed_of(seed), three, 3)) order.push_back(winner.value);
        ++times[order];
    }
    REQUIRE(times.size() == 6);
    for (const auto& [order, count] : times) {
        CHECK(count > 880);
        CHECK(count < 1'120);
    }
}

TEST_CASE("who has more tickets wins first so many times more often") {
    const std::vector<DrawParticipant> three{{number(1), 1}, {number(2), 2}, {number(3), 3}};
    std::map<std::int64_t, int> times;
    for (int seed = 0; seed < 6'000; ++seed)
        ++times[select_winners(seed_of(seed), three, 1).front().value - number(0).value];
    for (const auto& [who, count] : times) CHECK(std::abs(count - who * 1'000) < 130);
    CHECK(times.size() == 3);
}

TEST_CASE("nobody wins twice, everybody wins where there are no more participants, and nobody of nobody") {
    for (const auto wanted : {4, 5, 1'000}) {
        auto winners = select_winners(another, unequal, wanted);
        std::sort(winners.begin(), winners.end(),
                  [](const auto& a, const auto& b) { return a.value < b.value; });
        CHECK(winners == numbers({1, 4, 9, 10}));
    }
    CHECK(select_winners(another, {}, 3).empty());
    CHECK(select_winners(another, ten(), 0).empty());
}

TEST_CASE("fewer winners are the first of more, and another list or seed has other ones") {
    const auto list = ten();
    const auto all = select_winners(another, list, 10);
    for (std::int64_t wanted = 1; wanted < 10; ++wanted)
        CHECK(select_winners(another, list, wanted) ==
              std::vector<ParticipantId>(all.begin(), all.begin() + wanted));
    auto longer = list;
    longer.push_back({number(11), 1});
    CHECK(select_winners(another, longer, 10) != all);
    CHECK(select_winners(zeros, list, 10) != all);
}
