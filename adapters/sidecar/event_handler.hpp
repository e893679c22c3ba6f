#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "adapters/sidecar/answer_store.hpp"
#include "adapters/sidecar/metrics.hpp"
#include "adapters/sidecar/retries.hpp"
#include "adapters/sidecar/streams.hpp"
#include "adapters/sidecar/terminal.hpp"
#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// An event as it came in.
struct IncomingEvent {
    std::shared_ptr<Terminal> terminal;
    std::string key;  ///< the client's Idempotency-Key; empty: none
    std::uint32_t deadline_ms = 0;
    std::string body;
};

/// Takes events to the library and its answers back, each at most once for a key: a retry gets the answer
/// that the first one got, also while that is being worked on and after a restart. Used on the daemon's
/// thread.
class EventHandler {
  public:
    using Done = std::function<void(HttpAnswer)>;

    /// `most_in_flight`: events of one terminal that may wait at the same time.
    EventHandler(boost::asio::io_context& io, AnswerStore& store, Streams& streams, Metrics& metrics,
                 std::size_t most_in_flight);

    void take(IncomingEvent event, Done done);
    /// Requests that are not answered yet.
    std::size_t waiting() const { return waiting_.size(); }

  private:
    struct Work;
    using WorkPtr = std::shared_ptr<Work>;

    void begin(const WorkPtr& work);
    void look_up(const WorkPtr& work);
    void submit(const WorkPtr& work);
    void replied(const WorkPtr& work, const std::string& reply);
    void keep(const WorkPtr& work, const std::string& reply, const std::string& status);
    void record(const Work& work, const std::string& reply);
    /// Answers all who wait for the work's key, and the one without a key.
    void finish(const WorkPtr& work, const HttpAnswer& answer);
    void answer(Retries::Waiter waiter, const HttpAnswer& answer);

    boost::asio::io_context& io_;
    AnswerStore& store_;
    Streams& streams_;
    Metrics& metrics_;
    std::size_t most_in_flight_;
    Retries retries_;
    Retries::Waiter next_ = 0;
    std::map<Retries::Waiter, Done> waiting_;
};

}  // namespace tillpoints::sidecar
