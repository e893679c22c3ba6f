#include "cloud/fleet/fleet_view.hpp"

#include "cloud/fleet/trouble.hpp"

namespace tillpoints::cloud {

Json terminal_json(const FleetTerminal& terminal, Timestamp now) {
    Json troubles = Json::array();
    for (const auto& trouble : troubles_of(terminal, now))
        troubles.push(Json::object({{"code", trouble.code}, {"value", trouble.value}}));
    const auto heartbeat = stored_heartbeat(terminal.heartbeat);
    return Json::object({{"terminal", terminal.name},
                         {"heard", terminal.heard ? Json(to_text(*terminal.heard)) : Json()},
                         {"offered", terminal.offered},
                         {"troubles", std::move(troubles)},
                         {"heartbeat", heartbeat ? json_of(*heartbeat) : Json()}});
}

Json rollout_json(const Rollout& rollout) {
    static constexpr std::string_view states[] = {"first", "rest", "done", "stopped"};
    return Json::object({{"number", rollout.number},
                         {"created", to_text(rollout.created)},
                         {"share", rollout.share},
                         {"watch_minutes", rollout.watch},
                         {"tolerated", rollout.tolerated},
                         {"state", states[static_cast<std::size_t>(rollout.state)]},
                         {"since", to_text(rollout.since)},
                         {"reason", rollout.reason}});
}

}  // namespace tillpoints::cloud
