#include "cloud/app/options.hpp"

#include "cloud/api/protocol_variants.hpp"
#include "cloud/app/command_options.hpp"
#include "cloud/outbound/destination.hpp"

namespace tillpoints::cloud {
namespace {

void add_webhook(CLI::App& app, Options& options) {
    auto* url =
        app.add_option("--webhook", options.webhook,
                       "The shop's server, which gets messages about operations, participants and orders at"
                       " URL/api/v2/events/...")
            ->type_name("URL")
            ->check([](const std::string& text) {
                return parse_destination(text) ? "" : "expected http(s)://HOST[:PORT][/PATH], found " + text;
            });
    app.add_option("--webhook-ca", options.webhook_ca,
                   "What to trust there, PEM; absent: what the system trusts")
        ->type_name("FILE")
        ->needs(url);
    app.add_option("--webhook-retry-ms", options.webhook_retry_ms, "Between the three tries")
        ->check(CLI::Range(1, 86'400'000))
        ->capture_default_str()
        ->needs(url);
}

void add_console(CLI::App& app, ConsoleOptions& options) {
    add_listen(app, "--console",
               "Where people open the console in a browser (/console/): http on the loopback address, https"
               " elsewhere; absent: none",
               [&](const ListenAt& at) { options.listen = at; });
    app.add_flag("--console-tls", options.tls, "https on the loopback address, too");
    app.add_option("--console-name", options.names,
                   "A further name or address by which browsers reach it; repeatable")
        ->type_name("HOST");
    app.add_option(
           "--console-points-alone", options.alone,
           "How many points one person may give and take by hand in a day; more needs a second person")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--console-pages", options.pages, "Its built pages; absent: those beside the program")
        ->type_name("DIR");
}

std::string footer() {
    return "Example:\n"
           "  tillpoints-cloud --programme cloud/programmes/electronics.json --data /tmp/cloud \\\n"
           "      --listen 127.0.0.1:8443 --backoffice 127.0.0.1:8480 --set repeated_nonce=same\n"
           "\n"
           "A client needs DATA/ca.pem (what to trust), the company's number and the key in DATA/api.key; "
           "the live\n"
           "service's base path /partner/v2 may stand before every path. The back office wants the token of\n"
           "DATA/backoffice.token as `Authorization: Bearer TOKEN`.\n"
           "\n"
           "What the protocol leaves open (name=values [default] meaning):\n" +
           describe(variant_table());
}

}  // namespace

std::optional<Options> read_options(int argc, char** argv, int& status, const std::string& more_help) {
    Options options;
    CLI::App app("The reference loyalty cloud: serves the UDS Partner API v2 for one company from one file.");
    app.footer([&] {
        return footer() + more_help +
               "\n"
               "Exit status: 0 ended as asked; 1 the ledger does not balance, or a closed month is not as it "
               "was "
               "closed (audit, accounting); 2 it cannot work, and says why, or wrong usage";
    });
    add_storage_options(app, options);
    app.add_option("--programme", options.programme, "The loyalty programme, a JSON file")->type_name("FILE");
    add_listen(app, "--listen", "Where terminals connect", [&](const ListenAt& at) { options.listen = at; });
    add_listen(app, "--backoffice", "Where the back office connects; absent: none",
               [&](const ListenAt& at) { options.backoffice = at; });
    auto* cert = app.add_option("--cert", options.cert, "Certificate chain, PEM; absent: made in DATA")
                     ->type_name("FILE");
    auto* key = app.add_option("--key", options.key, "Its key, PEM")->type_name("FILE");
    cert->needs(key);
    key->needs(cert);
    app.add_option("--company", options.company, "The company's number")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--key-file", options.key_file, "The API key; made if absent (default DATA/api.key)")
        ->type_name("FILE");
    app.add_option("--set", options.settings, "Sets what the protocol leaves open, see below; repeatable")
        ->type_name("NAME=VALUE");
    app.add_option("--connections", options.max_connections,
                   "Most terminals at a time; for one more, the connection that is idle longest is closed")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    app.add_flag("--plain-http", options.plain_http, "No TLS; for tests on the loopback address");
    app.add_option("--public-url", options.public_url,
                   "Where clients reach it, for addresses of pictures (default: where it listens)")
        ->type_name("URL");
    add_webhook(app, options);
    add_console(app, options.console);
    add_card(app, options.card);
    app.add_option_function<std::vector<std::string>>(
           "--virtual-time",
           [&](const std::vector<std::string>& start) {
               options.virtual_time = start.empty() ? std::string() : start.front();
           },
           "Virtual time, which `tillpoints-cloud time` moves forward, beginning at this moment (absent: "
           "now);"
           " the database keeps it")
        ->expected(0, 1)
        ->type_name("MOMENT");
    add_commands(app, options);
    add_relay(app, options.relay);
    app.callback([&] {
        if (options.relay || options.draw) return;
        const bool command = options.audit || options.office || options.report || options.seed ||
                             options.account || options.accounting || options.archive;
        if (options.data.empty() && !(command && !options.database.empty()))
            throw CLI::RequiredError("--data");
        if (!options.audit && !options.account && !options.archive && options.programme.empty())
            throw CLI::RequiredError("--programme");
    });
    try {
        app.parse(argc, argv);
        return options;
    } catch (const CLI::ParseError& error) {
        status = app.exit(error) == 0 ? 0 : 2;
        return {};
    }
}

}  // namespace tillpoints::cloud
