#include "cloud/app/command_options.hpp"

#include <map>
#include <memory>

#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

CLI::App* command(CLI::App& app, Options& options, const std::string& name, const std::string& meaning) {
    auto* sub = app.add_subcommand(name, meaning);
    add_storage_options(*sub, options);
    return sub;
}

CLI::App* programme_command(CLI::App& app, Options& options, const std::string& name,
                            const std::string& meaning) {
    auto* sub = command(app, options, name, meaning);
    sub->add_option("--programme", options.programme, "The loyalty programme, a JSON file")
        ->type_name("FILE");
    sub->add_flag("--json", options.json, "The answer as JSON");
    return sub;
}

/// A call of the back office whose body is made of options.
class CallOptions {
  public:
    CallOptions(CLI::App* sub, Options& options, std::string method, std::string path)
        : sub_(sub), given_(std::make_shared<std::map<std::string, std::string>>()) {
        sub->callback([&options, method = std::move(method), path = std::move(path), given = given_,
                       numbers = numbers_] {
            Json body = Json::object();
            for (const auto& [name, value] : *given) {
                if (value.empty()) continue;
                const bool number = numbers->contains(name);
                body.set(name, number ? Json(Json::Number{value}) : Json(value));
            }
            options.office = BackOfficeCommand{method, path, dump(body)};
        });
    }

    CallOptions& text(const std::string& option, const std::string& field, const std::string& meaning,
                      bool required = false) {
        sub_->add_option(option, (*given_)[field], meaning)->required(required);
        return *this;
    }
    CallOptions& number(const std::string& option, const std::string& field, const std::string& meaning) {
        (*numbers_)[field] = true;
        sub_->add_option(option, (*given_)[field], meaning)->check(CLI::NonNegativeNumber);
        return *this;
    }
    CallOptions& who() {
        return text("--uid", "uid", "The customer's uid").text("--phone", "phone", "or telephone number");
    }

  private:
    CLI::App* sub_;
    std::shared_ptr<std::map<std::string, std::string>> given_;
    std::shared_ptr<std::map<std::string, bool>> numbers_ = std::make_shared<std::map<std::string, bool>>();
};

void add_customers(CLI::App& app, Options& options) {
    auto* customer = app.add_subcommand("customer", "Adds a customer, or shows all that is known of one");
    customer->require_subcommand(1);
    CallOptions(programme_command(*customer, options, "add", "A new customer, with the welcome points"),
                options, "POST", "/customers")
        .text("--name", "name", "What to call them", true)
        .text("--phone", "phone", "Telephone number")
        .text("--birth-date", "birth_date", "1990-02-28")
        .text("--inviter", "inviter", "uid of who invited them")
        .text("--promo-code", "promo_code", "of the source they came by");
    CallOptions(programme_command(*customer, options, "show", "Points, tier, cards, certificates"), options,
                "GET", "/customers")
        .who();
}

void add_identification(CLI::App& app, Options& options) {
    CallOptions(programme_command(app, options, "code", "A fresh app code"), options, "POST", "/codes").who();
    CallOptions(programme_command(app, options, "card", "A card of its own code"), options, "POST", "/cards")
        .who()
        .text("--kind", "kind", "telegram, wallet or plastic", true)
        .text("--code", "code", "What is printed on it; absent: made up");
    CallOptions(programme_command(app, options, "certificate", "The birthday's certificate, or one by hand"),
                options, "POST", "/certificates")
        .who()
        .number("--points", "points", "Nominal of one by hand")
        .number("--days", "days", "How long it is valid");
}

void add_time(CLI::App& app, Options& options) {
    auto* sub = programme_command(app, options, "time",
                                  "Shows the database's time, or moves it forward if it is virtual");
    const auto given = std::make_shared<std::array<std::string, 3>>();
    auto* days =
        sub->add_option("--days", (*given)[0], "Forward by so many days")->check(CLI::NonNegativeNumber);
    auto* hours = sub->add_option("--hours", (*given)[1], "and hours")->check(CLI::NonNegativeNumber);
    sub->add_option("--to", (*given)[2], "Forward to this moment")->excludes(days)->excludes(hours);
    sub->callback([&options, given] {
        Json body = Json::object();
        if (!(*given)[0].empty()) body.set("days", Json::Number{(*given)[0]});
        if (!(*given)[1].empty()) body.set("hours", Json::Number{(*given)[1]});
        if (!(*given)[2].empty()) body.set("to", (*given)[2]);
        options.office = BackOfficeCommand{body.members()->empty() ? "GET" : "POST", "/time", dump(body)};
    });
}

