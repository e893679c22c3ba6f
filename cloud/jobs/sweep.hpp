#pragma once
#include <vector>

#include "cloud/api/service.hpp"

namespace tillpoints::cloud {

/// What a sweep has done so far.
struct SweepCounts {
    std::int64_t visited = 0;        ///< customers for whom something may have been due
    std::int64_t certificates = 0;   ///< for birthdays
    std::int64_t gifts = 0;          ///< to win customers back
    std::int64_t confirmations = 0;  ///< removed: of redemptions, a day after they expired
    std::int64_t pictures = 0;       ///< removed: never uploaded, or shown by no goods for a day
};

/// Does what has become due for all customers: expires certificates, gifts and points, grants deferred
/// awards, issues birthday certificates, gives win-back gifts; and removes confirmations of redemptions that
/// are over and pictures that no goods show. It works in slices, so that terminals are served in between.
/// Running it again, or in two processes at once, does nothing twice. `service` must outlive it.
class Sweep {
  public:
    explicit Sweep(Service& service) : service_(service) {}

    /// Does one slice. False when everything was visited.
    bool step();
    const SweepCounts& swept() const { return swept_; }

  private:
    enum class Stage { due, birthdays, everybody, confirmations, pictures, done };

    std::vector<ParticipantId> next_customers(RequestContext& context);
    bool remove_confirmations();
    bool remove_images();
    void visit_some();
    void visit(RequestContext& context, ParticipantId id, SweepCounts& swept) const;

    Service& service_;
    Stage stage_ = Stage::due;
    ParticipantId seen_;    ///< of the stage `everybody`
    ParticipantId newest_;  ///< when `waiting_` was filled
    std::vector<ParticipantId> waiting_;
    SweepCounts swept_;
};

/// Does a whole sweep.
SweepCounts sweep(Service& service);

}  // namespace tillpoints::cloud
