#include "cloud/storage/migrations.hpp"
#include "cloud/storage/schema.hpp"

namespace tillpoints::cloud {
namespace {

/// PostgreSQL writes a changed row anew. Where its page has room for that, and no index has another value of
/// it, the indexes stay as they are, and the next who reads the page takes the old row away. Rows that an
/// ordinary purchase or heartbeat changes therefore leave room. What only grows is vacuumed and analyzed
/// after a fiftieth of it instead of a fifth, which in large books comes too late for the planner.
const Migration& room_for_changed_rows() {
    static const Migration migration{"", true, R"(
ALTER TABLE customers SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE balances SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE codes SET (fillfactor = 80);
ALTER TABLE fleet_terminals SET (fillfactor = 50);
ALTER TABLE operations SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
)"};
    return migration;
}

}  // namespace

std::vector<Migration> large_books_migrations() {
    return {room_for_changed_rows()};
}

}  // namespace tillpoints::cloud
