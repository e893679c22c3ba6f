#include "cloud/console/terminal_calls.hpp"

#include "cloud/fleet/fleet_view.hpp"

namespace tillpoints::cloud {

HttpAnswer show_terminals(ConsoleCall& call, Reader) {
    auto& fleet = call.context.db.fleet;
    Json terminals = Json::array();
    for (const auto& terminal : fleet.terminals()) terminals.push(terminal_json(terminal, call.moment));
    Json rollouts = Json::array();
    for (const auto& rollout : fleet.rollouts()) rollouts.push(rollout_json(rollout));
    return console_answer(
        200, Json::object({{"terminals", std::move(terminals)}, {"rollouts", std::move(rollouts)}}));
}

}  // namespace tillpoints::cloud
