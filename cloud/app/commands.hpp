#pragma once
#include "cloud/app/options.hpp"

/// The subcommands. Each returns the exit status: 0; 1 if what it checked is wrong; 2 if it cannot work.
namespace tillpoints::cloud {

/// Checks the ledger and closed months, and prints what was counted and every violation. 1 if there is one.
int audit(const Options& options);

/// One call of the back office on the database itself, without a server; a server may run beside it.
int backoffice_call(const Options& options, const BackOfficeCommand& command);

/// The owner's report, for people or as JSON.
int report(const Options& options, const ReportCommand& command);

/// Fills an empty database with random customers and purchases.
int seed(const Options& options, const SeedCommand& command);

/// Writes the files of a month, or closes it. 1 if a closed month is not as it was closed.
int accounting(const Options& options, const AccountingCommand& command);

/// Counts the winners of a draw's record again. 1 if they do not follow from its seed and list.
int verify_draw(const Options& options, const DrawCommand& command);

/// Puts chunks of old entries aside, or takes them back; without --really it only says which.
int archive(const Options& options, const ArchiveCommand& command);

/// People of the console.
int account(const Options& options, const AccountCommand& command);

}  // namespace tillpoints::cloud
