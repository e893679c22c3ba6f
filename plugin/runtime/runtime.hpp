#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "plugin/config/config.hpp"
#include "plugin/log/log.hpp"
#include "plugin/outbox/command_inbox.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/runtime/event_inbox.hpp"
#include "plugin/transport/transport.hpp"
#include "protocol/error.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// Makes the transport on the library's executor.
using TransportMaker = std::function<Result<std::unique_ptr<Transport>>(boost::asio::any_io_executor)>;

/// One running plugin: its thread, its outbox and its loyalty provider.
class Runtime {
  public:
    using Answer = SubmittedEvent::Answer;

    /// Reads what an earlier run left and starts the thread. Fails with the problem of the disk or transport.
    static Result<std::unique_ptr<Runtime>> start(Config config, std::unique_ptr<Outbox> outbox,
                                                  CommandInbox::Options commands,
                                                  const TransportMaker& transport, std::unique_ptr<Log> log);
    ~Runtime();

    /// `answer` is called on the library's thread. If memory is short this throws, and nothing was taken;
    /// what was taken is answered by its deadline whatever happens. [any thread]
    Submitted submit(std::string event, std::chrono::milliseconds deadline, Answer answer);
    /// The same for an event that is longer than accepted: only its size is passed.
    Submitted submit_too_large(std::size_t size, std::chrono::milliseconds deadline, Answer answer);

    /// The state of queue and link as JSON, on the library's thread. [any thread]
    void status(std::function<void(Json)> done);
    void entries_of(const ReceiptId& receipt, std::function<void(Json)> done);

    bool on_own_thread() const;
    /// Answers what is pending with shutting_down and ends the threads. Needs no memory. Not on the library's
    /// own thread.
    void stop();
    /// From inside an answer: begins to stop. The thread ends by itself; it is handed to the caller to join.
    std::thread stop_from_inside();

  private:
    struct Parts;
    explicit Runtime(std::unique_ptr<Parts> parts);
    Submitted put(std::string event, std::size_t size, std::chrono::milliseconds deadline, Answer answer);

    std::unique_ptr<Parts> parts_;
    std::thread thread_;
};

}  // namespace tillpoints
