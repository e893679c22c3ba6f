#pragma once
#include <set>
#include <string>
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/json.hpp"

/// Customers who asked to be forgotten, and what carrying that out means for the outbox. They are kept, by
/// keyed hashes, until nothing unfinished names them any more.
namespace tillpoints {

struct ForgottenCustomer {
    std::string command;         ///< the id of the command that asked for it
    std::set<std::string> keys;  ///< keyed hashes of what names the customer
    std::string signature;       ///< "by WHO: WHY"
};

ForgottenCustomer forgotten_by(const replay::Command& command);

/// The first pass for a customer.
CustomerErasure erasure_of(const ForgottenCustomer& customer);

/// How sessions are read.
const SessionCustomers& session_customers();

Result<std::vector<ForgottenCustomer>> forgotten_customers(Outbox& outbox);

/// Notes that the customer is to be forgotten, before anything is erased.
Result<void> remember_to_forget(const ForgottenCustomer& customer, Outbox& outbox);

/// Ends a pass: clears the log, and keeps the customer or not. `certain`: no running register may have held a
/// record in memory meanwhile, so that no second pass is needed; else only a pass that is not the command's
/// own, and that found nothing, is the last. With a command also stores its answer.
Result<Json> finish_forgetting(const CustomerErasure& erasure, const ForgottenCustomer& customer,
                               const replay::Command* command, bool certain, Outbox& outbox);

}  // namespace tillpoints
