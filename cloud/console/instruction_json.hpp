#pragma once
#include <array>
#include <span>

#include "cloud/console/console_call.hpp"
#include "cloud/training/standing.hpp"

/// Instructions, and how far people are with them, as the console's calls answer them.
namespace tillpoints::cloud {

/// Whom an instruction may be for.
inline constexpr std::array learning_roles{Role::manager, Role::marketer, Role::accountant, Role::employee};

/// A manager does not see what is for another branch.
bool sees_instruction(ConsoleCall& call, const InstructionVersion& version);
/// A manager writes what a manager of the same branch began, and nothing that managers have to learn. So
/// nobody who has to take a test sees what is right, nor changes what an owner began.
bool writes_instruction(ConsoleCall& call, const InstructionVersion& version);

/// What one person has read and tried of one instruction.
struct TrainingOfPerson {
    std::span<const ReadingRecord> readings;
    std::span<const TestTry> tries;
};
/// Those of an instruction among all of a person's, which are in the order of instructions.
TrainingOfPerson training_of(std::int64_t instruction, std::span<const ReadingRecord> readings,
                             std::span<const TestTry> tries);
/// Those of a person among all of an instruction, which are in the order of persons.
TrainingOfPerson training_by(std::int64_t person, std::span<const ReadingRecord> readings,
                             std::span<const TestTry> tries);

/// How many questions its test has. Reads all of them, so not once for each of many people.
std::size_t count_questions(const InstructionVersion& version);
/// `{instruction, version, title, written, due, read, test}`; nothing of what is right.
Json standing_json(const InstructionVersion& version, std::size_t questions, const Standing& standing);
/// The words of the roles it is for; none if it is for all.
Json roles_json(const InstructionVersion& version);
std::string subject_of(const InstructionVersion& version);
/// "version 2"
std::string version_words(std::int64_t version);

}  // namespace tillpoints::cloud
