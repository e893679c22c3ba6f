#include "cloud/storage/repositories/target_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

StaffTarget target_in(Query& query) {
    StaffTarget target;
    target.month = query.text();
    target.of_branch = query.integer() != 0;
    target.id = query.integer();
    if (const auto turnover = query.maybe_integer()) target.turnover = Money(*turnover);
    if (const auto share = query.maybe_integer()) target.card_share = Percent{*share};
    target.newcomers = query.maybe_integer();
    target.ratings = query.maybe_integer();
    return target;
}

}  // namespace

void TargetRepository::set(const StaffTarget& target) {
    auto query = connection_.query(
        "INSERT INTO staff_targets (month, of_branch, id, turnover, card_share, newcomers, ratings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (month, of_branch, id) DO UPDATE SET turnover ="
        " excluded.turnover, card_share = excluded.card_share, newcomers = excluded.newcomers, ratings ="
        " excluded.ratings");
    query.bind(target.month).bind(target.of_branch ? 1 : 0).bind(target.id);
    query.bind(target.turnover ? std::optional(target.turnover->count) : std::nullopt);
    query.bind(target.card_share ? std::optional(target.card_share->hundredths) : std::nullopt);
    query.bind(target.newcomers).bind(target.ratings).run();
}

void TargetRepository::remove(const std::string& month, bool of_branch, std::int64_t id) {
    connection_.query("DELETE FROM staff_targets WHERE month = ? AND of_branch = ? AND id = ?")
        .bind(month)
        .bind(of_branch ? 1 : 0)
        .bind(id)
        .run();
}

std::vector<StaffTarget> TargetRepository::of_month(const std::string& month) {
    auto query = connection_.query(
        "SELECT month, of_branch, id, turnover, card_share, newcomers, ratings FROM staff_targets WHERE"
        " month = ? ORDER BY of_branch, id");
    query.bind(month);
    std::vector<StaffTarget> out;
    while (query.next()) out.push_back(target_in(query));
    return out;
}

}  // namespace tillpoints::cloud
