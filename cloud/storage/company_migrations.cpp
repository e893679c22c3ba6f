#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const company_statements[] = {
    R"(
CREATE TABLE company_profile (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    profile TEXT NOT NULL,
    logo TEXT
) STRICT;
CREATE TABLE branch_profiles (
    branch INTEGER PRIMARY KEY REFERENCES branches(id),
    profile TEXT NOT NULL
) STRICT;
)",
    R"(
ALTER TABLE goods ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
CREATE INDEX goods_by_place ON goods(node, category DESC, place, id);
)",
    R"(
CREATE TABLE programme_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made INTEGER NOT NULL,
    person INTEGER REFERENCES people(id),
    starts INTEGER NOT NULL,
    document TEXT NOT NULL,
    note TEXT NOT NULL,
    changes TEXT NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT;
CREATE TRIGGER keep_programme_version BEFORE UPDATE OF id, made, person, starts, document, note, changes ON programme_versions WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a version of the programme is never changed'); END;
CREATE TRIGGER keep_programme_version_there BEFORE DELETE ON programme_versions WHEN (TRUE)
BEGIN SELECT RAISE(ABORT, 'a version of the programme is never removed'); END;
CREATE TABLE purchase_parts (
    operation INTEGER PRIMARY KEY REFERENCES operations(id),
    skip_loyalty INTEGER NOT NULL,
    unredeemable INTEGER NOT NULL
) STRICT;
)"};

}  // namespace

std::span<const char* const> company_migrations() {
    return company_statements;
}

}  // namespace tillpoints::cloud
