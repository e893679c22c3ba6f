#pragma once
#include <cstddef>
#include <list>
#include <optional>

namespace tillpoints::cloud {

/// The connections of a server. When there are as many as allowed, whoever has waited longest for its next
/// request makes room for a newcomer: idle and dawdling connections keep nobody out. One thread.
class ConnectionLimiter {
  public:
    explicit ConnectionLimiter(std::size_t most) : most_(most) {}

    class Connection {
      public:
        Connection() = default;
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;
        virtual ~Connection() = default;
        /// Ends the connection.
        virtual void drop() = 0;

      private:
        friend ConnectionLimiter;
        bool tracked_ = false;
        std::optional<std::list<Connection*>::iterator> idle_position_;  ///< among those that wait
    };

    /// Lets one more in, at another's expense if need be; false if all are being served.
    bool make_room();
    void add(Connection& member);
    void remove(Connection& member);
    /// It waits for a request from now on, or is only being ended.
    void mark_idle(Connection& member);
    /// Its request is there.
    void mark_busy(Connection& member);

  private:
    std::size_t most_;
    std::size_t tracked_ = 0;
    std::list<Connection*> idle_;  ///< the longest first
};

}  // namespace tillpoints::cloud
