#include "adapters/simulator/options.hpp"

#include <CLI/CLI.hpp>

namespace tillpoints::simulator {
namespace {

constexpr const char* about =
    R"(A cash register in software: it loads a loyalty plugin as a real register would, plays receipts through it,
checks every price the plugin answers, and prints to a simulated fiscal storage.

  tillpoints-register --config tillpoints.json --receipts day.jsonl
  tillpoints-register generate --seed 7 --count 40 > day.jsonl)";

constexpr const char* notes = R"(
The seed decides for every receipt the customer (none, a phone number, an app code), the redemption (none, some, all), the
kind of register (with an event at payment, or redeeming with the discount) and the exceptions: returns, cancellations,
abandoned payments, suspended receipts. The same seed gives the same day.

Input: one JSON receipt a line, {"id","operation","cash","card","total","items":[{"name","price","quantity","sum","type"}]},
minor units; an item may carry "marked", "excluded", "unredeemable", "modifiers", "min_price". Special cases:
  total below the lines   the register rounds such a receipt down to whole units after the discount
  marked, quantity > 1    played as one marked line that is never split
  MARKED                  becomes a marked type by words of the name (DAIRY_MARKED, WATER_MARKED ...), else LIGHT_INDUSTRY_MARKED
  TOBACCO, ALCOHOL        become TOBACCO_MARKED, ALCOHOL_MARKED (alcohol without a minimum price)
  PAYMENT                 an advance: a service outside loyalty
  a line of zero          kept as it is
  payments below total    the rest was paid beforehand; a receipt without payments is paid in cash
  operation "return"      a return whose sale is unknown
  another currency        played as minor units

Power loss: with --fiscal FILE what was printed stands in FILE and what was open in FILE.state. After a kill the next
start with the same arguments reports both to the plugin (register_started) and continues with the interrupted receipt.
Without --fiscal both files are in a temporary folder that is removed at the end.

Outcomes (--journal, default stdout), one JSON line a receipt: {"n","receipt_id","kind","customer","requested","granted",
"attempts":[{"number","operation","state"}],"fiscal":[lines],"reply","latency":[{"event","status","us","submit_us"}]}.

Exit status: 0 the day was played; 1 it could not be (file, plugin, configuration); 2 wrong command line; 3 a fiscal device would refuse
what the plugin answered; 4 the plugin violated the contract of its interface; 5 not settled within --wait-settled.)";

CLI::Validator number_and(const std::string& what) {
    return CLI::Validator(
        [](std::string& text) {
            const auto at = text.find_first_of("=:");
            const bool good = at != std::string::npos && at > 0 && at + 1 < text.size() && at < 10 &&
                              text.find_first_not_of("0123456789") == at;
            return good ? std::string() : text + ": does not begin with a receipt number";
        },
        what);
}

CLI::Validator kill_point_name() {
    return CLI::Validator(
        [](std::string& text) {
            return kill_point_from(text.substr(text.find(':') + 1)) ? std::string() : text + ": no such step";
        },
        "");
}

/// "NAME=A..B"
std::optional<ReceiptRange> range_from(const std::string& text) {
    const auto equals = text.find('=');
    const auto dots = text.find("..", equals);
    if (equals == std::string::npos || dots == std::string::npos) return std::nullopt;
    ReceiptRange range{text.substr(0, equals), 0, 0};
    if (!CLI::detail::lexical_cast(text.substr(equals + 1, dots - equals - 1), range.first) ||
        !CLI::detail::lexical_cast(text.substr(dots + 2), range.last))
        return std::nullopt;
    return range;
}

