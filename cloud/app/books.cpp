#include "cloud/app/books.hpp"

namespace tillpoints::cloud {

std::unique_ptr<Storage> open_books(const Options& options) {
    return options.database.empty() ? open_sqlite_storage(options.data + "/cloud.db")
                                    : open_postgres_storage(options.database);
}

}  // namespace tillpoints::cloud
