#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/service/answers.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(Desk& desk, const loyalty::Reward& call) {
    std::vector<ParticipantId> known;
    for (const auto id : call.participants) {
        if (!desk.books.customer(id)) continue;
        if (desk.books.balance(customer_account(id)) + call.points < Points() && call.points < Points())
            return refusal(Errc::insufficient_funds);
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
    }
    for (const auto id : known)
        for (const auto& transfer : transfers_of_reward(id, call.points)) desk.books.post(transfer, desk.now);
    return loyalty::Accepted{static_cast<std::int64_t>(known.size())};
}

}  // namespace tillpoints::cloud
