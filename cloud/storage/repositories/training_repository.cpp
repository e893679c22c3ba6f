#include "cloud/storage/repositories/training_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define VERSION_COLUMNS                                                                              \
    "v.instruction, v.version, v.written, v.person, v.title, v.body, v.roles, b.id, b.name, v.test," \
    " v.pass_mark, v.tries_a_day, v.valid_months, v.test_since, v.video"
#define FROM_VERSIONS " FROM instruction_versions v LEFT JOIN branches b ON b.id = v.branch "
#define SELECT_INSTRUCTION                                                                              \
    "SELECT " VERSION_COLUMNS                                                                           \
    ", i.retired FROM instructions i JOIN instruction_versions v ON v.instruction = i.id AND v.version" \
    " = i.version LEFT JOIN branches b ON b.id = v.branch "
#define SELECT_READING "SELECT instruction, version, person, moment FROM instruction_readings "
#define SELECT_TRY                                                                                    \
    "SELECT id, instruction, version, person, began, seed, finished, answers, right_ones, questions," \
    " passed, expires FROM test_tries "

InstructionVersion version_in(Query& query) {
    InstructionVersion version;
    version.instruction = query.integer();
    version.version = query.integer();
    version.written = query.time();
    version.by = query.integer();
    version.title = query.text();
    version.body = query.text();
    version.roles = query.integer();
    const auto branch = query.maybe_integer();
    const auto name = query.maybe_text();
    if (branch) version.branch = loyalty::Named{*branch, name.value_or("")};
    version.test = query.text();
    version.pass_mark = query.integer();
    version.tries_a_day = query.integer();
    version.valid = std::chrono::months(query.integer());
    version.test_since = query.integer();
    version.video = query.text();
    return version;
}

Instruction instruction_in(Query& query) {
    Instruction instruction{version_in(query), false};
    instruction.retired = query.integer() != 0;
    return instruction;
}

std::vector<ReadingRecord> readings_in(Query& query) {
    std::vector<ReadingRecord> out;
    while (query.next()) {
        ReadingRecord reading;
        reading.instruction = query.integer();
        reading.version = query.integer();
        reading.person = query.integer();
        reading.moment = query.time();
        out.push_back(reading);
    }
    return out;
}

std::optional<TestTry> try_in(Query& query) {
    if (!query.next()) return {};
    TestTry one;
    one.id = query.integer();
    one.instruction = query.integer();
    one.version = query.integer();
    one.person = query.integer();
    one.began = query.time();
    one.seed = query.integer();
    one.finished = query.maybe_time();
    one.answers = query.text();
    one.right = query.integer();
    one.questions = query.integer();
    one.passed = query.integer() != 0;
    one.expires = query.maybe_time();
    return one;
}

std::vector<TestTry> tries_in(Query& query) {
    std::vector<TestTry> out;
    while (auto one = try_in(query)) out.push_back(std::move(*one));
    return out;
}

}  // namespace

std::int64_t TrainingRepository::add_instruction() {
    auto query = connection_.query("INSERT INTO instructions (version, retired) VALUES (0, 0) RETURNING id");
    query.next();
    return query.integer();
}

