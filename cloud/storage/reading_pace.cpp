#include "cloud/storage/reading_pace.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::milliseconds little{50};
constexpr int rests_for_a_part = 4;  ///< the reader works a fifth of the time
/// Below the time after which the server ends a session that idles in a transaction.
constexpr std::chrono::seconds longest_rest{3};

}  // namespace

bool ReadingPace::is_long_after(Duration took) {
    read_for_ += took;
    return read_for_ > little;
}

ReadingPace::Duration ReadingPace::rest_after(Duration took, std::int64_t written) {
    const bool others_write = written_ >= 0 && written > written_;
    written_ = written;
    return others_write ? std::min<Duration>(took * rests_for_a_part, longest_rest) : Duration();
}

}  // namespace tillpoints::cloud
