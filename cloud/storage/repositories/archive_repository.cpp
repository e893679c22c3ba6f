#include "cloud/storage/repositories/archive_repository.hpp"

#include <algorithm>
#include <tuple>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t most_in_a_chunk = 64'000'000;

LedgerChunk chunk_in(Query& query) {
    LedgerChunk chunk;
    chunk.first_entry = query.integer();
    chunk.end_entry = query.integer();
    chunk.archived = query.maybe_time();
    chunk.oldest = query.maybe_time();
    chunk.newest = query.maybe_time();
    return chunk;
}

void refuse_if_found(Query& query) {
    if (!query.next()) return;
    const auto oldest = query.time();
    throw BooksArchived(Errc::storage_failed,
                        "entries from " + to_text(oldest) + " to " + to_text(query.time()) +
                            " are archived, of which only sums are here; ask for a period that holds none or"
                            " all of them, or attach them (tillpoints-cloud archive --attach)");
}

}  // namespace

bool ArchiveRepository::has_chunks() const {
    return connection_.is_postgres();
}

void ArchiveRepository::prepare(std::int64_t ahead, std::int64_t smallest) {
    if (!has_chunks()) return;
    const auto room = [&] {
        auto query = connection_.query(
            "SELECT max(end_entry), coalesce((SELECT max(id) FROM entries), 0) FROM ledger_chunks");
        query.next();
        const auto end = query.integer();
        return std::pair(end, end - query.integer());
    };
    std::int64_t last_end = 0;
    for (auto [end, left] = room(); left <= ahead && end != last_end; std::tie(end, left) = room()) {
        const auto size = std::clamp((end - left) / 16, smallest, most_in_a_chunk);
        connection_.query("SELECT add_ledger_chunk(?, ?)").bind(end).bind(end + size).next();
        last_end = end;
    }
}

std::vector<LedgerChunk> ArchiveRepository::chunks() {
    auto query = connection_.query(
        "SELECT k.first_entry, k.end_entry, k.archived, CASE WHEN k.archived IS NULL THEN (SELECT e.created"
        " FROM entries e WHERE e.id >= k.first_entry AND e.id < k.end_entry ORDER BY e.id LIMIT 1) ELSE"
        " k.oldest END, CASE WHEN k.archived IS NULL THEN (SELECT e.created FROM entries e WHERE e.id >="
        " k.first_entry AND e.id < k.end_entry ORDER BY e.id DESC LIMIT 1) ELSE k.newest END FROM"
        " ledger_chunks k ORDER BY k.first_entry");
    std::vector<LedgerChunk> out;
    while (query.next()) out.push_back(chunk_in(query));
    return out;
}

std::vector<LedgerChunk> ArchiveRepository::older_than(Timestamp before) {
    std::vector<LedgerChunk> out;
    const auto all = chunks();
    for (std::size_t at = 0; at + 1 < all.size(); ++at) {
        if (all[at].archived) continue;
        // A transaction takes seconds at most. Entries of the next chunk are older than `before`, so no
        // transaction is left that could still add one to this chunk.
        if (!all[at].newest || !all[at + 1].oldest || *all[at + 1].oldest >= before) break;
        auto newest = connection_.query("SELECT max(created) FROM entries WHERE id >= ? AND id < ?");
        newest.bind(all[at].first_entry).bind(all[at].end_entry).next();
        if (newest.time() >= before) break;
        out.push_back(all[at]);
    }
    return out;
}

void ArchiveRepository::archive(const LedgerChunk& chunk, Timestamp now) {
    connection_.take_turn_to_archive();
    connection_.query("SELECT archive_ledger_chunk(?, ?)").bind(chunk.first_entry).bind(now).next();
}

void ArchiveRepository::attach(const LedgerChunk& chunk) {
    connection_.take_turn_to_archive();
    connection_.query("SELECT attach_ledger_chunk(?)").bind(chunk.first_entry).next();
}

void ArchiveRepository::require_whole(const Period& period) {
    auto query = connection_.query(
        "SELECT oldest, newest FROM ledger_chunks WHERE archived IS NOT NULL AND oldest < ? AND newest >= ?"
        " AND NOT (oldest >= ? AND newest < ?) ORDER BY 1 LIMIT 1");
    query.bind(period.to).bind(period.from).bind(period.from).bind(period.to);
    refuse_if_found(query);
}

void ArchiveRepository::require_present(const Period& period) {
    auto query = connection_.query(
        "SELECT oldest, newest FROM ledger_chunks WHERE archived IS NOT NULL AND oldest < ? AND newest >= ?"
        " ORDER BY 1 LIMIT 1");
    query.bind(period.to).bind(period.from);
    refuse_if_found(query);
}

bool ArchiveRepository::is_archived(OperationId operation) {
    auto query = connection_.query(
        "SELECT 1 FROM ledger_chunks WHERE archived IS NOT NULL AND last_operation >= ? LIMIT 1");
    return query.bind(operation.value).next();
}

}  // namespace tillpoints::cloud
