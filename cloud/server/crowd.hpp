#pragma once
#include <cstddef>
#include <list>
#include <optional>

namespace tillpoints::cloud {

/// The connections of a server. When there are as many as allowed, whoever has waited longest for its next
/// request makes room for a newcomer: idle and dawdling connections keep nobody out. One thread.
class Crowd {
  public:
    explicit Crowd(std::size_t most) : most_(most) {}

    class Member {
      public:
        Member() = default;
        Member(const Member&) = delete;
        Member& operator=(const Member&) = delete;
        virtual ~Member() = default;
        /// Ends the connection.
        virtual void drop() = 0;

      private:
        friend Crowd;
        bool inside_ = false;
        std::optional<std::list<Member*>::iterator> place_;  ///< among those that wait
    };

    /// Lets one more in, at another's expense if need be; false if all are being served.
    bool make_room();
    void enter(Member& member);
    void leave(Member& member);
    /// It waits for a request from now on, or is only being ended.
    void waits(Member& member);
    /// Its request is there.
    void served(Member& member);

  private:
    std::size_t most_;
    std::size_t inside_ = 0;
    std::list<Member*> waiting_;  ///< the longest first
};

}  // namespace tillpoints::cloud
