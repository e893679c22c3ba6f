#pragma once
#include <string>

/// Statements that fill the books, in SQL that both databases understand.
namespace tillpoints::cloud::test {

struct Moments {
    std::int64_t begin = 0;  ///< milliseconds
    std::int64_t now = 0;
};

/// Inserts `count` rows, numbered by i.
std::string rows(std::int64_t count, const std::string& into, const std::string& values);
/// A whole number of 0 to 1 000 002 that goes with i as if drawn.
std::string drawn(int salt);
/// "CASE i % 3 WHEN 0 THEN 'a' ..."
std::string one_of(const std::string& number, std::initializer_list<const char*> words);
std::string text_of(std::int64_t number);

}  // namespace tillpoints::cloud::test
