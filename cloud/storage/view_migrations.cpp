#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const view_statements[] = {R"(
CREATE TABLE card_views (
    day INTEGER NOT NULL,
    page TEXT NOT NULL,
    views INTEGER NOT NULL,
    PRIMARY KEY (day, page)
) STRICT, WITHOUT ROWID;
)"};

}  // namespace

std::span<const char* const> view_migrations() {
    return view_statements;
}

}  // namespace tillpoints::cloud
