#pragma once
#include <chrono>
#include <optional>

#include "shop.hpp"

namespace tillpoints::cloud::test {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// How long a page waited.
struct MeasuredPage {
    PageQuestion question;
    int status = 0;  ///< of the first answer; 0: none within ten seconds
    Milliseconds first{};
    Milliseconds worst{};  ///< of five, or of all answers until a long one was there
    std::size_t bytes = 0;
    std::optional<Milliseconds> done{};  ///< of a long answer
};

constexpr Milliseconds goal{300};

/// Asks five times; a long answer until it is there.
MeasuredPage measure_page(LargeShop& shop, const PageQuestion& question, int times);

void print_page(const MeasuredPage& page);
Json to_json(const std::string& database, const std::string& pass, const MeasuredPage& page);

}  // namespace tillpoints::cloud::test
