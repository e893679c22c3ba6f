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
)"};

}  // namespace

std::span<const char* const> company_migrations() {
    return company_statements;
}

}  // namespace tillpoints::cloud
