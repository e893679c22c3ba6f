#pragma once
#include <list>
#include <mutex>

#include "plugin/runtime/submitted_event.hpp"

namespace tillpoints {

/// What became of a submitted event at once.
enum class Submitted {
    taken,     ///< it will be answered exactly once
    busy,      ///< too many events wait; it will not be answered
    stopping,  ///< the plugin is being stopped; it will not be answered
};

/// The submitted events, in the order they came, until they are answered. Hosts' threads put them in; the
/// library's thread takes them one by one and answers those whose deadline passes, whatever became of them
/// meanwhile. Nothing here allocates: an event brings the memory for its place in the lists.
class EventInbox {
  public:
    using Moment = SubmittedEvent::Moment;
    using Refusal = SubmittedEvent::Refusal;
    /// An event in a list of its own.
    using One = std::list<SubmittedEventPtr>;

    explicit EventInbox(std::size_t most_waiting) : most_waiting_(most_waiting) {}

    /// [any thread]
    Submitted put(One event);
    /// From now on nothing more is taken in. [any thread]
    void close();
    bool closed() const;

    // The rest is called on the library's thread only.

    /// The first event that nobody has taken yet and that is not answered yet; null if there is none.
    SubmittedEventPtr take();
    bool has_untaken() const;
    /// Refuses the events that were taken and not answered.
    void refuse_taken(Refusal why);
    /// Refuses all that are not answered.
    void refuse_all(Refusal why);
    /// Refuses those whose deadline is `now` or earlier as not stored.
    void refuse_overdue(Moment now);
    /// When the next deadline may pass, or `Moment::max()`.
    Moment next_due();

  private:
    /// Takes in what hosts have put in since.
    void receive();
    void drop_answered();

    const std::size_t most_waiting_;
    mutable std::mutex mutex_;
    One arrived_;  ///< with the mutex only, like the next two
    std::size_t waiting_ = 0;
    bool closed_ = false;

    One untaken_;
    One taken_;
    Moment next_due_ = Moment::max();  ///< not later than the earliest deadline of both lists
    std::size_t drop_at_ = 0;
};

}  // namespace tillpoints
