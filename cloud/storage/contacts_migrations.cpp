#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const contacts_statements[] = {
    R"(
CREATE INDEX vouchers_by_customer ON vouchers(collected_by) WHERE collected_by IS NOT NULL;
CREATE INDEX campaign_members_by_customer ON campaign_members(customer);
CREATE INDEX draw_participants_by_customer ON draw_participants(customer);
CREATE INDEX draw_winners_by_customer ON draw_winners(customer);
CREATE INDEX point_requests_by_customer ON point_requests(customer);
CREATE INDEX messages_by_address ON messages(address) WHERE customer IS NULL;
CREATE INDEX actions_by_subject ON actions(subject);
)"};

}  // namespace

std::span<const char* const> contacts_migrations() {
    return contacts_statements;
}

}  // namespace tillpoints::cloud
