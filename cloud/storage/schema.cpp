#include "cloud/storage/schema.hpp"

#include "cloud/storage/migrations.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

StorageFailed too_new(std::int64_t version, std::int64_t known) {
    return {Errc::storage_newer, "the database has schema " + std::to_string(version) +
                                     ", this version knows up to " + std::to_string(known)};
}

/// In their order; behind them come those of `known_migrations`, where the next list is added at the end.
std::vector<std::span<const char* const>> all_lists() {
    return {
        ledger_migrations(),   people_migrations(), campaign_migrations(), training_migrations(),
        company_migrations(),  staff_migrations(),  contacts_migrations(), offer_migrations(),
        telegram_migrations(), view_migrations(),   video_migrations(),
    };
}

}  // namespace

const std::vector<Migration>& known_migrations() {
    static const std::vector<Migration> known = [] {
        std::vector<Migration> all;
        for (const auto& list : all_lists())
            for (const auto* statements : list) all.push_back({statements, false});
        // A list is appended to only while it is the last.
        for (const auto& list : {large_books_migrations(), chunk_migrations(), page_migrations(),
                                 push_migrations(), review_migrations()})
            for (const auto& migration : list) all.push_back(migration);
        return all;
    }();
    return known;
}

const std::int64_t newest_schema = std::ssize(known_migrations());

void migrate(Connection& connection, std::int64_t to, const std::vector<Migration>& known) {
    connection.begin(Access::write);
    try {
        connection.take_turn();
        const auto version = connection.schema_version();
        auto oldest = connection.oldest_process();
        if (oldest > std::ssize(known)) throw too_new(version, std::ssize(known));
        for (auto at = version; at < to; ++at) {
            const auto& migration = known[static_cast<std::size_t>(at)];
            if (!migration.beside_older) oldest = at + 1;
            if (!migration.beside_older && version > 0 && connection.has_older_processes(at + 1))
                throw StorageFailed(Errc::storage_busy,
                                    "processes of an older version work on the database; stop them before the"
                                    " first of this version is started");
            if (!migration.statements.empty()) connection.execute(connection.translate(migration.statements));
            if (connection.is_postgres() && !migration.postgres.empty())
                connection.execute(migration.postgres);
        }
        if (version < to) connection.set_schema_version(to, oldest);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace tillpoints::cloud
