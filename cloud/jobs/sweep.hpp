#pragma once
#include <vector>

#include "cloud/api/service.hpp"

namespace tillpoints::cloud {

/// What a sweep has done.
struct Swept {
    std::int64_t visited = 0;       ///< customers to whom time may have done something
    std::int64_t certificates = 0;  ///< for birthdays
    std::int64_t gifts = 0;         ///< to win customers back
    std::int64_t pictures = 0;      ///< forgotten: never put, or shown by no goods for a day
};

/// Does for everybody what time has made due: lapses certificates and gifts, grants deferred awards, expires
/// points, issues birthday certificates, wins silent customers back; and forgets pictures nobody needs. In
/// slices, each a transaction of its own, so that tills are served in between. Running it again, or twice at
/// once, does nothing twice. `service` must outlive it.
class Sweep {
  public:
    explicit Sweep(Service& service) : service_(service) {}

    /// One slice. False when everything was seen.
    bool step();
    const Swept& swept() const { return swept_; }

  private:
    enum class Stage { due, birthdays, everybody, pictures, done };

    std::vector<ParticipantId> next_customers(RequestContext& context);
    bool forget_pictures();
    void visit(RequestContext& context, ParticipantId id, Swept& swept) const;

    Service& service_;
    Stage stage_ = Stage::due;
    ParticipantId seen_;  ///< of the stage `everybody`
    std::vector<ParticipantId> waiting_;
    Swept swept_;
};

/// All of it at once.
Swept sweep(Service& service);

}  // namespace tillpoints::cloud
