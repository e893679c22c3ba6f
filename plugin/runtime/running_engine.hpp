#pragma once
#include "plugin/engine/engine.hpp"
#include "plugin/operator/operator_commands.hpp"
#include "plugin/runtime/engine_ports.hpp"
#include "plugin/runtime/submitted_event.hpp"

namespace tillpoints {

/// An engine, the operator commands it carries out, and the ports of its own that both stand on. When it is
/// destroyed, nothing that it waits for is called any more.
class RunningEngine {
  public:
    /// `env` has the runtime's ports. The engine goes on with what is stored.
    RunningEngine(const RuntimeEnv& env, const CommandInbox::Options& commands, StoredState stored);
    ~RunningEngine() { ports_.close(); }

    /// On the library's thread.
    void start();
    /// Gives the engine an event; its reply goes out by `submitted`.
    void take(till::Event event, const SubmittedEventPtr& submitted);
    /// A receipt_opened that could not be read: the reply to the receipt's closing says why.
    void opening_refused(const ReceiptId& receipt, const Problem& problem) {
        engine_.dispatcher.opening_refused(receipt, problem);
    }
    /// Gives the disk what it was not given yet.
    void write_unwritten() { engine_.dispatcher.write_unwritten(); }
    const OutboxSender& sender() const { return engine_.sender; }

  private:
    EnginePorts ports_;
    RuntimeEnv env_;
    Engine engine_;
    OperatorCommands commands_;
};

}  // namespace tillpoints
