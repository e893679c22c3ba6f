#pragma once
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "plugin/runtime/asio_loop.hpp"
#include "plugin/runtime/engine_supervisor.hpp"
#include "plugin/runtime/event_inbox.hpp"
#include "plugin/runtime/link_report.hpp"
#include "plugin/runtime/outbox_thread.hpp"
#include "plugin/runtime/retention_job.hpp"
#include "plugin/runtime/runtime.hpp"

namespace tillpoints {

/// The link as the sender judges it, in a word.
std::string_view state_of_link(const OutboxSender& sender);

/// Everything that one runtime consists of, and the work of the library's thread. Each piece of that work may
/// throw. Then the engine is discarded and started again, the events it had are answered `not_stored`, and
/// the thread goes on. What the thread itself does between these pieces needs no memory.
struct Runtime::Parts {
    Parts(Config the_config, std::unique_ptr<Outbox> outbox, std::unique_ptr<Log> the_log);

    Result<void> compose(const TransportMaker& make_transport, CommandInbox::Options commands);

    /// The library's thread, until the inbox is closed. Whatever is not answered then is refused.
    void serve();
    /// Ends a wait of the library's thread. Needs no memory. [any thread]
    void wake();

    Config config;
    std::unique_ptr<Log> log;
    EventInbox inbox;
    boost::asio::io_context io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
    AsioLoop loop{io.get_executor()};
    Clock clock;
    std::atomic<bool> asleep{false};
    OutboxThread executor;
    Transport* transport = nullptr;  ///< the provider's
    std::unique_ptr<LoyaltyProvider> provider;
    std::unique_ptr<LinkReport> link_report;
    std::unique_ptr<RetentionJob> retention_job;
    std::unique_ptr<EngineSupervisor> supervisor;

  private:
    template <class Work>
    void attempt(Work work);
    void start_again(const char* reason);
    /// Whether an event can be processed now.
    bool takes_events() { return !config.enabled || supervisor->engine(); }
    void take_next_event();
    void handle(const SubmittedEventPtr& submitted);
    void run_handlers();
    void publish_link();
    void end();
};

}  // namespace tillpoints