void add_backoffice(CLI::App& app, Options& options) {
    auto* sub =
        programme_command(app, options, "office", "Any call of the back office, on the database itself");
    const auto call = std::make_shared<BackOfficeCommand>();
    call->body = "{}";
    sub->add_option("method", call->method, "GET or POST")->required();
    sub->add_option("path", call->path, "such as /sources")->required();
    sub->add_option("body", call->body, "JSON; of a GET its parameters");
    sub->callback([&options, call] { options.office = *call; });
}

void add_report(CLI::App& app, Options& options) {
    auto* sub = programme_command(app, options, "report",
                                  "The owner's report, every line computed from the database");
    const auto chosen = std::make_shared<ReportCommand>();
    sub->add_option("--from", chosen->from, "From this day on (2026-01-31); absent: from the first");
    sub->add_option("--to", chosen->to, "Before this day; absent: until now");
    const auto top = std::make_shared<int>(15);
    sub->add_option("--top", *top, "What share of the buyers are the best, in percent")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    sub->add_option("--best", chosen->best, "How many customers are the best")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    sub->callback([&options, chosen, top] {
        options.report = *chosen;
        options.report->top = Percent{std::int64_t{*top} * 100};
    });
}

void add_seed(CLI::App& app, Options& options) {
    auto* sub = programme_command(app, options, "seed",
                                  "Fills an empty database with customers and ten months of purchases");
    const auto chosen = std::make_shared<SeedCommand>();
    sub->add_option("--customers", chosen->customers, "How many, 100 to 1000000")->capture_default_str();
    sub->add_option("--seed", chosen->seed, "The same seed and day give the same data")
        ->capture_default_str();
    sub->add_option("--until", chosen->until, "The last day; absent: today")->type_name("DAY");
    sub->add_flag("--quiet", chosen->quiet, "No progress, no summary");
    sub->callback([&options, chosen] { options.seed = *chosen; });
}

void add_accounting(CLI::App& app, Options& options) {
    auto* months = app.add_subcommand(
        "accounting", "A month for the accountants: its files, and its close, after which it never changes");
    months->require_subcommand(1);
    months->footer(
        "Files: operations, liabilities (points owed) and staff (awards owed) as CSV, and all of it as\n"
        "CommerceML 2.10 for 1C (cloud/accounting/commerceml.xsd). A closed month gives the same bytes for "
        "ever.\n"
        "Months are closed in order, each when it has been over for 90 seconds. A refund that comes later "
        "belongs\n"
        "to the month in which it comes.\n"
        "\n"
        "Example:\n"
        "  tillpoints-cloud accounting export --month 2026-10 --to october --data DIR \\\n"
        "      --programme cloud/programmes/electronics.json\n"
        "  tillpoints-cloud accounting close --month 2026-10 --utc-offset 300 --data DIR \\\n"
        "      --programme cloud/programmes/electronics.json");
    const auto chosen = std::make_shared<AccountingCommand>();
    const auto verb = [&](const std::string& name, const std::string& meaning, bool closes) {
        auto* sub = programme_command(*months, options, name, meaning);
        sub->add_option("--month", chosen->month, "Such as 2026-10")->required();
        sub->add_option_function<int>(
               "--utc-offset", [chosen](const int& minutes) { chosen->utc_offset = minutes; },
               "The shop's clock is so many minutes ahead of UTC (default: as of the last close; the first "
               "one needs it)")
            ->type_name("MINUTES")
            ->check(CLI::Range(-720, 840));
        sub->callback([&options, chosen, closes] {
            options.accounting = *chosen;
            options.accounting->close = closes;
        });
        return sub;
    };
    verb("export", "Writes the files of a month into a folder; nothing is changed", false)
        ->add_option("--to", chosen->to, "The folder; made if it is not there")
        ->type_name("DIR")
        ->required();
    verb("close", "Closes a month: keeps its figures and the SHA-256 of each of its files", true);
}

void add_draw(CLI::App& app, Options& options) {
    auto* draws = app.add_subcommand("draw", "Prize draws: whether a record's winners are the right ones");
    draws->require_subcommand(1);
    auto* verify = draws->add_subcommand(
        "verify", "Counts the winners of a record again; needs no database and no network");
    verify->footer(
        "The record is the JSON file that the console gives out of a draw. How winners follow from its seed "
        "and\n"
        "list is in cloud/README.md, \"Prize draws\".\n"
        "\n"
        "Example:\n"
        "  tillpoints-cloud draw verify draw-3.json --commitment 0a1b...\n"
        "\n"
        "Exit status: 0 the winners are the right ones; 1 they are not; 2 the file is no record");
    const auto chosen = std::make_shared<DrawCommand>();
    verify->add_option("file", chosen->file, "The record")->type_name("FILE")->required();
    verify
        ->add_option("--commitment", chosen->commitment, "The commitment as it was published before the draw")
        ->type_name("SHA256");
    verify->add_flag("--json", options.json, "The answer as JSON");
    verify->callback([&options, chosen] { options.draw = *chosen; });
}

