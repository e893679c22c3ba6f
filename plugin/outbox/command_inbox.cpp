#include "plugin/outbox/command_inbox.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "plugin/outbox/files.hpp"
#include "plugin/outbox/guarded.hpp"
#include "plugin/outbox/key_file.hpp"
#include "plugin/outbox/row.hpp"
#include "plugin/outbox/turn.hpp"

namespace tillpoints {
namespace outbox {
namespace {

constexpr std::int64_t command_inbox_id = 0x5450434D;  // "TPCM"
constexpr std::int64_t layout = 1;

/// An operator gives commands by hand, so this many answered ones cover years.
constexpr const char* forget_old =
    "DELETE FROM commands WHERE answer IS NOT NULL AND seq <= (SELECT max(seq) FROM commands) - 10000";

std::string vouched_request(const std::string& id) {
    const Row cells{id};
    return vouched("commands.request", cells);
}

std::string vouched_answer(const std::string& id) {
    const Row cells{id};
    return vouched("commands.answer", cells);
}

class SqliteCommandInbox : public CommandInbox {
  public:
    SqliteCommandInbox(std::unique_ptr<Patience> patience, std::unique_ptr<Database> database,
                       std::string turns, const Key& key)
        : patience_(std::move(patience)),
          database_(std::move(database)),
          turns_(std::move(turns)),
          sealer_(key),
          put_(*database_, "INSERT INTO commands(id, at, request) VALUES(?,?,?) ON CONFLICT(id) DO NOTHING"),
          waiting_(*database_, "SELECT id, request FROM commands WHERE answer IS NULL ORDER BY seq"),
          answer_(*database_,
                  "UPDATE commands SET answer = ?2, request = x'' WHERE id = ?1 AND answer IS NULL"),
          answer_to_(*database_, "SELECT answer FROM commands WHERE id = ? AND answer IS NOT NULL"),
          forget_(*database_, forget_old),
          empty_answered_(*database_,
                          "UPDATE commands SET request = x'' WHERE answer IS NOT NULL AND request <> x''") {}

    std::string keyed_hash(std::string_view identity) const override {
        return sealer_.identity_hash(identity);
    }

    Result<void> put(const std::string& id, std::string_view request, Timestamp at) override {
        return guarded(database_->file(), [&]() -> Result<void> {
            const auto sealed = sealer_.seal(request, vouched_request(id));
            auto turn = take_turn();
            Transaction transaction(*database_);
            turn.end();
            Query(put_).bind(1, id).bind(2, at.time_since_epoch().count()).bind_blob(3, sealed).run();
            transaction.commit();
            return {};
        });
    }

    Result<std::vector<Waiting>> waiting() override {
        return guarded(database_->file(), [&]() -> Result<std::vector<Waiting>> {
            std::vector<Waiting> found;
            const auto turn = take_turn();
            Query query(waiting_);
            while (query.next()) {
                const auto id = query.bytes(0);
                found.push_back({id, sealer_.open(query.bytes(1), vouched_request(id))});
            }
            return found;
        });
    }

    Result<void> answer(const std::string& id, std::string_view answer) override {
        return guarded(database_->file(), [&]() -> Result<void> {
            const auto sealed = sealer_.seal(answer, vouched_answer(id));
            auto turn = take_turn();
            Transaction transaction(*database_);
            turn.end();
            Query(answer_).bind(1, id).bind_blob(2, sealed).run();
            Query(forget_).run();
            Query(empty_answered_).run();  // an earlier version kept them
            transaction.commit();
            return {};
        });
    }

    Result<std::optional<std::string>> answer_to(const std::string& id) override {
        return guarded(database_->file(), [&]() -> Result<std::optional<std::string>> {
            const auto turn = take_turn();
            Query query(answer_to_);
            if (!query.bind(1, id).next()) return std::optional<std::string>();
            if (auto answer = sealer_.open(query.bytes(0), vouched_answer(id))) return answer;
            return Problem{Errc::storage_corrupt, "command " + id, "a readable answer", "a damaged one"};
        });
    }

  private:
    Turn take_turn() {
        patience_->begin();
        return Turn(turns_, *patience_);
    }

    std::unique_ptr<Patience> patience_;
    std::unique_ptr<Database> database_;
    std::string turns_;  ///< the file that is locked while waiting for the inbox
    Sealer sealer_;
    Statement put_;
    Statement waiting_;
    Statement answer_;
    Statement answer_to_;
    Statement forget_;
    Statement empty_answered_;
};

/// A technician's tool may run as root: the inbox gets the owner of the key file, so that the register can
/// open it.
void give_to_owner_of(const std::string& key_file, const std::string& inbox) {
    struct stat key {};
    if (::geteuid() != 0 || ::stat(key_file.c_str(), &key) != 0) return;
    if (::chown(inbox.c_str(), key.st_uid, key.st_gid) != 0)
        throw_errno("give the command inbox to its owner");
}

/// The layout of an inbox, 0 for an empty one; a Problem if the file must not be changed.
Result<std::int64_t> examine_inbox(Database& database) {
    const auto version = database.ask_integer("PRAGMA user_version");
    if (version > layout) return Problem{Errc::storage_newer, "command inbox", "layout 1", "a newer one"};
    const bool ours = database.ask_integer("PRAGMA application_id") == command_inbox_id;
    const bool empty = database.ask_integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (version < 0 || (version == 0 ? !empty : !ours))
        return Problem{Errc::storage_corrupt, "command inbox", "a command inbox", "another file"};
    return version;
}

void make_inbox(Database& database) {
    Transaction making(database);
    // Another process may have made the table since the file was examined.
    if (database.ask_integer("PRAGMA user_version") == 0)
        database.run(R"sql(
CREATE TABLE commands(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
    request BLOB NOT NULL, answer BLOB);
CREATE INDEX commands_waiting ON commands(seq) WHERE answer IS NULL;
PRAGMA application_id=1414546253;
PRAGMA user_version=1;
)sql");
    making.commit();
}

Result<std::unique_ptr<CommandInbox>> open_inbox(const CommandInbox::Options& options) {
    if (!exists(options.key_file))
        return Problem{Errc::storage_failed, "key_file", "the key of an outbox",
                       "no file " + options.key_file};
    auto key = read_key(options.key_file);
    if (!key) return key.error();
    const bool made = !exists(options.file);
    make_private_file(options.file);
    if (made) give_to_owner_of(options.key_file, options.file);
    auto patience = std::make_unique<Patience>(options.patience);
    auto database = std::make_unique<Database>(options.file, Database::Access::read_write, "");
    database->wait_with(*patience);
    const Turn turn(options.key_file, *patience);
    // EXTRA: after a power cut a command must not come back unanswered because its rollback journal still
    // exists.
    database->run(
        "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA synchronous=EXTRA; "
        "PRAGMA secure_delete=ON;");
    const auto version = examine_inbox(*database);
    if (!version) return version.error();
    if (*version == 0) make_inbox(*database);
    auto inbox = std::make_unique<SqliteCommandInbox>(std::move(patience), std::move(database),
                                                      options.key_file, *key);
    wipe(*key);
    return inbox;
}

}  // namespace
}  // namespace outbox

Result<std::unique_ptr<CommandInbox>> CommandInbox::open(const Options& options) {
    return outbox::guarded(options.file, [&] { return outbox::open_inbox(options); });
}

std::optional<CommandInbox::Stamp> CommandInbox::stamp_of(const std::string& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    return Stamp{std::int64_t(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec, found.st_size};
}

}  // namespace tillpoints
