#include "adapters/sidecar/answer_store.hpp"

#include <sys/stat.h>

#include <atomic>
#include <cstdio>
#include <vector>

#include "adapters/sidecar/job_thread.hpp"
#include "adapters/sidecar/sqlite_file.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::size_t most_in_commit = 256;

std::int64_t now_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Opens the file for its owner only, because answers name customers.
SqliteFile open_private(const std::string& path) {
    const auto mask = ::umask(077);
    try {
        SqliteFile file(path);
        // A commit is in the kernel's memory, which outlives the process; the Syncer brings it to the disk.
        file.run(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0;"
            "PRAGMA cache_size=-1024");
        ::umask(mask);
        return file;
    } catch (...) {
        ::umask(mask);
        throw;
    }
}

SqliteFile with_tables(const std::string& path) {
    auto file = open_private(path);
    file.run(
        "CREATE TABLE IF NOT EXISTS answers(terminal TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,"
        " event TEXT NOT NULL, receipt TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,"
        " PRIMARY KEY(terminal, key)) WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS answers_of_receipt ON answers(terminal, receipt, at);"
        "CREATE INDEX IF NOT EXISTS answers_by_time ON answers(at)");
    return file;
}

}  // namespace

struct AnswerStore::Reader {
    Reader(const std::string& path, Post given)
        : post(std::move(given)),
          file(open_private(path)),
          find(file, "SELECT digest, event, receipt, answer FROM answers WHERE terminal=?1 AND key=?2") {}

    std::optional<KeptAnswer> look_up(const AnswerKey& key) {
        try {
            find.text(1, key.terminal).text(2, key.key);
            if (!find.step()) return {};
            KeptAnswer answer{find.column(0), find.column(1), find.column(2), find.column(3)};
            find.done();
            return answer;
        } catch (const DatabaseFailure& failure) {
            find.done();
            std::fprintf(stderr, "tillpointsd: answers.db cannot be read: %s\n", failure.what());
            return {};
        }
    }

    Post post;
    SqliteFile file;
    SqliteFile::Statement find;
    JobThread thread;
};

struct AnswerStore::Syncer {
    explicit Syncer(const std::string& path) : file(open_private(path)) {}

    /// Copies what was committed into the main file, synced; writers and readers go on meanwhile.
    void sync() {
        try {
            file.run("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (const DatabaseFailure& failure) {
            std::fprintf(stderr, "tillpointsd: answers.db cannot be synced: %s\n", failure.what());
        }
    }

    SqliteFile file;
    JobThread thread;
};

struct AnswerStore::Writer {
    struct Waiting {
        AnswerKey key;
        KeptAnswer answer;
        Kept kept;
    };

    Writer(const std::string& path, Post given)
        : post(std::move(given)),
          file(with_tables(path)),
          insert(file, "INSERT OR REPLACE INTO answers VALUES(?1,?2,?3,?4,?5,?6,?7)"),
          // A few at a time, so that no answer waits for it.
          forget(file,
                 "DELETE FROM answers WHERE (terminal, key) IN (SELECT terminal, key FROM answers AS old"
                 " WHERE at < ?1 AND NOT EXISTS (SELECT 1 FROM answers AS later WHERE later.terminal ="
                 " old.terminal AND later.receipt = old.receipt AND old.receipt <> '' AND later.at >= ?1)"
                 " ORDER BY at LIMIT 500)") {}

    void add(Waiting each) {
        bool first = false;
        {
            const std::lock_guard lock(mutex);
            first = waiting.empty();
            waiting.push_back(std::move(each));
        }
        if (first) thread.give([this] { commit(); });
    }

    void commit() {
        std::vector<Waiting> batch;
        {
            const std::lock_guard lock(mutex);
            batch.swap(waiting);
        }
        for (std::size_t from = 0; from < batch.size(); from += most_in_commit) {
            const auto to = std::min(batch.size(), from + most_in_commit);
            const bool stored = write(batch, from, to);
            for (auto i = from; i < to; ++i)
                post([kept = std::move(batch[i].kept), stored] { kept(stored); });
        }
    }

    bool write(const std::vector<Waiting>& batch, std::size_t from, std::size_t to) {
        return attempt([&] {
            const auto at = now_s();
            file.run("BEGIN IMMEDIATE");
            for (auto i = from; i < to; ++i) {
                const auto& [key, answer, kept] = batch[i];
                insert.text(1, key.terminal).text(2, key.key).text(3, answer.body_digest);
                insert.text(4, answer.event).text(5, answer.receipt).text(6, answer.answer);
                insert.number(7, at).step();
            }
            file.run("COMMIT");
            unsynced = true;
        });
    }

    void remove(std::chrono::seconds age) {
        attempt([&] { forget.number(1, now_s() - age.count()).step(); });
    }

    template <class Work>
    bool attempt(Work work) {
        try {
            work();
            return true;
        } catch (const DatabaseFailure& failure) {
            std::fprintf(stderr, "tillpointsd: answers.db cannot be written: %s\n", failure.what());
            insert.done();
            forget.done();
            if (file.in_transaction()) roll_back();
            return false;
        }
    }

    void roll_back() {
        try {
            file.run("ROLLBACK");
        } catch (const DatabaseFailure& failure) {
            std::fprintf(stderr, "tillpointsd: answers.db cannot be rolled back: %s\n", failure.what());
        }
    }

    Post post;
    SqliteFile file;
    SqliteFile::Statement insert;
    SqliteFile::Statement forget;
    std::atomic<bool> unsynced = false;
    std::mutex mutex;
    std::vector<Waiting> waiting;
    JobThread thread;  ///< last, so that it ends before what it uses
};

AnswerStore::AnswerStore(const std::string& path, Post post)
    : writer_(std::make_unique<Writer>(path, post)),
      syncer_(std::make_unique<Syncer>(path)),
      reader_(std::make_unique<Reader>(path, std::move(post))) {}

AnswerStore::~AnswerStore() = default;

void AnswerStore::find(AnswerKey key, Found found) {
    reader_->thread.give([reader = reader_.get(), key = std::move(key), found = std::move(found)]() mutable {
        auto answer = reader->look_up(key);
        reader->post([found = std::move(found), answer = std::move(answer)] { found(answer); });
    });
}

void AnswerStore::keep(AnswerKey key, KeptAnswer answer, Kept kept) {
    writer_->add({std::move(key), std::move(answer), std::move(kept)});
}

void AnswerStore::sync() {
    if (writer_->unsynced.exchange(false)) syncer_->thread.give([syncer = syncer_.get()] { syncer->sync(); });
}

void AnswerStore::forget_older_than(std::chrono::seconds age) {
    writer_->thread.give([writer = writer_.get(), age] { writer->remove(age); });
}

}  // namespace tillpoints::sidecar
