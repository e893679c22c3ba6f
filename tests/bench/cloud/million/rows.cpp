#include "rows.hpp"

namespace tillpoints::cloud::test {

std::string text_of(std::int64_t number) {
    return std::to_string(number);
}

std::string rows(std::int64_t count, const std::string& into, const std::string& values) {
    return "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < " +
           text_of(count) + ") INSERT INTO " + into + " SELECT " + values + " FROM n";
}

std::string drawn(int salt) {
    return "((i * 48271 + " + text_of(salt) + ") % 1000003)";
}

std::string one_of(const std::string& number, std::initializer_list<const char*> words) {
    auto out = "CASE " + number + " % " + text_of(std::ssize(words));
    int at = 0;
    for (const auto* word : words) out += " WHEN " + text_of(at++) + " THEN '" + word + "'";
    return out + " END";
}

}  // namespace tillpoints::cloud::test
