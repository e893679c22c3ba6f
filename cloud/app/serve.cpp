#include "cloud/app/serve.hpp"

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/goods/image_endpoint.hpp"
#include "cloud/app/console_port.hpp"
#include "cloud/app/descriptors.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/app/own_certificate.hpp"
#include "cloud/app/secret_file.hpp"
#include "cloud/app/served_card.hpp"
#include "cloud/app/served_messages.hpp"
#include "cloud/app/voucher_links.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "cloud/campaigns/run_campaigns.hpp"
#include "cloud/draws/run_draws.hpp"
#include "cloud/fleet/fleet_endpoint.hpp"
#include "cloud/jobs/daily_sweep.hpp"
#include "cloud/messages/confirmation_codes.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/webhook/sender.hpp"
#include "http/request_batcher.hpp"
#include "http/server.hpp"

namespace tillpoints::cloud {
namespace {

/// SQLite has one writer, and so many requests share its commit. With PostgreSQL several threads work, each
/// on a connection of its own; their requests wait for the disk together.
BatchOptions batches_for(const Options& options) {
    if (options.database.empty()) return {64, 1};
    return {16, 4};
}

/// Sets what was given with `--set`.
ProtocolVariants read_settings(const std::vector<std::string>& settings, const ProgramExtensions& extensions,
                               Problems& problems) {
    ProtocolVariants variants;
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        const auto name = setting.substr(0, equals);
        const auto value = equals == std::string::npos ? "" : setting.substr(equals + 1);
        const bool extended = extensions.set && !find_setting(variant_table(), name);
        const auto problem =
            extended ? extensions.set(name, value) : set_by_name(variant_table(), variants, name, value);
        if (problem) problems.push_back(*problem);
    }
    return variants;
}

std::optional<Problem> set_virtual_time(Service& service, const Options& options) {
    if (!options.virtual_time) return {};
    if (options.virtual_time->empty()) return service.use_virtual_time({});
    const auto start = parse_timestamp(*options.virtual_time);
    if (!start)
        return Problem{Errc::invalid_value, "--virtual-time", "a moment such as 2026-01-31T09:00:00Z",
                       *options.virtual_time};
    return service.use_virtual_time(start);
}

/// A file that must not grow, or a peer that is gone, is an error of one operation and does not end the
/// process.
void ignore_signals() {
    static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
}

ServerIdentity identity_of(const Options& options) {
    return options.cert.empty() ? own_certificate(options.data) : ServerIdentity{options.cert, options.key};
}

ServerOptions terminal_port(const Options& options, std::size_t max_connections,
                            AdmissionCheck admission_check) {
    ServerOptions out{options.listen.address, options.listen.port};
    out.admission_check = std::move(admission_check);
    out.max_connections = max_connections;
    if (options.plain_http) return out;
    out.tls = identity_of(options);
    return out;
}

std::string url_of(const Options& options, const Server& terminals) {
    const std::string scheme = options.plain_http ? "http" : "https";
    return scheme + "://" + options.listen.address + ":" + std::to_string(terminals.port());
}

void announce(const Options& options, const Server& terminals, const Server* office_server,
              const ConsolePort* console, const ServedCard* card) {
    const auto url = url_of(options, terminals);
    Json ports = Json::object({{"listen", terminals.port()}, {"url", url}});
    if (office_server) ports.set("backoffice", office_server->port());
    if (console) ports.set("console", console->port()).set("console_url", console->url());
    if (card) ports.set("card", card->port()).set("card_url", card->url());
    write_atomically(options.data + "/ports.json", dump_pretty(ports));
    std::printf("tillpoints-cloud: ready at %s, back office %s\n", url.c_str(),
                office_server ? std::to_string(office_server->port()).c_str() : "none");
    static_cast<void>(std::fflush(stdout));
}

}  // namespace

