#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {

Learned learn_reward(Fact fact, const loyalty::Accepted& answer) {
    if (answer.accepted < 1)
        return parked_unhappened(std::move(fact), Errc::not_found,
                                 "the cloud accepts the correction for nobody");
    fact.state = FactState::confirmed;
    fact.cloud_points = std::get<RewardFact>(fact.body).points;
    return {std::move(fact), Road::open, News::confirmed, {}, {}, "confirmed"};
}

}  // namespace tillpoints::replay
