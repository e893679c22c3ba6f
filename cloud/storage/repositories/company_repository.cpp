#include "cloud/storage/repositories/company_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_BRANCH \
    "SELECT b.id, b.name, p.profile FROM branches b LEFT JOIN branch_profiles p ON p.branch = b.id "

std::optional<BranchRecord> branch_row(Query& query) {
    if (!query.next()) return {};
    BranchRecord record;
    record.branch.id = query.integer();
    record.branch.display_name = query.text();
    record.profile = query.maybe_text().value_or("");
    return record;
}

}  // namespace

std::optional<CompanyRecord> CompanyRepository::find() {
    auto query = connection_.query("SELECT profile, logo FROM company_profile WHERE id = 1");
    if (!query.next()) return {};
    CompanyRecord record;
    record.profile = query.text();
    record.logo = query.maybe_text();
    return record;
}

void CompanyRepository::set(const CompanyRecord& record) {
    auto query = connection_.query(
        "INSERT INTO company_profile (id, profile, logo) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " profile = excluded.profile, logo = excluded.logo");
    query.bind(record.profile).bind(record.logo).run();
}

std::vector<BranchRecord> CompanyRepository::branches() {
    auto query = connection_.query(SELECT_BRANCH "ORDER BY b.id");
    std::vector<BranchRecord> rows;
    while (auto record = branch_row(query)) rows.push_back(std::move(*record));
    return rows;
}

std::optional<BranchRecord> CompanyRepository::find_branch(std::int64_t branch) {
    auto query = connection_.query(SELECT_BRANCH "WHERE b.id = ?");
    query.bind(branch);
    return branch_row(query);
}

void CompanyRepository::set_branch(std::int64_t branch, const std::string& profile) {
    auto query = connection_.query(
        "INSERT INTO branch_profiles (branch, profile) VALUES (?, ?) ON CONFLICT (branch) DO UPDATE SET"
        " profile = excluded.profile");
    query.bind(branch).bind(profile).run();
}

bool CompanyRepository::rename_branch(std::int64_t branch, const std::string& name) {
    auto query = connection_.query(
        "UPDATE branches SET name = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM branches o WHERE o.name = ?"
        " AND o.id <> ?) RETURNING id");
    return query.bind(name).bind(branch).bind(name).bind(branch).next();
}

}  // namespace tillpoints::cloud
