#pragma once
#include <fstream>
#include <sstream>

#include "cloud/programme/read_programme.hpp"

namespace tillpoints::cloud::test {

/// The folder of the programme files, with a slash at its end.
std::string programmes_folder();

inline Json load_json(const char* file) {
    std::ifstream in(programmes_folder() + file);
    std::stringstream text;
    text << in.rdbuf();
    return parse_json(text.str()).value();
}

/// A reader that does not know a member reports the member's name, not its value.
inline bool is_unknown_member(const Problem& problem) {
    const auto name = problem.where.substr(problem.where.rfind('.') + 1);
    return problem.code == Errc::invalid_value && problem.found.find(name) != std::string::npos;
}

inline Programme load(const char* file) {
    Problems problems;
    auto programme = load_programme(programmes_folder() + file, problems);
    if (!programme) throw std::runtime_error(problems.front().sentence());
    return *programme;
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

}  // namespace tillpoints::cloud::test
