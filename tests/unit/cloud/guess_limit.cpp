#include "cloud/api/guesses/guess_limit.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace std::chrono_literals;

namespace {

const Timestamp noon{std::chrono::sys_days(std::chrono::year(2026) / 1 / 15) + 12h};
constexpr GuessLimit limit{3, 60};

}  // namespace

TEST_CASE("a bucket takes its burst of failures, then one in each part of an hour") {
    FullAt bucket;
    for (int i = 0; i < 3; ++i) {
        CHECK(wait_for_guess(limit, bucket, noon) == 0ms);
        bucket = after_failed_guess(limit, bucket, noon);
    }
    CHECK(wait_for_guess(limit, bucket, noon) == 1min);
    CHECK(wait_for_guess(limit, bucket, noon + 59s) == 1s);
    CHECK(wait_for_guess(limit, bucket, noon + 1min) == 0ms);
    bucket = after_failed_guess(limit, bucket, noon + 1min);
    CHECK(wait_for_guess(limit, bucket, noon + 1min) == 1min);
}

TEST_CASE("a bucket that nobody fails at is full again after a while, and never more than full") {
    FullAt bucket;
    for (int i = 0; i < 3; ++i) bucket = after_failed_guess(limit, bucket, noon);
    CHECK(bucket == noon + 3min);
    const auto later = noon + 24h;
    for (int i = 0; i < 3; ++i) {
        CHECK(wait_for_guess(limit, bucket, later) == 0ms);
        bucket = after_failed_guess(limit, bucket, later);
    }
    CHECK(wait_for_guess(limit, bucket, later) == 1min);
}
