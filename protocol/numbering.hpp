#pragma once
#include <string_view>

/// Which telephone numbers a customer can have.
namespace tillpoints {

/// A country code and how many digits follow it.
struct CountryCode {
    std::string_view digits;
    int least = 0;
    int most = 0;
};

/// The country code with which an international number begins; null if no country has it.
const CountryCode* country_code_of(std::string_view digits);

/// Whether a subscriber can have this number: the country exists, the length fits, and in the +7 zone the
/// area or operator code is in use.
bool is_subscriber_number(std::string_view digits);

}  // namespace tillpoints