void add_playing(CLI::App& app, Options& options) {
    app.add_option("--plugin", options.plugin,
                   "the plugin's shared library (default: " TILLPOINTS_SONAME
                   " beside this program, in its ../lib, in the system's path)");
    app.add_option("--config", options.config, "its configuration file");
    app.add_option("--receipts", options.receipts, "receipts to play, JSON lines");
    app.add_option("--seed", options.seed, "seed of everything that is decided by chance")
        ->capture_default_str();
    app.add_option("--journal", options.journal, "where outcomes go; - is stdout")->capture_default_str();
    app.add_option("--fiscal", options.fiscal, "the fiscal storage: what was printed, synced line by line");
    app.add_option("--run-id", options.run_id, "makes receipt ids unique for ever (default: random)");
    app.add_option("--customers", options.customers,
                   "the back office that makes customers (http://127.0.0.1:PORT), or a JSON file of them "
                   "(default: phone numbers only)");
    app.add_option("--customers-token", options.customers_token, "file with the back office's token");
    app.add_option("--customer-count", options.customer_count, "how many customers there are")
        ->capture_default_str();
    app.add_option_function<std::string>(
           "--host",
           [&](const std::string& kind) {
               options.host = kind == "payment"  ? HostKind::payment_event
                              : kind == "commit" ? HostKind::commit
                                                 : HostKind::mixed;
           },
           "the kind of register: payment (has a payment event), commit (has none), mixed (by receipt)")
        ->check(CLI::IsMember({"payment", "commit", "mixed"}));
    app.add_flag("--tender", options.tender, "the register can take points as a payment");
    app.add_flag("!--plain", options.exceptions,
                 "no returns, cancellations, abandoned payments or suspended receipts");
    app.add_option_function<std::uint32_t>(
        "--pace", [&](std::uint32_t ms) { options.pace = std::chrono::milliseconds(ms); },
        "wait so many milliseconds before every receipt (default: none)");
    app.add_option("--serial", options.serial, "the register's serial number")->capture_default_str();
    app.add_option_function<std::uint32_t>(
        "--deadline", [&](std::uint32_t ms) { options.deadline = std::chrono::milliseconds(ms); },
        "for every event, in milliseconds (default: the plugin's own)");
}

void add_failures(CLI::App& app, Options& options) {
    app.add_option_function<std::vector<std::string>>(
           "--at",
           [&](const std::vector<std::string>& commands) {
               for (const auto& each : commands)
                   options.before.emplace(std::stoul(each), each.substr(each.find('=') + 1));
           },
           "run a shell command before the Nth receipt of the input (repeatable)")
        ->check(number_and("N=COMMAND"))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option_function<std::vector<std::string>>(
           "--die-at",
           [&](const std::vector<std::string>& steps) {
               for (const auto& each : steps)
                   options.kills.add(std::stoul(each), *kill_point_from(each.substr(each.find(':') + 1)));
           },
           "kill the register (SIGKILL) at that step of receipt N: presented, discount, paying, payment, "
           "printed, closed (repeatable)")
        ->check(number_and("N:STEP"))
        ->check(kill_point_name())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_reports(CLI::App& app, Options& options) {
    app.add_option_function<std::uint32_t>(
        "--wait-settled", [&](std::uint32_t limit) { options.wait_settled = std::chrono::seconds(limit); },
        "at the end wait so many seconds until nothing is pending, then write the final attempts");
    app.add_option_function<std::string>(
           "--print",
           [&](const std::string& width) { options.width = width == "none" ? 0 : std::stoul(width); },
           "show receipts as printed, so many characters wide")
        ->check(CLI::IsMember({"48", "32", "none"}));
    app.add_option("--trace", options.trace, "write every event and reply to this file");
    app.add_option("--plugin-log", options.plugin_log, "write what the plugin logs to this file");
    app.add_option_function<std::string>(
        "--clock",
        [&](const std::string& time) {
            options.clock = parse_time(time);
            if (!options.clock)
                throw CLI::ValidationError("--clock", time + ": is no time like 2026-01-31T08:00:00Z");
        },
        "a clock that starts at this time (2026-01-31T08:00:00Z) and advances a second at every reading");
    app.add_option_function<std::vector<std::string>>(
           "--latency",
           [&](const std::vector<std::string>& latency_ranges) {
               for (const auto& each : latency_ranges) {
                   const auto range = range_from(each);
                   if (!range) throw CLI::ValidationError("--latency", each + ": expected NAME=FIRST..LAST");
                   options.latency_ranges.push_back(*range);
               }
           },
           "NAME=FIRST..LAST: report the waiting times of these receipts apart (repeatable)")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

std::optional<int> read_options(int argc, char** argv, Options& options) {
    CLI::App app(about, "tillpoints-register");
    app.footer(notes);
    add_playing(app, options);
    add_failures(app, options);
    add_reports(app, options);
    auto* generate = app.add_subcommand("generate", "write receipts of an electronics shop to stdout");
    generate->add_option("--seed", options.seed, "decides the receipts")->capture_default_str();
    generate->add_option("--count", options.count, "how many")->capture_default_str();
    try {
        app.parse(argc, argv);
        options.generate = generate->parsed();
        if (options.generate) return std::nullopt;
        for (const auto* needed : {"--config", "--receipts"})
            if (app.count(needed) == 0) throw CLI::RequiredError(needed);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ExitCode::done : ExitCode::usage;
    }
    return std::nullopt;
}

}  // namespace tillpoints::simulator
