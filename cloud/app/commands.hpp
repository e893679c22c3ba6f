#pragma once
#include "cloud/app/options.hpp"

/// The subcommands. Each answers the exit status: 0, 1 where what was looked at is not right, 2 where the
/// command cannot work.
namespace tillpoints::cloud {

/// Prints what it counted and every fault. 1 if the books do not balance.
int audit(const Options& options);

/// One call of the back office on books in a directory, with no server in between (one may run beside it).
int office(const Options& options, const BackOfficeCommand& command);

/// The owner's report, for people or as JSON.
int report(const Options& options, const ReportCommand& command);

/// Fills empty books with customers and purchases by chance.
int seed(const Options& options, const SeedCommand& command);

}  // namespace tillpoints::cloud
