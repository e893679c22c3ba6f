#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/error.hpp"
#include "protocol/money.hpp"

namespace tillpoints {

struct OutboxEntry;

enum class EntryState {
    pending,        ///< certainly not in the cloud: never sent, or provably unsent, or proven absent
    sent,           ///< bytes may have left and the outcome is unknown: look up before anything else
    confirmed,      ///< the cloud has it (`operation` is known)
    reversing,      ///< in the cloud but no longer wanted; the refund has certainly not happened
    reversal_sent,  ///< the refund's bytes may have left, its outcome is unknown
    withdrawn,      ///< over: not in the cloud, or refunded there in full
    parked,         ///< a person must look: the parking says why
    cancelled,      ///< given up by a person before it happened
    written_off,    ///< given up by a person, with its loss
};

std::string_view name_of(EntryState state);
std::optional<EntryState> entry_state_from(std::string_view name);

/// confirmed, withdrawn, cancelled, written_off: nothing is left to do (unless a confirmed one is unwanted).
bool is_final(EntryState state);

struct Parking {
    Errc reason = Errc::cloud_error;
    std::string detail;  ///< for a person; no personal data
    Money loss;          ///< what it costs the shop if nobody acts
    friend bool operator==(const Parking&, const Parking&) = default;
};

/// An entry's state, and the parking of one that is parked or was given up. It is read like an EntryState.
/// Only the functions of transition.hpp change it, so that every move is one of the table's; only
/// `stored_status` makes one from a state that was written down before.
class EntryStatus {
  public:
    EntryStatus() = default;

    operator EntryState() const { return state_; }
    const std::optional<Parking>& parking() const { return parking_; }
    /// The loss of its last parking, for an entry that an operator retried or edited: its loss never shrinks
    /// because it was tried again.
    const std::optional<Money>& earlier_loss() const { return earlier_loss_; }
    friend bool operator==(const EntryStatus&, const EntryStatus&) = default;

  private:
    EntryStatus(EntryState state, std::optional<Parking> parking, std::optional<Money> earlier_loss)
        : state_(state), parking_(std::move(parking)), earlier_loss_(earlier_loss) {}

    friend class EntryTransition;
    friend EntryStatus stored_status(EntryState state, std::optional<Parking> parking,
                                     std::optional<Money> earlier_loss);

    EntryState state_ = EntryState::pending;
    std::optional<Parking> parking_;
    std::optional<Money> earlier_loss_;  ///< nothing while `parking_` has the loss
};

}  // namespace tillpoints
