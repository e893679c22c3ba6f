#include "cloud/storage/migrations.hpp"
#include "cloud/storage/schema.hpp"

namespace tillpoints::cloud {
namespace {

// Not beside older processes: one of them would erase a person and leave the words that answered them.
constexpr auto answers = R"(
ALTER TABLE ratings ADD COLUMN answer TEXT;
ALTER TABLE ratings ADD COLUMN answered INTEGER;
ALTER TABLE ratings ADD COLUMN answered_by INTEGER REFERENCES people(id);
CREATE INDEX ratings_unanswered ON ratings(stars, created DESC, operation DESC) WHERE answered IS NULL;
CREATE INDEX ratings_unanswered_of_branch ON ratings(branch, stars, created DESC, operation DESC) WHERE answered IS NULL;
)";

}  // namespace

std::vector<Migration> review_migrations() {
    return {{answers, false}};
}

}  // namespace tillpoints::cloud
