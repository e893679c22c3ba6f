#include <algorithm>
#include <functional>

#include "cloud/api/refusals.hpp"
#include "cloud/api/request_context.hpp"
#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(RequestContext& context, const loyalty::Reward& call) {
    std::vector<ParticipantId> known;
    auto participants = call.participants;
    // Invited customers mostly joined after their inviters, and are locked before them.
    std::sort(participants.begin(), participants.end(), std::greater());
    for (const auto id : participants) {
        if (!context.db.customers.lock(id)) continue;
        if (context.db.ledger.balance(customer_account(id)) + call.points < Points() &&
            call.points < Points())
            return refusal(Errc::insufficient_funds);
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
    for (const auto id : known)
        for (const auto& transfer : transfers_of_reward(id, call.points))
            context.db.ledger.post(transfer, context.now);
    return loyalty::Accepted{static_cast<std::int64_t>(known.size())};
}

}  // namespace tillpoints::cloud
