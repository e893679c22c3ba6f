#include "cloud/console/instruction_json.hpp"

#include <algorithm>

#include "cloud/training/questions.hpp"

namespace tillpoints::cloud {
namespace {

/// The rows whose `member` is `value`, of those that are in its order.
template <class Row>
std::span<const Row> rows_with(std::span<const Row> rows, std::int64_t Row::*member, std::int64_t value) {
    const auto begin =
        std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.*member < value; });
    const auto end =
        std::partition_point(begin, rows.end(), [&](const Row& row) { return row.*member == value; });
    return {begin, end};
}

Json moment_json(const std::optional<Timestamp>& moment) {
    return moment ? Json(to_text(*moment)) : Json();
}

Json test_json(const InstructionVersion& version, std::size_t questions, const Standing& standing) {
    if (version.test.empty()) return {};
    const auto& passed = standing.passed;
    return Json::object({{"questions", questions},
                         {"pass_mark", version.pass_mark},
                         {"tries_a_day", version.tries_a_day},
                         {"valid_months", std::int64_t{version.valid.count()}},
                         {"tries", standing.tries},
                         {"best", standing.best},
                         {"passed", passed ? moment_json(passed->finished) : Json()},
                         {"passed_version", passed ? Json(passed->version) : Json()},
                         {"expires", passed ? moment_json(passed->expires) : Json()}});
}

}  // namespace

bool sees_instruction(ConsoleCall& call, const InstructionVersion& version) {
    return !version.branch || sees_branch(call, version.branch);
}

bool writes_instruction(ConsoleCall& call, const InstructionVersion& version) {
    const auto& caller = call.caller.person;
    if (caller.role == Role::owner) return true;
    if (!version.branch || !sees_branch(call, version.branch)) return false;
    if (is_for(version, caller.role, version.branch->id)) return false;
    auto& db = call.context.db;
    const auto first = db.training.find_version(version.instruction, 1);
    const auto writer = first ? db.people.find(first->by) : std::nullopt;
    return writer && writer->role == caller.role && sees_branch(call, writer->branch) && writer->branch;
}

TrainingOfPerson training_of(std::int64_t instruction, std::span<const ReadingRecord> readings,
                             std::span<const TestTry> tries) {
    return {rows_with(readings, &ReadingRecord::instruction, instruction),
            rows_with(tries, &TestTry::instruction, instruction)};
}

TrainingOfPerson training_by(std::int64_t person, std::span<const ReadingRecord> readings,
                             std::span<const TestTry> tries) {
    return {rows_with(readings, &ReadingRecord::person, person), rows_with(tries, &TestTry::person, person)};
}

std::size_t count_questions(const InstructionVersion& version) {
    return version.test.empty() ? 0 : stored_questions(version.test).size();
}

Json standing_json(const InstructionVersion& version, std::size_t questions, const Standing& standing) {
    const auto& read = standing.read;
    return Json::object(
        {{"instruction", version.instruction},
         {"version", version.version},
         {"title", version.title},
         {"written", to_text(version.written)},
         {"due", word_of(standing.due)},
         {"read",
          read ? Json::object({{"version", read->version}, {"moment", to_text(read->moment)}}) : Json()},
         {"test", test_json(version, questions, standing)}});
}

Json roles_json(const InstructionVersion& version) {
    Json out = Json::array();
    for (const auto role : learning_roles)
        if ((version.roles & role_bit(role)) != 0) out.push(word_of(role));
    return out;
}

std::string subject_of(const InstructionVersion& version) {
    return "instruction/" + std::to_string(version.instruction);
}

std::string version_words(std::int64_t version) {
    return "version " + std::to_string(version);
}

}  // namespace tillpoints::cloud
