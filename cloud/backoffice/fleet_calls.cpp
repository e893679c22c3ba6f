#include "cloud/backoffice/fleet_calls.hpp"

#include <algorithm>
#include <chrono>

#include "cloud/fleet/fleet.hpp"
#include "cloud/fleet/fleet_view.hpp"
#include "cloud/fleet/release_document.hpp"

namespace tillpoints::cloud {
namespace {

Timestamp real_time() {
    return std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());
}

bool is_digest(const std::string& text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

HttpAnswer register_terminals(RequestContext& context, Reader in) {
    std::vector<std::pair<std::string, std::string>> terminals;
    in.each("terminals", 10'000, [&](Reader each) {
        const auto name = each.text("name", 64);
        const auto digest = each.text("token_digest", 64);
        if (!is_terminal_name(name)) each.fail("name", Errc::invalid_value, "letters, digits, '.', '-', '_'");
        if (!is_digest(digest)) each.fail("token_digest", Errc::invalid_value, "64 hexadecimal digits");
        terminals.emplace_back(name, digest);
    });
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    for (const auto& [name, digest] : terminals) context.db.fleet.set_terminal(name, digest);
    return backoffice_answer(200, Json::object({{"terminals", terminals.size()}}));
}

HttpAnswer remove_terminal(RequestContext& context, Reader in) {
    const auto name = in.text("terminal", 64);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!context.db.fleet.remove_terminal(name))
        return backoffice_refusal(Problem{Errc::not_found, "terminal", "the name of a terminal", name});
    return backoffice_answer(200, Json::object({{"terminal", name}}));
}

HttpAnswer list_terminals(RequestContext& context, Reader) {
    const auto now = real_time();
    watch_rollouts(context.db, now);
    Json rows = Json::array();
    for (const auto& terminal : context.db.fleet.terminals()) rows.push(terminal_json(terminal, now));
    return backoffice_answer(200, Json::object({{"rows", std::move(rows)}}));
}

HttpAnswer roll_out(RequestContext& context, Reader in) {
    Rollout rollout;
    in.object("document");
    if (const auto* document = in.raw("document")) rollout.document = dump(*document);
    rollout.share = in.maybe_integer("share", 1, 100).value_or(rollout.share);
    rollout.watch = in.maybe_integer("watch_minutes", 0, 10'080).value_or(rollout.watch);
    rollout.tolerated = in.maybe_integer("tolerated", 0, 10'000).value_or(rollout.tolerated);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto release = read_release(rollout.document);
    if (!release) return backoffice_refusal(400, Problems{release.error()});
    rollout.number = release->number;
    if (const auto problem = begin_rollout(context.db, rollout, real_time()))
        return backoffice_refusal(409, Problems{*problem});
    return list_rollouts(context, in);
}

HttpAnswer list_rollouts(RequestContext& context, Reader) {
    watch_rollouts(context.db, real_time());
    Json rows = Json::array();
    for (const auto& rollout : context.db.fleet.rollouts()) rows.push(rollout_json(rollout));
    return backoffice_answer(200, Json::object({{"rows", std::move(rows)}}));
}

HttpAnswer stop_rollout(RequestContext& context, Reader in) {
    const auto number = in.integer("number", 1, 1'000'000'000);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    auto rollout = context.db.fleet.lock(number);
    if (!rollout)
        return backoffice_refusal(
            Problem{Errc::not_found, "number", "the number of a release", std::to_string(number)});
    if (rollout->state != RolloutState::stopped) {
        rollout->state = RolloutState::stopped;
        rollout->reason = "stopped by a person";
        rollout->since = real_time();
        context.db.fleet.update(*rollout);
    }
    return backoffice_answer(200, rollout_json(*rollout));
}

}  // namespace tillpoints::cloud
