#include <catch2/catch.hpp>

#include "adapters/sidecar/allowance.hpp"
#include "adapters/sidecar/retries.hpp"

using namespace tillpoints::sidecar;
using Verdict = Retries::Verdict;
using Waiters = std::vector<Retries::Waiter>;

TEST_CASE("the first request under a key is worked on, and its retries wait for the same answer") {
    Retries retries;
    const AnswerKey key{"till-1", "k"};
    CHECK(retries.arrive(key, "d", 1).verdict == Verdict::first);
    CHECK(retries.arrive(key, "d", 2).verdict == Verdict::joined);
    CHECK(retries.arrive(key, "d", 3).verdict == Verdict::joined);
    CHECK(retries.answer(key, "yes") == Waiters{1, 2, 3});
}

TEST_CASE("until the answer is on the disk a retry gets it from memory, and afterwards it is looked up") {
    Retries retries;
    const AnswerKey key{"till-1", "k"};
    retries.arrive(key, "d", 1);
    retries.answer(key, "yes");
    const auto arrival = retries.arrive(key, "d", 2);
    CHECK(arrival.verdict == Verdict::answered);
    CHECK(arrival.answer == "yes");
    CHECK(retries.forget(key).empty());
    CHECK(retries.arrive(key, "d", 3).verdict == Verdict::first);
}

TEST_CASE("another event under a used key is refused while the first is worked on and when it is answered") {
    Retries retries;
    const AnswerKey key{"till-1", "k"};
    retries.arrive(key, "d", 1);
    CHECK(retries.arrive(key, "other", 2).verdict == Verdict::other_body);
    CHECK(retries.answer(key, "yes") == Waiters{1});
    CHECK(retries.arrive(key, "other", 3).verdict == Verdict::other_body);
}

TEST_CASE("two terminals may choose the same key") {
    Retries retries;
    CHECK(retries.arrive({"till-1", "k"}, "d", 1).verdict == Verdict::first);
    CHECK(retries.arrive({"till-2", "k"}, "other", 2).verdict == Verdict::first);
}

TEST_CASE("where nothing happened all who wait are told, and the key is free again") {
    Retries retries;
    const AnswerKey key{"till-1", "k"};
    retries.arrive(key, "d", 1);
    retries.arrive(key, "d", 2);
    CHECK(retries.forget(key) == Waiters{1, 2});
    CHECK(retries.arrive(key, "other", 3).verdict == Verdict::first);
}

TEST_CASE("so many requests wait for one event and no more") {
    Retries retries;
    const AnswerKey key{"till-1", "k"};
    for (Retries::Waiter waiter = 0; waiter < Retries::most_waiting; ++waiter)
        CHECK_FALSE(retries.arrive(key, "d", waiter).too_many);
    CHECK(retries.arrive(key, "d", 99).too_many);
    CHECK(retries.answer(key, "yes").size() == Retries::most_waiting);
}

TEST_CASE("an allowance is used up by a burst and refilled with time") {
    const Allowance::Time start{std::chrono::seconds(1000)};
    Allowance allowance(2, 3);
    for (int i = 0; i < 3; ++i) CHECK(allowance.take(1, start));
    CHECK_FALSE(allowance.take(1, start));
    CHECK(allowance.take(1, start + std::chrono::seconds(1)));
    CHECK(allowance.take(1, start + std::chrono::seconds(1)));
    CHECK_FALSE(allowance.take(1, start + std::chrono::seconds(1)));
    CHECK(allowance.take(1, start + std::chrono::hours(1)));
}

TEST_CASE("one large request passes, and what it took too much is waited for") {
    const Allowance::Time start{std::chrono::seconds(1000)};
    Allowance allowance(10, 10);
    CHECK(allowance.take(50, start));
    CHECK_FALSE(allowance.take(1, start + std::chrono::seconds(3)));
    CHECK(allowance.take(1, start + std::chrono::seconds(5)));
}