void add_archive(CLI::App& app, Options& options) {
    auto* sub = command(app, options, "archive",
                        "Puts entries of points older than three years aside, or takes them back; without "
                        "--really it\nonly says which");
    sub->footer(
        "The ledger is in chunks of entries, and a chunk whose entries are all older is put aside whole: "
        "into "
        "the\n"
        "schema archive of the PostgreSQL database, from where pg_dump takes it. Its sums stay in the books, "
        "so "
        "that\n"
        "the audit stays a proof. Tills go on. SQLite keeps its books whole.\n"
        "\n"
        "Example:\n"
        "  tillpoints-cloud archive --before 2023-01-01 --database service=loyalty --really\n"
        "  pg_dump --schema=archive --file=books-2022.dump --format=custom service=loyalty\n"
        "\n"
        "Exit status: 0 done, or nothing to do; 2 it cannot work, and says why; then nothing has changed of "
        "the\n"
        "chunk that it names");
    const auto chosen = std::make_shared<ArchiveCommand>();
    auto* before = sub->add_option("--before", chosen->before, "Entries older than this day (2023-01-01)");
    auto* attach =
        sub->add_option("--attach", chosen->attach, "Takes back the chunk that begins at this entry, or all")
            ->type_name("ENTRY");
    before->excludes(attach);
    sub->add_flag("--really", chosen->really, "Does it");
    sub->add_flag("--young", chosen->young, "Also what is younger than three years")->needs(before);
    sub->add_flag("--unclosed", chosen->unclosed,
                  "Also if no month of the accounting was closed; what is archived cannot be closed then")
        ->needs(before);
    sub->add_flag("--json", options.json, "The answer as JSON");
    sub->callback([&options, chosen] { options.archive = *chosen; });
}

void add_account(CLI::App& app, Options& options) {
    using Verb = AccountCommand::Verb;
    auto* people = app.add_subcommand(
        "account", "People who sign in to the console; a password is read from the terminal or from stdin");
    people->require_subcommand(1);
    const auto chosen = std::make_shared<AccountCommand>();
    const auto verb = [&](const std::string& name, const std::string& meaning, Verb what) {
        auto* sub = command(*people, options, name, meaning);
        sub->callback([&options, chosen, what] {
            options.account = *chosen;
            options.account->verb = what;
        });
        return sub;
    };
    const auto add_login = [&](CLI::App* sub) {
        sub->add_option("--login", chosen->login, "What the person signs in with: a-z, 0-9, '.', '-', '_'")
            ->required();
    };
    auto* add = verb("add", "A person who may sign in; the first owner is made this way", Verb::add);
    add_login(add);
    add->add_option("--name", chosen->name, "What to call the person")->required();
    add->add_option("--role", chosen->role, "owner, manager, marketer, accountant or employee")->required();
    add->add_option("--branch", chosen->branch, "The branch of a manager");
    add->add_option("--cashier", chosen->cashier, "Who an employee is at the till: the external id");
    verb("list", "Everybody who may sign in", Verb::list)
        ->add_flag("--json", options.json, "The answer as JSON");
    add_login(verb("block", "Ends all sessions of a person, who cannot sign in any more", Verb::block));
    add_login(verb("unblock", "The person may sign in again", Verb::unblock));
    add_login(verb("reset", "Another password; the second factor has to be set up again", Verb::reset));
}

}  // namespace

void add_storage_options(CLI::App& app, Options& options) {
    app.add_option("--data", options.data, "Directory of the database, keys and certificates")
        ->type_name("DIR");
    app.add_option(
           "--database", options.database,
           "A PostgreSQL database, which several processes may share, instead of DATA/cloud.db: a URI or"
           " \"host=... dbname=... user=...\"; a password is better kept in ~/.pgpass or PGPASSWORD")
        ->type_name("POSTGRESQL");
}

void add_commands(CLI::App& app, Options& options) {
    auto* audit =
        command(app, options, "audit",
                "Checks that the ledger balances and closed months are as they were; exit status 1 if not");
    audit->add_flag("--digest", options.digest, "Also the digest of the database: equal for equal data");
    audit->callback([&options] { options.audit = true; });
    add_customers(app, options);
    add_identification(app, options);
    add_report(app, options);
    add_seed(app, options);
    add_time(app, options);
    add_accounting(app, options);
    add_draw(app, options);
    add_archive(app, options);
    add_account(app, options);
    add_backoffice(app, options);
}

}  // namespace tillpoints::cloud
