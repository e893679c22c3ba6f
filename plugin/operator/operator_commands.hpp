#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/engine/engine.hpp"
#include "plugin/operator/command_execution.hpp"
#include "plugin/operator/customer_forgetting.hpp"

namespace tillpoints {

/// Takes operator commands out of the inbox and has them carried out between the sender's steps. No receipt
/// waits for them. Runs on the library's thread only.
class OperatorCommands {
  public:
    OperatorCommands(const RuntimeEnv& env, Engine& engine, CommandInbox::Options inbox);

    void start();
    void stop();

  private:
    void look_again();
    void look();
    void read();
    /// Carries out the commands that need not wait; the others wait for the next look.
    void take(Result<std::vector<QueuedCommand>> commands);
    bool must_wait(const QueuedCommand& queued) const;
    void unread(const Problem& problem);
    void execute_command(QueuedCommand queued);
    void executed(const QueuedCommand& queued, Result<ExecutedCommand> done);
    /// Gives a command about a receipt to the dispatcher, which takes it in the receipt's turn like an event.
    void resolve(const replay::Command& command);
    void resolved(const replay::Command& command, const std::string& answer);
    void forget(const replay::Command& command);
    void put_answer(const std::string& id, std::string answer);
    void one_done();

    RuntimeEnv env_;
    ReceiptDispatcher& dispatcher_;
    OutboxSender& sender_;
    CommandInbox::Options inbox_;
    CustomerForgetting forgetting_;
    std::unique_ptr<Loop::Timer> timer_;
    std::optional<CommandInbox::Stamp> seen_;
    std::size_t under_way_ = 0;
    std::string told_;        ///< the trouble that the log names already
    bool once_more_ = false;  ///< look into the inbox even if its stamp stays as it is
    bool stopping_ = false;
};

}  // namespace tillpoints
