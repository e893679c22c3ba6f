#include "plugin/entries/transition.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "plugin/entries/stored_status.hpp"

namespace tillpoints {
namespace {

struct Move {
    EntryState from;
    EntryState to;
};

constexpr auto moves = [] {
    using enum EntryState;
    return std::array{
        Move{pending, sent},             // its first byte may leave from now on
        Move{pending, withdrawn},        // it is no longer wanted and was never sent
        Move{pending, cancelled},        // a person cancels it, or its sale never came to be
        Move{pending, written_off},      // a person gives it up
        Move{sent, pending},             // provably unsent, or proven absent
        Move{sent, confirmed},           // the cloud has it
        Move{sent, reversing},           // the cloud has it, and it is not wanted or spent other points
        Move{sent, withdrawn},           // the cloud refused it, or proven absent and no longer wanted
        Move{confirmed, reversing},      // it is no longer wanted
        Move{reversing, reversal_sent},  // the first byte of the refund may leave from now on
        Move{reversal_sent, reversing},  // the refund is provably unsent, or proven absent
        Move{reversal_sent, withdrawn},  // the cloud has refunded it
        Move{parked, pending},           // a person retries it, and nothing of it can be in the cloud
        Move{parked, sent},              // a person retries it, and it is looked up first
        Move{parked, reversal_sent},     // the same for its refund
        Move{parked, cancelled},         // a person cancels it, or its sale was given up
        Move{parked, written_off},       // a person gives it up
    };
}();

void require(const OutboxEntry& entry, EntryState to) {
    if (may_move(entry.state, to)) return;
    throw std::logic_error("entry " + entry.id.text + " cannot move from " +
                           std::string(name_of(entry.state)) + " to " + std::string(name_of(to)));
}

}  // namespace

/// The one place that assigns a status.
class EntryTransition {
  public:
    static void assign(OutboxEntry& entry, EntryState to, std::optional<Parking> parking) {
        require(entry, to);
        EntryStatus& status = entry.state;
        auto earlier = status.earlier_loss_;
        if (parking && earlier) parking->loss = std::max(parking->loss, *earlier);
        if (!parking && status.parking_) earlier = status.parking_->loss;
        if (parking || is_final(to)) earlier.reset();
        status.state_ = to;
        status.parking_ = std::move(parking);
        status.earlier_loss_ = earlier;
    }
};

EntryStatus stored_status(EntryState state, std::optional<Parking> parking,
                          std::optional<Money> earlier_loss) {
    return {state, std::move(parking), earlier_loss};
}

bool may_move(EntryState from, EntryState to) {
    if (to == EntryState::parked) return true;
    return std::any_of(moves.begin(), moves.end(),
                       [&](const Move& move) { return move.from == from && move.to == to; });
}

void move_to(OutboxEntry& entry, EntryState to) {
    if (to == EntryState::parked)
        throw std::logic_error("entry " + entry.id.text + " is parked without a reason");
    EntryTransition::assign(entry, to, {});
}

void park(OutboxEntry& entry, Parking parking) {
    EntryTransition::assign(entry, EntryState::parked, std::move(parking));
}

void give_up(OutboxEntry& entry, EntryState to, Parking parking) {
    if (to != EntryState::cancelled && to != EntryState::written_off)
        throw std::logic_error("entry " + entry.id.text + " is given up as " + std::string(name_of(to)));
    EntryTransition::assign(entry, to, std::move(parking));
}

}  // namespace tillpoints
