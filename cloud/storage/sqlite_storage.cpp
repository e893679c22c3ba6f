#include "cloud/storage/schema.hpp"
#include "cloud/storage/sqlite_books.hpp"

namespace tillpoints::cloud {
namespace {

class SqliteStorage : public Storage {
  public:
    explicit SqliteStorage(const std::string& path) : database_(path) { migrate(database_); }

    void transact(const std::function<void(Books&)>& work) override { within("BEGIN IMMEDIATE", work); }
    void look(const std::function<void(Books&)>& work) override {
        database_.execute("PRAGMA query_only=ON");
        try {
            within("BEGIN", work);
        } catch (...) {
            database_.execute("PRAGMA query_only=OFF");
            throw;
        }
        database_.execute("PRAGMA query_only=OFF");
    }

  private:
    void within(const char* begin, const std::function<void(Books&)>& work) {
        database_.execute(begin);
        try {
            SqliteBooks books(database_);
            work(books);
            database_.execute("COMMIT");
        } catch (...) {
            // Some failures have already ended the transaction; then there is nothing left to undo.
            try {
                database_.execute("ROLLBACK");
            } catch (const StorageFailed&) {
            }
            throw;
        }
    }

    Database database_;
};

}  // namespace

std::unique_ptr<Storage> open_sqlite_storage(const std::string& path) {
    return std::make_unique<SqliteStorage>(path);
}

}  // namespace tillpoints::cloud
