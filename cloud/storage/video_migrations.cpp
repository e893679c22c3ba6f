#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const video_statements[] = {R"(
ALTER TABLE instruction_versions ADD COLUMN video TEXT NOT NULL DEFAULT '';
)"};

}  // namespace

std::span<const char* const> video_migrations() {
    return video_statements;
}

}  // namespace tillpoints::cloud
