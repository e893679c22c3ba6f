#include "plugin/entries/transition.hpp"
#include "plugin/replay/outcome.hpp"

namespace tillpoints::replay {

Learned learn_reward(OutboxEntry entry, const loyalty::Accepted& answer) {
    if (answer.accepted < 1)
        return parked_unhappened(std::move(entry), Errc::not_found,
                                 "the cloud accepts the correction for nobody");
    move_to(entry, EntryState::confirmed);
    entry.cloud_points = std::get<RewardEntry>(entry.body).points;
    return {std::move(entry), LinkStatus::open, EntryOutcome::confirmed, {}, {}, "confirmed"};
}

}  // namespace tillpoints::replay
