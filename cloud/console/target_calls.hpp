#pragma once
#include "cloud/console/console_call.hpp"

/// What employees and branches are to reach in a month.
namespace tillpoints::cloud {

/// `{month, cashier or branch, turnover?, card_share?, newcomers?, ratings?}`: sets the target; without any
/// figure there is none. A manager sets those of the own branch and its employees.
HttpAnswer set_target(ConsoleCall& call, Reader in);

/// The targets of a month that the caller may see: an employee the own one, a manager those of the own
/// branch.
Json targets_json(ConsoleCall& call, const std::string& month);

}  // namespace tillpoints::cloud
