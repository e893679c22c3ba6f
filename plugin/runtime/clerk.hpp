#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/runtime/command_work.hpp"
#include "plugin/runtime/office.hpp"

namespace tillpoints {

/// Takes a person's commands out of the box and has them carried out between the courier's steps. No receipt
/// waits for it. Runs on the library's thread only.
class Clerk {
  public:
    Clerk(const Ground& ground, Office& office, CommandBox::Options box);

    void start();
    void stop();

  private:
    void look_again();
    void look();
    void read();
    /// What may be touched now is set aside and carried out; the rest waits for the next look.
    void take(Result<std::vector<Order>> orders);
    void unread(const Problem& problem);
    void carry_out(Order order);
    void carried_out(const Order& order, Result<CarriedOut> done);
    /// A receipt is the desk's: it is told in the receipt's turn, as the register would tell it.
    void rule(const replay::Command& command);
    void ruled(const replay::Command& command, const std::string& answer);
    void one_done();

    Ground ground_;
    Desk& desk_;
    Courier& courier_;
    CommandBox::Options box_;
    std::unique_ptr<Loop::Timer> timer_;
    std::optional<CommandBox::Stamp> seen_;
    std::size_t under_way_ = 0;
    std::string told_;        ///< the trouble the log tells of already
    bool once_more_ = false;  ///< look into the box even if its stamp stays as it is
    bool stopping_ = false;
};

}  // namespace tillpoints
