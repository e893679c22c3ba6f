#include <algorithm>
#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "http/background_thread.hpp"

namespace tillpoints::cloud {
namespace {

/// Ids and sums are kept in the books for so long.
constexpr std::chrono::days kept{3 * 365 + 1};

Timestamp time_of_books(Transaction& db) {
    return system_time() + db.clock.time_ahead().value_or(std::chrono::milliseconds(0));
}

struct ChunksToMove {
    std::vector<LedgerChunk> chunks;
    Problems problems;
};

ChunksToMove chunks_to_archive(Transaction& db, const ArchiveCommand& command) {
    const auto before =
        parse_timestamp(command.before.size() == 10 ? command.before + "T00:00:00Z" : command.before);
    if (!before)
        return {{},
                {{Errc::invalid_value, "--before", "a day such as 2023-01-31 or a moment", command.before}}};
    const auto latest = time_of_books(db) - kept;
    if (*before > latest && !command.young)
        return {
            {},
            {{Errc::out_of_range, "--before",
              "no later than " + to_text(latest) + " (three years are kept), or --young", command.before}}};
    auto old = db.archive.older_than(*before);
    // A month can be closed only while its entries are there.
    const auto last = db.accounting.last_close();
    if (last)
        std::erase_if(old, [&](const LedgerChunk& chunk) { return *chunk.newest >= last->ends; });
    else if (!old.empty() && !command.unclosed)
        return {{},
                {{Errc::misuse, "archive",
                  "closed months (accounting close), or --unclosed: what is archived cannot be closed then",
                  "books of which no month is closed"}}};
    return {std::move(old), {}};
}

ChunksToMove chunks_to_attach(Transaction& db, const std::string& wanted) {
    ChunksToMove found;
    for (const auto& chunk : db.archive.chunks())
        if (chunk.archived && (wanted == "all" || wanted == std::to_string(chunk.first_entry)))
            found.chunks.push_back(chunk);
    if (found.chunks.empty() && wanted != "all")
        found.problems = {{Errc::not_found, "--attach", "the first entry of an archived chunk", wanted}};
    // The newest first, as they were put aside last.
    std::reverse(found.chunks.begin(), found.chunks.end());
    return found;
}

void print_chunks(const std::vector<LedgerChunk>& chunks, const char* what, bool json) {
    if (!json) {
        for (const auto& chunk : chunks)
            std::printf("%s: entries %lld to %lld, %s to %s\n", what,
                        static_cast<long long>(chunk.first_entry),
                        static_cast<long long>(chunk.end_entry - 1), to_text(*chunk.oldest).c_str(),
                        to_text(*chunk.newest).c_str());
        if (chunks.empty()) std::printf("no chunk of the ledger to move\n");
        return;
    }
    Json rows = Json::array();
    for (const auto& chunk : chunks)
        rows.push(Json::object({{"first", chunk.first_entry},
                                {"last", chunk.end_entry - 1},
                                {"oldest", to_text(*chunk.oldest)},
                                {"newest", to_text(*chunk.newest)}}));
    std::printf("%s\n", dump(Json::object({{"state", what}, {"chunks", std::move(rows)}})).c_str());
}

}  // namespace

int archive(const Options& options, const ArchiveCommand& command) {
    if (command.before.empty() == command.attach.empty())
        return print_problems({{Errc::missing_field, "archive", "--before DAY or --attach ENTRY", {}}});
    become_background_thread();
    const auto storage = open_storage(options, true);
    const bool attaches = !command.attach.empty();
    bool has_chunks = false;
    ChunksToMove found;
    storage->read_much([&](Transaction& db) {
        has_chunks = db.archive.has_chunks();
        found = attaches ? chunks_to_attach(db, command.attach) : chunks_to_archive(db, command);
    });
    if (!found.problems.empty()) return print_problems(found.problems);
    if (!has_chunks && !options.json)
        std::printf(
            "books in SQLite are one file and stay whole; PostgreSQL has chunks that can be archived\n");
    for (const auto& chunk : found.chunks) {
        if (!command.really) break;
        storage->transact([&](Transaction& db) {
            attaches ? db.archive.attach(chunk) : db.archive.archive(chunk, time_of_books(db));
            db.people.log({0,
                           system_time(),
                           {},
                           attaches ? "ledger_attached" : "ledger_archived",
                           "entry/" + std::to_string(chunk.first_entry),
                           "command line"});
        });
    }
    const char* what = attaches ? (command.really ? "attached" : "would be attached")
                                : (command.really ? "archived" : "would be archived");
    print_chunks(found.chunks, what, options.json);
    return 0;
}

}  // namespace tillpoints::cloud
