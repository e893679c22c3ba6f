#include "cloud/storage/migrations.hpp"
#include "cloud/storage/schema.hpp"

namespace tillpoints::cloud {
namespace {

const char* const page_statements[] = {
    R"(
CREATE INDEX customers_by_name_beginning ON customers(substr(name, 1, 40), id);
DROP INDEX customers_by_name;
DROP INDEX operations_by_customer;
CREATE INDEX operations_by_customer ON operations(customer, state, created, branch);
)",
    R"(
ALTER TABLE ratings ADD COLUMN branch INTEGER REFERENCES branches(id);
UPDATE ratings SET branch = (SELECT o.branch FROM operations o WHERE o.id = ratings.operation);
CREATE INDEX ratings_by_branch ON ratings(branch, stars, created DESC, operation DESC);
CREATE INDEX ratings_by_created ON ratings(created, operation);
)"};

}  // namespace

std::vector<Migration> page_migrations() {
    std::vector<Migration> out;
    for (const auto* statements : page_statements) out.push_back({statements, false});
    return out;
}

}  // namespace tillpoints::cloud