void TrainingRepository::add_version(const InstructionVersion& version) {
    auto query = connection_.query(
        "INSERT INTO instruction_versions (instruction, version, written, person, title, body, roles, branch,"
        " test, pass_mark, tries_a_day, valid_months, test_since, video)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(version.instruction).bind(version.version).bind(version.written).bind(version.by);
    query.bind(version.title).bind(version.body).bind(version.roles);
    query.bind(version.branch ? std::optional(version.branch->id) : std::nullopt).bind(version.test);
    query.bind(version.pass_mark).bind(version.tries_a_day).bind(std::int64_t{version.valid.count()});
    query.bind(version.test_since).bind(version.video).run();
    connection_.query("UPDATE instructions SET version = ? WHERE id = ?")
        .bind(version.version)
        .bind(version.instruction)
        .run();
}

std::optional<Instruction> TrainingRepository::find(std::int64_t instruction) {
    auto query = connection_.query(SELECT_INSTRUCTION "WHERE i.id = ?");
    if (!query.bind(instruction).next()) return {};
    return instruction_in(query);
}

std::optional<InstructionVersion> TrainingRepository::find_version(std::int64_t instruction,
                                                                   std::int64_t version) {
    auto query = connection_.query("SELECT " VERSION_COLUMNS FROM_VERSIONS
                                   "WHERE v.instruction = ? AND v.version = ?");
    if (!query.bind(instruction).bind(version).next()) return {};
    return version_in(query);
}

std::vector<Instruction> TrainingRepository::all() {
    auto query = connection_.query(SELECT_INSTRUCTION "ORDER BY i.id");
    std::vector<Instruction> out;
    while (query.next()) out.push_back(instruction_in(query));
    return out;
}

void TrainingRepository::set_retired(std::int64_t instruction, bool retired) {
    connection_.query("UPDATE instructions SET retired = ? WHERE id = ?")
        .bind(retired ? 1 : 0)
        .bind(instruction)
        .run();
}

bool TrainingRepository::add_reading(const ReadingRecord& reading) {
    auto query = connection_.query(
        "INSERT INTO instruction_readings (instruction, version, person, moment) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING person");
    return query.bind(reading.instruction)
        .bind(reading.version)
        .bind(reading.person)
        .bind(reading.moment)
        .next();
}

std::vector<ReadingRecord> TrainingRepository::readings_of_person(std::int64_t person) {
    auto query = connection_.query(SELECT_READING "WHERE person = ? ORDER BY instruction, person, version");
    return readings_in(query.bind(person));
}

std::vector<ReadingRecord> TrainingRepository::readings(std::int64_t instruction) {
    auto query =
        connection_.query(SELECT_READING "WHERE instruction = ? ORDER BY instruction, person, version");
    return readings_in(query.bind(instruction));
}

std::int64_t TrainingRepository::add_try(const TestTry& begun) {
    auto query = connection_.query(
        "INSERT INTO test_tries (instruction, version, person, began, seed, answers, right_ones, questions,"
        " passed) VALUES (?, ?, ?, ?, ?, '', 0, 0, 0) RETURNING id");
    query.bind(begun.instruction).bind(begun.version).bind(begun.person).bind(begun.began);
    query.bind(begun.seed).next();
    return query.integer();
}

void TrainingRepository::finish_try(const TestTry& finished) {
    auto query = connection_.query(
        "UPDATE test_tries SET finished = ?, answers = ?, right_ones = ?, questions = ?, passed = ?,"
        " expires = ? WHERE id = ?");
    query.bind(finished.finished).bind(finished.answers).bind(finished.right).bind(finished.questions);
    query.bind(finished.passed ? 1 : 0).bind(finished.expires).bind(finished.id).run();
}

std::optional<TestTry> TrainingRepository::find_try(std::int64_t id) {
    auto query = connection_.query(SELECT_TRY "WHERE id = ?");
    return try_in(query.bind(id));
}

std::optional<TestTry> TrainingRepository::begun_try(std::int64_t person, std::int64_t instruction,
                                                     std::int64_t version) {
    auto query = connection_.query(
        SELECT_TRY "WHERE person = ? AND instruction = ? AND version = ? AND finished IS NULL");
    return try_in(query.bind(person).bind(instruction).bind(version));
}

std::vector<TestTry> TrainingRepository::tries_of_person(std::int64_t person) {
    auto query = connection_.query(
        SELECT_TRY "WHERE person = ? AND finished IS NOT NULL ORDER BY instruction, person, id");
    return tries_in(query.bind(person));
}

std::vector<TestTry> TrainingRepository::tries(std::int64_t instruction) {
    auto query = connection_.query(
        SELECT_TRY "WHERE instruction = ? AND finished IS NOT NULL ORDER BY instruction, person, id");
    return tries_in(query.bind(instruction));
}

}  // namespace tillpoints::cloud
