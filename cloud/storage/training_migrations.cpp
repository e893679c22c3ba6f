#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const training_statements[] = {R"(
CREATE TABLE instructions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    retired INTEGER NOT NULL
) STRICT;
CREATE TABLE instruction_versions (
    instruction INTEGER NOT NULL REFERENCES instructions(id),
    version INTEGER NOT NULL,
    written INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people(id),
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    roles INTEGER NOT NULL,
    branch INTEGER REFERENCES branches(id),
    test TEXT NOT NULL,
    pass_mark INTEGER NOT NULL,
    tries_a_day INTEGER NOT NULL,
    valid_months INTEGER NOT NULL,
    test_since INTEGER NOT NULL,
    PRIMARY KEY (instruction, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE instruction_readings (
    instruction INTEGER NOT NULL,
    version INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people(id),
    moment INTEGER NOT NULL,
    PRIMARY KEY (instruction, version, person),
    FOREIGN KEY (instruction, version) REFERENCES instruction_versions(instruction, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX instruction_readings_by_person ON instruction_readings(person);
CREATE TABLE test_tries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    instruction INTEGER NOT NULL,
    version INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES people(id),
    began INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    finished INTEGER,
    answers TEXT NOT NULL,
    right_ones INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    expires INTEGER,
    FOREIGN KEY (instruction, version) REFERENCES instruction_versions(instruction, version)
) STRICT;
CREATE INDEX test_tries_by_person ON test_tries(person, instruction);
CREATE INDEX test_tries_by_instruction ON test_tries(instruction);
CREATE UNIQUE INDEX test_tries_begun ON test_tries(person, instruction, version) WHERE finished IS NULL;
CREATE TRIGGER keep_instruction_version BEFORE UPDATE ON instruction_versions WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a version of an instruction is never changed'); END;
CREATE TRIGGER keep_instruction_version_there BEFORE DELETE ON instruction_versions WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a version of an instruction is never removed'); END;
CREATE TRIGGER keep_reading BEFORE UPDATE ON instruction_readings WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'that an instruction was read is never changed'); END;
CREATE TRIGGER keep_reading_there BEFORE DELETE ON instruction_readings WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'that an instruction was read is never removed'); END;
CREATE TRIGGER keep_result BEFORE UPDATE ON test_tries WHEN (OLD.finished IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the result of a test is never changed'); END;
CREATE TRIGGER keep_result_there BEFORE DELETE ON test_tries WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a try at a test is never removed'); END;
)"};

}  // namespace

std::span<const char* const> training_migrations() {
    return training_statements;
}

}  // namespace tillpoints::cloud
