#pragma once
#include <cstdio>
#include <string>
#include <vector>

#include "adapters/cli/exit_code.hpp"
#include "adapters/cli/library.hpp"

/// The commands. Each prints its result to stdout, errors to stderr, and returns the exit code.
namespace tillpoints::cli {

/// Checks the configuration and opens the files it names; with `ask_cloud` also asks the loyalty cloud.
ExitCode check_config(const Library& library, const std::string& file, bool ask_cloud, bool json);

/// Every setting with its value and where that comes from.
ExitCode show_config(const Library& library, const std::string& file, bool json);

/// What one configuration changes against another: [A, B]: B against A; [A]: A against `config`; []: `config`
/// against the defaults. Exit codes as those of diff: exit_ok if nothing differs, exit_problem if something
/// does.
ExitCode diff_config(const Library& library, const std::string& config, const std::vector<std::string>& files,
                     bool json);

/// Brings the files of a configuration to the form of this version. `dry`: only says what it would do;
/// `json`: the same as JSON.
ExitCode migrate_config(const Library& library, const std::string& file, bool merge, bool dry, bool json);

ExitCode show_status(const Library& library, const std::string& config, bool json);
ExitCode show_receipt(const Library& library, const std::string& config, const std::string& receipt,
                      bool json);
/// The same in words.
ExitCode explain_receipt(const Library& library, const std::string& config, const std::string& receipt,
                         bool json);
ExitCode export_entries(const Library& library, const std::string& config, bool json);

/// The entries that are not final.
ExitCode list_queue(const Library& library, const std::string& config, bool json);
/// One entry: the reason of its state, the commands it allows, its journal.
ExitCode show_entry(const Library& library, const std::string& config, const std::string& number, bool json);

/// The receipts that are open at this terminal.
ExitCode list_receipts(const Library& library, const std::string& config, bool json);

/// An operator's decision about an entry or a receipt.
struct Decision {
    std::string action;  ///< as the library calls it
    bool about_receipt = false;
    std::string number;  ///< the entry's, or the receipt's id
    std::string by;
    std::string reason;
    std::string phone;  ///< "-": from standard input
    std::string id;     ///< empty: a fresh one
    double wait_seconds = 5;
};
ExitCode decide(const Library& library, const std::string& config, const Decision& decision, bool json);

/// Gives up a database that is lost.
ExitCode start_new(const Library& library, const std::string& config, const std::string& by,
                   const std::string& reason, bool json);

ExitCode allocate(const Library& library, const std::string& file, bool lines, bool explain);

/// A sale without fiscalising.
struct SaleWish {
    std::string phone;            ///< "-": from standard input
    std::int64_t total = 10'000;  ///< minor units
    bool keep = false;            ///< it is not taken back
};
ExitCode simulate_sale(const Library& library, const std::string& config, const SaleWish& wish, bool json);
/// Submits the events of a file one after another and prints each reply.
ExitCode send_events(const Library& library, const std::string& config, const std::string& file);
/// The same to a terminal of a running daemon.
ExitCode send_events_to_daemon(const std::string& socket, const std::string& terminal,
                               const std::string& file);
/// Sends what waits.
ExitCode replay(const Library& library, const std::string& config, double seconds, bool progress, bool json);

/// Everything that support needs, in one file without personal data.
ExitCode write_bundle(const Library& library, const std::string& config, const std::string& output);

/// Prints {"problems":[...]} as a table; any other text unchanged.
void print_problems(std::FILE* out, const std::string& report);

}  // namespace tillpoints::cli
