#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cloud/app/card_options.hpp"
#include "cloud/app/listen_at.hpp"
#include "cloud/app/relay_options.hpp"
#include "protocol/money.hpp"

namespace tillpoints::cloud {

/// A call of the back office as its HTTP request would have it; for a GET the body is its query.
struct BackOfficeCommand {
    std::string method;
    std::string path;
    std::string body;  ///< JSON
};

struct ReportCommand {
    std::string from;  ///< a day or a moment; empty: the beginning
    std::string to;    ///< empty: now
    Percent top{1500};
    std::int64_t best = 200;
};

struct SeedCommand {
    std::int64_t customers = 1455;
    std::uint64_t seed = 1;
    std::string until;  ///< a day; empty: today
    bool quiet = false;
};

/// People of the console, on the database itself. A password is read from the terminal or stdin.
struct AccountCommand {
    enum class Verb { add, list, block, unblock, reset };
    Verb verb = Verb::list;
    std::string login;
    std::string name;
    std::string role;
    std::string branch;   ///< its name, of a manager
    std::string cashier;  ///< the external id, of an employee
};

/// The files of a month, or its close, on the database itself.
struct AccountingCommand {
    bool close = false;             ///< otherwise its files are written
    std::string month;              ///< "2026-10"
    std::string to;                 ///< the folder for the files
    std::optional<int> utc_offset;  ///< minutes of the shop's clock; absent: as of the last close
};

/// Old entries put aside, or taken back, on the database itself.
struct ArchiveCommand {
    std::string before;     ///< a day or a moment; entries older than that
    std::string attach;     ///< the first entry of an archived chunk, or "all"; empty: none is taken back
    bool really = false;    ///< otherwise it only says what it would do
    bool young = false;     ///< also what is younger than three years
    bool unclosed = false;  ///< also if no month of the accounting was closed
};

/// A draw's record to be counted again; needs no database.
struct DrawCommand {
    std::string file;
    std::string commitment;  ///< as it was published; empty: the record's own
};

/// Where and how people reach the console.
struct ConsoleOptions {
    std::optional<ListenAt> listen;  ///< absent: no console
    bool tls = false;                ///< also on the loopback address; elsewhere always
    std::vector<std::string> names;  ///< further names by which browsers reach it
    std::string pages;               ///< folder of the built pages; empty: beside the program
    std::int64_t alone = 1000;       ///< points that one person may move by hand in a day
};

struct Options {
    bool audit = false;  ///< the subcommand, as the next eight; none of them: serve
    std::optional<RelaySettings> relay;
    std::optional<BackOfficeCommand> office;
    std::optional<ReportCommand> report;
    std::optional<SeedCommand> seed;
    std::optional<AccountCommand> account;
    std::optional<AccountingCommand> accounting;
    std::optional<DrawCommand> draw;
    std::optional<ArchiveCommand> archive;
    bool json = false;    ///< of a subcommand
    bool digest = false;  ///< of audit
    std::string data;
    std::string database;  ///< of a PostgreSQL server; empty: DATA/cloud.db
    std::string programme;
    ListenAt listen{"127.0.0.1", 0};
    std::optional<ListenAt> backoffice;
    std::string cert;
    std::string key;
    std::string key_file;
    std::int64_t company = 549'755'819'292;
    std::vector<std::string> settings;  ///< of `--set`, each NAME=VALUE
    bool plain_http = false;
    std::size_t max_connections = 12'000;
    std::optional<std::string> virtual_time;  ///< the moment it starts at; empty: now
    std::string webhook;                      ///< the shop's server; empty: no messages
    std::string webhook_ca;                   ///< what to trust there; empty: what the system trusts
    std::int64_t webhook_retry_ms = 300'000;
    ConsoleOptions console;
    std::string public_url;  ///< how clients reach it; empty: as it listens
    CardOptions card;
};

/// Reads the command line. Nothing if the program is done (help was printed, or the line was wrong); `status`
/// is then its exit status. `more_help` is the end of the help.
std::optional<Options> read_options(int argc, char** argv, int& status, const std::string& more_help);

}  // namespace tillpoints::cloud
