#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const offer_statements[] = {R"(
ALTER TABLE campaigns ADD COLUMN certificate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaigns ADD COLUMN certificate_from INTEGER;
ALTER TABLE campaigns ADD COLUMN certificate_to INTEGER;
)"};

}  // namespace

std::span<const char* const> offer_migrations() {
    return offer_statements;
}

}  // namespace tillpoints::cloud
