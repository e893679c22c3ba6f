#pragma once
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "adapters/sidecar/terminal.hpp"
#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// The pages that follow a terminal (GET /v1/stream). A page that does not read holds up nobody: what it
/// missed is dropped, and it is told everything anew once it reads again. Used on the daemon's thread.
class Streams {
  public:
    Streams(std::chrono::seconds heartbeat, std::size_t most_of_terminal)
        : heartbeat_(heartbeat), most_of_terminal_(most_of_terminal) {}

    /// May the page still follow? Asked at every tick.
    using Allowed = std::function<bool()>;

    /// Begins a stream; `last_id` is the page's Last-Event-ID. If the terminal has too many, the oldest one
    /// ends.
    void open(const std::shared_ptr<ReplyChannel>& channel, const std::shared_ptr<Terminal>& terminal,
              const std::string& last_id, Allowed allowed);
    /// Something was added to the terminal's journal.
    void notify(const Terminal& terminal);
    /// Call about once a second: sends heartbeats, drops pages that are gone, ends those that may not follow
    /// any more.
    void tick(std::chrono::steady_clock::time_point now);
    /// The terminals that are followed.
    std::vector<std::shared_ptr<Terminal>> followed() const;
    /// Ends the streams of the terminal; of all terminals if it is null.
    void end(const Terminal* terminal);
    std::size_t size() const { return pages_.size(); }

  private:
    struct Page {
        std::shared_ptr<ReplyChannel> channel;
        std::shared_ptr<Terminal> terminal;
        std::string sent;  ///< the id of what was sent last
        bool writing = false;
        std::chrono::steady_clock::time_point since;  ///< of the last write
        Allowed allowed;
    };
    using PagePtr = std::shared_ptr<Page>;

    void pump(const PagePtr& page);
    void write(const PagePtr& page, std::string text);

    std::chrono::seconds heartbeat_;
    std::size_t most_of_terminal_;
    std::list<PagePtr> pages_;
};

/// What a page is told first, and again when it missed too much.
std::string resync_json(const Terminal& terminal);

}  // namespace tillpoints::sidecar
