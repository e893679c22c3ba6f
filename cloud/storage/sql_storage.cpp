#include "cloud/storage/schema.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

/// The storage over any connection.
class SqlStorage : public Storage {
  public:
    explicit SqlStorage(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {
        migrate(*connection_);
    }

    void transact(const std::function<void(Transaction&)>& work) override { within(Access::write, work); }
    void read(const std::function<void(Transaction&)>& work) override { within(Access::read, work); }

  private:
    void within(Access access, const std::function<void(Transaction&)>& work) {
        int attempts_left = 10;
        while (!done(access, work, --attempts_left == 0)) continue;
    }

    /// False if the database aborted the transaction; after the last attempt that is thrown like any failure.
    bool done(Access access, const std::function<void(Transaction&)>& work, bool last_attempt) {
        try {
            once(access, work);
            return true;
        } catch (const TransactionAborted&) {
            if (last_attempt) throw;
            return false;
        }
    }

    void once(Access access, const std::function<void(Transaction&)>& work) {
        try {
            begin(access);
            Transaction db(*connection_);
            work(db);
            db.finish();
            connection_->commit();
        } catch (...) {
            connection_->rollback();
            throw;
        }
    }

    void begin(Access access) {
        try {
            connection_->begin(access);
        } catch (const TransactionAborted&) {
            throw;
        } catch (const StorageFailed& failure) {
            throw TransactionNotStarted(failure.code, failure.what());
        }
    }

    std::unique_ptr<Connection> connection_;
};

}  // namespace

std::unique_ptr<Storage> open_sqlite_storage(const std::string& path) {
    return std::make_unique<SqlStorage>(connect_sqlite(path));
}

std::unique_ptr<Storage> open_postgres_storage(const std::string& database) {
    return std::make_unique<SqlStorage>(connect_postgres(database));
}

}  // namespace tillpoints::cloud
