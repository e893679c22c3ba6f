#include "plugin/outbox/outbox.hpp"

#include "plugin/outbox/files.hpp"
#include "plugin/outbox/guarded.hpp"
#include "plugin/outbox/key_file.hpp"
#include "plugin/outbox/schema.hpp"
#include "plugin/outbox/sqlite_outbox.hpp"

namespace tillpoints {
namespace outbox {
namespace {

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// The key of a database at layout `version`. A new key is made only for a new database, because it would
/// make existing records unreadable.
Result<Key> key_for(const std::string& file, int version) {
    if (exists(file)) return read_key(file);
    if (version == 0) return make_key(file);
    return Problem{Errc::storage_corrupt, "key_file", "the key this database was made with", "no file"};
}

Result<std::unique_ptr<Outbox>> open_outbox(const Outbox::Options& options) {
    std::optional<OwnerLock> lock;
    if (!options.read_only) {
        lock = OwnerLock::take(options.file + ".lock");
        if (!lock) return Problem{Errc::storage_busy, "database", "no other owner", "a process that owns it"};
        make_private_file(options.file);
    }
    const auto access = options.read_only ? Database::Access::read_only : Database::Access::read_write;
    auto database = std::make_unique<Database>(options.file, access, options.vfs);
    database->leave_untouched();
    const auto version = examine(*database);
    if (!version) return version.error();
    if (options.read_only && *version != schema_version)
        return Problem{Errc::storage_failed, "database", "an outbox of this version",
                       "one that its owner has not made or migrated yet"};
    auto key = key_for(options.key_file, *version);
    if (!key) return key.error();
    const std::string check = Sealer(*key).identity_hash("tillpoints outbox key check");
    configure(*database, access);
    if (!options.read_only) migrate(*database, *version, check);
    if (key_check(*database) != check)
        return Problem{Errc::storage_corrupt, "key_file", "the key this database was made with",
                       "another key"};
    if (!options.read_only) database->own();
    auto opened = std::make_unique<SqliteOutbox>(std::move(lock), std::move(database), *key,
                                                 options.now ? options.now : system_now);
    wipe(*key);
    return opened;
}

}  // namespace
}  // namespace outbox

Result<std::unique_ptr<Outbox>> Outbox::open(const Options& options) {
    return outbox::guarded([&] { return outbox::open_outbox(options); });
}

}  // namespace tillpoints
