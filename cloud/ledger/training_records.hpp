#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "cloud/ledger/person_records.hpp"

/// The rows of instructions that employees read, and of the tests they take about them. None of what they
/// say of the past is ever changed.
namespace tillpoints::cloud {

/// What an instruction says since it was published, until the next version.
struct InstructionVersion {
    std::int64_t instruction = 0;
    std::int64_t version = 0;  ///< 1, 2, ...
    Timestamp written{};
    std::int64_t by = 0;  ///< person
    std::string title;
    std::string body;
    std::int64_t roles = 0;                  ///< a bit for each role it is for; 0: everybody but owners
    std::optional<loyalty::Named> branch{};  ///< whose people it is for; absent: of all branches and none
    std::string test{};                      ///< its questions (cloud/training/questions.hpp); empty: none
    std::int64_t pass_mark = 0;              ///< so many questions must be right
    std::int64_t tries_a_day = 0;
    std::chrono::months valid{0};  ///< how long a passed test counts; 0: for ever
    std::int64_t test_since = 0;  ///< the version that brought the test; tries of an earlier one do not count
    std::string video{};          ///< the https address of one; empty: none
    friend bool operator==(const InstructionVersion&, const InstructionVersion&) = default;
};

struct Instruction {
    InstructionVersion current;
    bool retired = false;  ///< nobody is asked to read it any more
    friend bool operator==(const Instruction&, const Instruction&) = default;
};

/// That a person has read a version.
struct ReadingRecord {
    std::int64_t instruction = 0;
    std::int64_t version = 0;
    std::int64_t person = 0;
    Timestamp moment{};
    friend bool operator==(const ReadingRecord&, const ReadingRecord&) = default;
};

/// A person's try at the test of a version.
struct TestTry {
    std::int64_t id = 0;
    std::int64_t instruction = 0;
    std::int64_t version = 0;
    std::int64_t person = 0;
    Timestamp began{};
    std::int64_t seed = 0;  ///< of the order in which questions and answers were shown
    std::optional<Timestamp>
        finished{};          ///< absent: no answers were given yet, and what follows says nothing
    std::string answers{};   ///< as they were given
    std::int64_t right = 0;  ///< questions
    std::int64_t questions = 0;
    bool passed = false;
    std::optional<Timestamp> expires{};  ///< when a passed one does not count any more
    friend bool operator==(const TestTry&, const TestTry&) = default;
};

}  // namespace tillpoints::cloud
