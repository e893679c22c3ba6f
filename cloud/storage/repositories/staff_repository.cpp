#include "cloud/storage/repositories/staff_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<CashierRecord> cashier_in(Query& query) {
    if (!query.next()) return {};
    CashierRecord record;
    record.id = query.integer();
    record.external_id = query.text();
    record.name = query.text();
    const auto branch = query.maybe_integer();
    const auto name = query.maybe_text();
    if (branch) record.branch = loyalty::Named{*branch, name.value_or("")};
    return record;
}

#define SELECT_CASHIER                                                                                 \
    "SELECT c.id, c.external_id, c.name, b.id, b.name FROM cashiers c LEFT JOIN branches b ON b.id = " \
    "c.branch "

}  // namespace

loyalty::Named StaffRepository::find_or_add_cashier(const loyalty::Cashier& cashier) {
    const auto& external = cashier.external_id;
    {
        auto known = connection_.query("SELECT id, name FROM cashiers WHERE external_id = ?");
        if (known.bind(external).next()) {
            const auto id = known.integer();
            auto name = known.text();
            if (!cashier.name || *cashier.name == name) return {id, std::move(name)};
        }
    }
    auto add = connection_.query(
        "INSERT INTO cashiers (external_id, name) VALUES (?, ?) ON CONFLICT (external_id) DO UPDATE SET"
        " name = excluded.name RETURNING id, name");
    add.bind(external).bind(cashier.name.value_or(external)).next();
    const auto id = add.integer();
    return {id, add.text()};
}

std::optional<CashierRecord> StaffRepository::find_cashier(std::int64_t cashier) {
    auto query = connection_.query(SELECT_CASHIER "WHERE c.id = ?");
    query.bind(cashier);
    return cashier_in(query);
}

std::vector<CashierRecord> StaffRepository::cashiers() {
    auto query = connection_.query(SELECT_CASHIER "ORDER BY c.id");
    std::vector<CashierRecord> out;
    while (auto record = cashier_in(query)) out.push_back(std::move(*record));
    return out;
}

loyalty::Named StaffRepository::find_or_add_branch(const std::string& name) {
    connection_.query("INSERT INTO branches (name) VALUES (?) ON CONFLICT DO NOTHING").bind(name).run();
    auto query = connection_.query("SELECT id, name FROM branches WHERE name = ?");
    query.bind(name).next();
    const auto id = query.integer();
    return {id, query.text()};
}

std::vector<loyalty::Named> StaffRepository::branches() {
    auto query = connection_.query("SELECT id, name FROM branches ORDER BY id");
    std::vector<loyalty::Named> out;
    while (query.next()) {
        const auto id = query.integer();
        out.push_back({id, query.text()});
    }
    return out;
}

void StaffRepository::set_branch(std::int64_t cashier, std::int64_t branch) {
    connection_.query("UPDATE cashiers SET branch = ? WHERE id = ?").bind(branch).bind(cashier).run();
}

}  // namespace tillpoints::cloud
