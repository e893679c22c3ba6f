#include "cloud/storage/migrations.hpp"
#include "cloud/storage/schema.hpp"

namespace tillpoints::cloud {
namespace {

constexpr auto push_statements = R"(
CREATE TABLE push_subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (id),
    endpoint TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    secret TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX push_subscriptions_by_customer ON push_subscriptions (customer, id);
)";

}  // namespace

std::vector<Migration> push_migrations() {
    return {{push_statements, false}};
}

}  // namespace tillpoints::cloud
