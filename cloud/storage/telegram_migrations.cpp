#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

// An answer of the Bot API brings a hundred updates at most, so that no more than these may come again.
const char* const telegram_statements[] = {R"(
CREATE TABLE telegram_handled (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    bot TEXT NOT NULL,
    update_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX telegram_handled_by_update ON telegram_handled(bot, update_id);
WITH RECURSIVE before(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM before WHERE n < 100)
INSERT INTO telegram_handled (bot, update_id)
SELECT u.bot, u.next - before.n FROM telegram_updates u CROSS JOIN before WHERE u.next > 0;
)"};

}  // namespace

std::span<const char* const> telegram_migrations() {
    return telegram_statements;
}

}  // namespace tillpoints::cloud
