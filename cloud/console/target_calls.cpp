#include "cloud/console/target_calls.hpp"

#include <algorithm>

#include "cloud/console/report_calls.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr Money highest_turnover(1'000'000'000'000'00);
constexpr std::int64_t highest_count = 1'000'000;

bool sees_cashier_of_target(ConsoleCall& call, std::int64_t id) {
    const auto& person = call.caller.person;
    if (person.role == Role::employee) return person.cashier && person.cashier->id == id;
    const auto cashier = call.context.db.staff.find_cashier(id);
    return cashier && sees_branch(call, cashier->branch);
}

/// The branches whose targets the caller sees, in the order of their ids.
std::vector<std::int64_t> seen_branches(ConsoleCall& call) {
    std::vector<std::int64_t> out;
    if (call.caller.person.role == Role::employee) return out;
    for (const auto& branch : call.context.db.staff.branches())
        if (sees_branch(call, branch)) out.push_back(branch.id);
    std::sort(out.begin(), out.end());
    return out;
}

bool sees_target(ConsoleCall& call, const StaffTarget& target, const std::vector<std::int64_t>& branches) {
    return target.of_branch ? std::binary_search(branches.begin(), branches.end(), target.id)
                            : sees_cashier_of_target(call, target.id);
}

bool asks_nothing(const StaffTarget& target) {
    return !target.turnover && !target.card_share && !target.newcomers && !target.ratings;
}

StaffTarget read_target(Reader& in) {
    StaffTarget target;
    if (const auto month = month_in(in)) target.month = name_of_month(*month);
    if (!in.has("month")) in.fail("month", Errc::missing_field, "a month such as 2026-10");
    const auto cashier = in.maybe_integer("cashier", 1, INT64_MAX);
    const auto branch = in.maybe_integer("branch", 1, INT64_MAX);
    if (cashier.has_value() == branch.has_value())
        in.fail("cashier", Errc::invalid_value, "a cashier or a branch");
    target.of_branch = branch.has_value();
    target.id = branch.value_or(cashier.value_or(0));
    target.turnover = in.maybe_major("turnover");
    if (target.turnover && (*target.turnover <= Money() || *target.turnover > highest_turnover))
        in.fail("turnover", Errc::out_of_range, "an amount above 0");
    target.card_share = in.maybe_percent("card_share");
    if (target.card_share && (*target.card_share <= Percent{} || *target.card_share > Percent{100'00}))
        in.fail("card_share", Errc::out_of_range, "above 0 and at most 100");
    target.newcomers = in.maybe_integer("newcomers", 1, highest_count);
    target.ratings = in.maybe_integer("ratings", 1, highest_count);
    return target;
}

Json share_json(Percent percent) {
    return Json::Number{format_decimal(percent.hundredths, 2)};
}

/// What the audit log says of it: figures only.
std::string target_words(const StaffTarget& target) {
    std::string out = target.month;
    const auto add = [&](const char* name, const std::string& value) {
        out += std::string(", ") + name + " " + value;
    };
    if (target.turnover) add("turnover", format_decimal(target.turnover->count, 2));
    if (target.card_share) add("card share", format_decimal(target.card_share->hundredths, 2));
    if (target.newcomers) add("newcomers", std::to_string(*target.newcomers));
    if (target.ratings) add("ratings", std::to_string(*target.ratings));
    return out;
}

Json target_json(const StaffTarget& target) {
    return Json::object({{target.of_branch ? "branch" : "cashier", target.id},
                         {"turnover", target.turnover ? decimal_of(*target.turnover) : Json()},
                         {"card_share", target.card_share ? share_json(*target.card_share) : Json()},
                         {"newcomers", target.newcomers ? Json(*target.newcomers) : Json()},
                         {"ratings", target.ratings ? Json(*target.ratings) : Json()}});
}

}  // namespace

HttpAnswer set_target(ConsoleCall& call, Reader in) {
    const auto target = read_target(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!sees_target(call, target, seen_branches(call)))
        return console_refusal(
            {Problem{Errc::not_found, target.of_branch ? "branch" : "cashier", "one that is yours", {}}});
    auto& targets = call.context.db.targets;
    if (asks_nothing(target)) {
        targets.remove(target.month, target.of_branch, target.id);
    } else {
        targets.set(target);
    }
    log_action(call, asks_nothing(target) ? "target_removed" : "target_set",
               (target.of_branch ? "branch/" : "cashier/") + std::to_string(target.id), target_words(target));
    return console_answer(200, Json::object({{"targets", targets_json(call, target.month)}}));
}

Json targets_json(ConsoleCall& call, const std::string& month) {
    Json out = Json::array();
    const auto branches = seen_branches(call);
    for (const auto& target : call.context.db.targets.of_month(month))
        if (sees_target(call, target, branches)) out.push(target_json(target));
    return out;
}

}  // namespace tillpoints::cloud