int serve(const Options& options, const ProgramExtensions& extensions) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    auto variants = read_settings(options.settings, extensions, problems);
    if (!problems.empty()) return print_problems(problems);

    std::filesystem::create_directories(options.data);
    std::filesystem::remove(options.data + "/ports.json");
    ignore_signals();
    if (const auto problem = refuse_console(options.console)) return print_problems({*problem});
    const auto max_connections = std::min(options.max_connections, raise_descriptor_limit());
    const auto randomness = system_randomness();
    const auto key =
        ensure_secret(options.key_file.empty() ? options.data + "/api.key" : options.key_file, randomness);
    const auto storage = open_storage(options, false);
    Service service(*programme, *storage, options.company, system_time, randomness, variants);
    if (const auto problem = set_virtual_time(service, options)) return print_problems({*problem});
    service.transact(sync_sources);
    service.service_info().customer_secret = card_secret(key);
    if (has_messages(options.card))
        service.service_info().send_confirmation_code = confirmation_codes_by(policy_of(options.card));
    ApiHandler api(service, basic_credential(options.company, key));

    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (!error) io.stop();
    });
    const auto pictures = options.data + "/images";
    ImageEndpoint images(service, pictures);
    RequestBatcher batcher(io, batches_for(options),
                           [&](const std::vector<HttpRequest>& requests) { return api.serve(requests); });
    Endpoint calls{[&](const HttpRequest& head) { return api.admit(head); },
                   [&](HttpRequest request, std::function<void(Reply)> done) {
                       batcher.add(std::move(request), std::move(done));
                   }};
    const auto change_variants = [&](const std::function<void(ProtocolVariants&)>& change) {
        const std::unique_lock none_in_use(service.variants_in_use());
        change(variants);
    };
    if (extensions.wrap_api)
        calls = extensions.wrap_api({io, service, api, variants, change_variants}, std::move(calls));
    // On a thread of their own, so that no call of a till waits for them.
    FleetEndpoint fleet(service, system_time);
    RequestBatcher heartbeats(io, {1, 1}, [&](const std::vector<HttpRequest>& requests) {
        return std::vector{fleet.serve(requests.front())};
    });
    const VoucherLinks voucher_links(service.service_info().base_url);
    Endpoint endpoint{[&](const HttpRequest& head) {
                          if (VoucherLinks::has(head)) return Admission{max_refused_bytes};
                          if (FleetEndpoint::has(head)) return fleet.admit(head);
                          return ImageEndpoint::has(head) ? images.admit(head) : calls.admission_check(head);
                      },
                      [&](HttpRequest request, std::function<void(Reply)> done) {
                          if (VoucherLinks::has(request)) return done(voucher_links.serve(request));
                          if (ImageEndpoint::has(request)) return done(images.serve(request));
                          if (FleetEndpoint::has(request))
                              return heartbeats.add(std::move(request), std::move(done));
                          calls.handler(std::move(request), std::move(done));
                      }};
    if (extensions.wrap_all) endpoint = extensions.wrap_all(options.data, std::move(endpoint));
    Server terminals(io, terminal_port(options, max_connections, endpoint.admission_check), endpoint.handler);
    service.service_info().base_url =
        options.public_url.empty() ? url_of(options, terminals) : options.public_url;
    std::optional<BackOffice> backoffice;
    // What takes long keeps neither terminals nor the rest of the back office waiting.
    RequestBatcher readers(io, {1, 1, true}, [&](const std::vector<HttpRequest>& requests) {
        return std::vector{backoffice->serve(requests.front())};
    });
    std::unique_ptr<Server> office_server;
    if (options.backoffice) {
        backoffice.emplace(service, ensure_secret(options.data + "/backoffice.token", randomness),
                           extensions.backoffice);
        ServerOptions port{options.backoffice->address, options.backoffice->port};
        port.admission_check = [&](const HttpRequest& head) { return backoffice->admit(head); };
        office_server = std::make_unique<Server>(
            io, std::move(port), [&](HttpRequest request, std::function<void(Reply)> done) {
                if (BackOffice::reads_everything(request))
                    return readers.add(std::move(request), std::move(done));
                done(backoffice->serve(request));
            });
    }
    DailySweep sweep(io, service, images);
    std::optional<OutboundClient> shop;
    std::optional<WebhookSender> webhook_sender;
    if (!options.webhook.empty()) {
        service.service_info().webhooks = true;
        shop.emplace(io, parse_destination(options.webhook).value(), OutboundOptions{options.webhook_ca});
        webhook_sender.emplace(io, service, *shop, WebhookCredentials{options.company, key},
                               std::chrono::milliseconds(options.webhook_retry_ms));
    }
    std::optional<ServedMessages> messages;
    const auto push = push_settings_of(options.card);
    if (has_messages(options.card)) messages.emplace(io, service, options.card, key, options.data, push);
    std::unique_ptr<ServedCard> card;
    if (options.card.listen)
        card = std::make_unique<ServedCard>(io, service, options.card, key, identity_of(options), pictures,
                                            messages->webhook(), push);
    std::optional<ConsolePort> console;
    std::optional<CampaignJobs> campaigns;
    std::optional<DrawJobs> draws;
    if (options.console.listen) {
        console.emplace(io, service, options, card ? card->url() : std::string());
        campaigns.emplace(service, policy_of(options.card));
        draws.emplace(service, policy_of(options.card));
    }
    announce(options, terminals, office_server.get(), console ? &*console : nullptr, card.get());
    io.run();
    // What is being counted is waited for below; tills must not wait for it at a port that nobody serves.
    terminals.drain();
    return 0;
}

}  // namespace tillpoints::cloud
