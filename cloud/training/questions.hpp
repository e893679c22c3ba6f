#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/json.hpp"
#include "protocol/reader.hpp"

/// The test of an instruction: questions, and which of their answers are right. Pure.
namespace tillpoints::cloud {

struct TestAnswer {
    std::string text;
    bool right = false;
    friend bool operator==(const TestAnswer&, const TestAnswer&) = default;
};

struct TestQuestion {
    std::string text;
    std::vector<TestAnswer> answers;
    friend bool operator==(const TestQuestion&, const TestQuestion&) = default;
};

inline constexpr std::size_t most_questions = 20;
inline constexpr std::size_t fewest_answers = 2;
inline constexpr std::size_t most_answers = 6;

/// `[{text, answers: [{text, right}]}]` of `key`; what is wrong with it is a problem of the reader.
std::vector<TestQuestion> read_questions(Reader& in, std::string_view key);
/// The same, with right answers: for those who write it, and for the database.
Json questions_json(const std::vector<TestQuestion>& questions);
/// What the database has; nothing of what is none.
std::vector<TestQuestion> stored_questions(const std::string& stored);

/// `[{text, several, answers: [text]}]` in an order that follows from `seed`, and nothing of what is right
/// but whether several answers are.
Json shown_questions(const std::vector<TestQuestion>& questions, std::int64_t seed);

/// The answers that a person ticked: for each question, as it was shown, their places from 0.
using GivenAnswers = std::vector<std::vector<std::size_t>>;

/// `[[place]]` of `key`, as sets; what is wrong with it is a problem of the reader.
GivenAnswers read_given(Reader& in, std::string_view key, const std::vector<TestQuestion>& questions);
Json given_json(const GivenAnswers& given);
/// What the database has of them.
GivenAnswers stored_given(const std::string& stored, const std::vector<TestQuestion>& questions);

/// The places, from 0, of the shown questions that were answered wrong. A question is right if all its right
/// answers are ticked, and no other.
std::vector<std::size_t> wrong_questions(const std::vector<TestQuestion>& questions, std::int64_t seed,
                                         const GivenAnswers& given);

}  // namespace tillpoints::cloud
