#pragma once
#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud::test {

/// A programme of cloud/programmes.
Json load_json(const char* file);
Programme load(const char* file);

/// A reader that does not know a member reports the member's name, not its value.
inline bool is_unknown_member(const Problem& problem) {
    const auto name = problem.where.substr(problem.where.rfind('.') + 1);
    return problem.code == Errc::invalid_value && problem.found.find(name) != std::string::npos;
}

inline Programme electronics() {
    return load("electronics.json");
}
inline Programme retail() {
    return load("retail-tenge.json");
}

/// Ten percent off instead of points.
inline Programme percent_off() {
    Programme programme = electronics();
    programme.policy = loyalty::DiscountPolicy::apply_discount;
    programme.tiers = {{"base", "Base", Percent{1000}, {}, {}}};
    return programme;
}

inline Money roubles(std::int64_t amount) {
    return Money(amount * 100);
}
inline Points points(std::int64_t amount) {
    return Points(amount * 100);
}
inline Timestamp on(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}

}  // namespace tillpoints::cloud::test
