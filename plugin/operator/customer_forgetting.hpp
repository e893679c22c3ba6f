#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "plugin/engine/engine.hpp"
#include "plugin/operator/forgotten_customers.hpp"

namespace tillpoints {

/// Forgets customers in a running register: a slice at a time, so that no receipt waits for more than some
/// dozens of records. What names a customer and is not finished is erased later, and what this run held in
/// memory meanwhile by a second pass. Runs on the library's thread only.
class CustomerForgetting {
  public:
    CustomerForgetting(const RuntimeEnv& env, ReceiptDispatcher& dispatcher);

    /// Goes on with what earlier runs did not finish.
    void start();
    void stop();

    using Done = std::function<void(const Result<Json>& answer)>;
    /// `done` is called once, unless stop() is called before.
    void forget(const replay::Command& command, Done done);

  private:
    struct Work {
        ForgottenCustomer customer;
        CustomerErasure erasure;
        std::optional<replay::Command> command;
        Done done;
    };
    void next_slice(const std::shared_ptr<Work>& work);
    void finish(const std::shared_ptr<Work>& work);
    void end(Work& work, const Result<Json>& answer);
    void again_in(std::chrono::milliseconds pause);
    /// The next pass, unless a command has set an alarm meanwhile.
    void again_by_itself();
    void read_list();
    void go_through(const std::shared_ptr<std::vector<ForgottenCustomer>>& customers);

    RuntimeEnv env_;
    ReceiptDispatcher& dispatcher_;
    std::unique_ptr<Loop::Timer> timer_;
    bool alarm_is_set_ = false;
    int commands_ = 0;  ///< under way
    bool stopping_ = false;
};

/// The same at once, where no register runs. Gives the command's answer.
Result<Json> forget_without_register(const replay::Command& command, Outbox& outbox, Timestamp now);

}  // namespace tillpoints
