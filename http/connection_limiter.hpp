#pragma once
#include <cstddef>
#include <list>
#include <optional>

namespace tillpoints {

/// Limits the connections of a server. When there are as many as allowed, the one that has waited longest for
/// its next request is closed for a new one, so that idle and slow clients do not keep others out. One
/// thread.
class ConnectionLimiter {
  public:
    explicit ConnectionLimiter(std::size_t most) : most_(most) {}

    class Connection {
      public:
        Connection() = default;
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;
        virtual ~Connection() = default;
        /// Closes the connection.
        virtual void drop() = 0;

      private:
        friend ConnectionLimiter;
        bool tracked_ = false;
        std::optional<std::list<Connection*>::iterator>
            idle_position_;  ///< in `idle_`; absent while it is busy
    };

    /// Makes room for one more connection, by closing an idle one if need be. False if a request is being
    /// served on every connection.
    bool make_room();
    void add(Connection& member);
    void remove(Connection& member);
    /// From now on the connection waits for a request, or is only being closed.
    void mark_idle(Connection& member);
    /// The connection's request has arrived.
    void mark_busy(Connection& member);
    /// Closes every connection that waits for a request.
    void drop_idle();
    std::size_t size() const { return tracked_; }

  private:
    std::size_t most_;
    std::size_t tracked_ = 0;
    std::list<Connection*> idle_;  ///< the one that has waited longest first
};

}  // namespace tillpoints
