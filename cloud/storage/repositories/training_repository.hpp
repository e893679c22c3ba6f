#pragma once
#include <optional>
#include <vector>

#include "cloud/ledger/training_records.hpp"

namespace tillpoints::cloud {

class Connection;

/// Instructions with all their versions, who has read which, and tries at their tests.
class TrainingRepository {
  public:
    explicit TrainingRepository(Connection& connection) : connection_(connection) {}

    /// Without a version; nobody sees it before it has one.
    std::int64_t add_instruction();
    /// From now on this is the current one.
    void add_version(const InstructionVersion& version);
    std::optional<Instruction> find(std::int64_t instruction);
    std::optional<InstructionVersion> find_version(std::int64_t instruction, std::int64_t version);
    /// Also those that are retired, in the order of their ids.
    std::vector<Instruction> all();
    void set_retired(std::int64_t instruction, bool retired);

    /// False if this person has read this version already; then the first reading stays.
    bool add_reading(const ReadingRecord& reading);
    /// Of a person, or of an instruction; in the order of instruction, person and version.
    std::vector<ReadingRecord> readings_of_person(std::int64_t person);
    std::vector<ReadingRecord> readings(std::int64_t instruction);

    /// `begun.id` is ignored; answers the new one.
    std::int64_t add_try(const TestTry& begun);
    /// Sets what a try came to; once.
    void finish_try(const TestTry& finished);
    std::optional<TestTry> find_try(std::int64_t id);
    /// The one of this version without answers.
    std::optional<TestTry> begun_try(std::int64_t person, std::int64_t instruction, std::int64_t version);
    /// With answers; of a person, or of an instruction; in the order of instruction, person and id.
    std::vector<TestTry> tries_of_person(std::int64_t person);
    std::vector<TestTry> tries(std::int64_t instruction);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
