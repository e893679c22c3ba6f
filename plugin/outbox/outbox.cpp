#include "plugin/outbox/outbox.hpp"

#include "plugin/outbox/files.hpp"
#include "plugin/outbox/guarded.hpp"
#include "plugin/outbox/key_file.hpp"
#include "plugin/outbox/lost_database.hpp"
#include "plugin/outbox/schema.hpp"
#include "plugin/outbox/sqlite_outbox.hpp"

namespace tillpoints {
namespace outbox {
namespace {

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// The key of a database at layout `version`, and whether its file still has to get its own name. A key is
/// made only for a new database, because a new key would make existing records unreadable.
struct FoundKey {
    Key key;
    bool unconfirmed = false;
};

Result<FoundKey> found_in(const std::string& file, Result<Key> (*get)(const std::string&), bool unconfirmed) {
    const auto key = get(file);
    if (!key) return key.error();
    return FoundKey{*key, unconfirmed};
}

Result<FoundKey> key_for(const Outbox::Options& options, int version) {
    const auto new_file = unconfirmed(options.key_file);
    if (exists(options.key_file)) {
        if (version == 0) return lost_content();
        return found_in(options.key_file, read_key, false);
    }
    // A first start was interrupted before the database was durable, or before the key got its name.
    if (exists(new_file)) return found_in(new_file, read_key, true);
    if (version == 0 && !options.read_only) return found_in(new_file, make_key, true);
    return Problem{Errc::storage_corrupt, "key_file", "the key this database was made with",
                   "no file " + options.key_file};
}

Result<std::unique_ptr<Outbox>> open_outbox(const Outbox::Options& options) {
    std::optional<OwnerLock> lock;
    if (!options.read_only) {
        lock = OwnerLock::take(options.file + ".lock");
        if (!lock)
            return Problem{Errc::storage_busy, "database " + options.file, "no other owner",
                           OwnerLock::owner(options.file + ".lock")};
    }
    if (const auto lost = lost_database(options)) return *lost;
    if (!options.read_only) make_private_file(options.file);
    const auto access = options.read_only ? Database::Access::read_only : Database::Access::read_write;
    auto database = std::make_unique<Database>(options.file, access, options.vfs);
    database->leave_untouched();
    const auto version = examine(*database);
    if (!version) {
        Problem refused = version.error();
        refused.where += " " + options.file;
        return refused;
    }
    if (options.read_only && *version != schema_version)
        return Problem{Errc::storage_failed, "database " + options.file, "an outbox of this version",
                       "one that its owner has not made or migrated yet"};
    auto found = key_for(options, *version);
    if (!found) return found.error();
    Key& key = found->key;
    const std::string check = Sealer(key).identity_hash("tillpoints outbox key check");
    configure(*database, access);
    if (!options.read_only) migrate(*database, *version, check);
    if (key_check(*database) != check)
        return Problem{Errc::storage_corrupt, "key_file", "the key this database was made with",
                       "another key in " + options.key_file};
    if (!options.read_only && found->unconfirmed) confirm_key(options.key_file);
    if (!options.read_only) database->own();
    auto opened = std::make_unique<SqliteOutbox>(std::move(lock), std::move(database), key,
                                                 options.now ? options.now : system_now);
    wipe(key);
    return opened;
}

/// A database of 0 bytes is lost; so is one whose file has content but no records, beside a key.
Result<bool> is_lost(const Outbox::Options& options) {
    if (lost_database(options)) return true;
    if (!exists(options.file)) return false;
    Database database(options.file, Database::Access::read_only, options.vfs);
    const auto version = examine(database);
    if (!version) return version.error();
    return *version == 0 && exists(options.key_file);
}

Result<std::vector<std::string>> start_new(const Outbox::Options& options, Timestamp now) {
    const auto lock = OwnerLock::take(options.file + ".lock");
    if (!lock)
        return Problem{Errc::storage_busy, "database " + options.file, "no other owner",
                       OwnerLock::owner(options.file + ".lock")};
    const auto lost = is_lost(options);
    if (!lost) return lost.error();
    if (*lost) return rename_remains(options, now);
    return Problem{Errc::misuse, "database", "a key or log whose database is lost", "nothing that is lost"};
}

}  // namespace
}  // namespace outbox

Result<std::vector<std::string>> Outbox::start_new(const Options& options, Timestamp now) {
    return outbox::guarded(options.file, [&] { return outbox::start_new(options, now); });
}

Result<std::unique_ptr<Outbox>> Outbox::open(const Options& options) {
    return outbox::guarded(options.file, [&] { return outbox::open_outbox(options); });
}

}  // namespace tillpoints
