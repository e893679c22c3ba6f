#include "cloud/app/serve.hpp"

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "cloud/app/daily_sweep.hpp"
#include "cloud/app/descriptors.hpp"
#include "cloud/app/open_books.hpp"
#include "cloud/app/secret_file.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/server/gathering.hpp"
#include "cloud/server/server.hpp"
#include "cloud/server/tls_files.hpp"
#include "cloud/service/credential.hpp"
#include "cloud/service/customers.hpp"
#include "cloud/service/front.hpp"
#include "cloud/service/gallery.hpp"
#include "cloud/webhook/courier.hpp"

namespace tillpoints::cloud {
namespace {

/// Other processes on the same books wait for their turn meanwhile.
constexpr std::size_t most_in_one_commit = 64;

void turn_all(Switches& switches, const std::vector<std::string>& settings, Problems& problems) {
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        const auto value = equals == std::string::npos ? "" : setting.substr(equals + 1);
        if (auto problem = turn(switches, setting.substr(0, equals), value)) problems.push_back(*problem);
    }
}

std::optional<Problem> turn_clock(Service& service, const Options& options) {
    if (!options.virtual_time) return {};
    if (options.virtual_time->empty()) return service.use_virtual_time({});
    const auto start = parse_timestamp(*options.virtual_time);
    if (!start)
        return Problem{Errc::invalid_value, "--virtual-time", "a moment such as 2026-01-31T09:00:00Z",
                       *options.virtual_time};
    return service.use_virtual_time(start);
}

/// A file that may not grow and a peer that is gone are errors to answer, not ends of the process.
void survive_signals() {
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

ServerOptions till_port(const Options& options, std::size_t most_connections, Gate gate) {
    ServerOptions out{options.listen.address, options.listen.port};
    out.gate = std::move(gate);
    out.most_connections = most_connections;
    if (options.plain_http) return out;
    out.tls = options.cert.empty() ? ensure_tls_files(options.data).identity
                                   : ServerIdentity{options.cert, options.key};
    return out;
}

std::string url_of(const Options& options, const Server& tills) {
    const std::string scheme = options.plain_http ? "http" : "https";
    return scheme + "://" + options.listen.address + ":" + std::to_string(tills.port());
}

void announce(const Options& options, const Server& tills, const Server* office) {
    const auto url = url_of(options, tills);
    Json ports = Json::object({{"listen", tills.port()}, {"url", url}});
    if (office) ports.set("backoffice", office->port());
    write_atomically(options.data + "/ports.json", dump_pretty(ports));
    std::printf("tillpoints-cloud: ready at %s, back office %s\n", url.c_str(),
                office ? std::to_string(office->port()).c_str() : "none");
    std::fflush(stdout);
}

}  // namespace

int serve(const Options& options, const Watch& watch) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    Switches switches;
    turn_all(switches, options.switches, problems);
    if (!problems.empty()) return complain(problems);

    std::filesystem::create_directories(options.data);
    std::filesystem::remove(options.data + "/ports.json");
    survive_signals();
    const auto most_connections = std::min(options.most_connections, raise_descriptor_limit());
    const auto randomness = system_randomness();
    const auto key =
        ensure_secret(options.key_file.empty() ? options.data + "/api.key" : options.key_file, randomness);
    const auto storage = open_books(options, false);
    Service service(*programme, *storage, options.company, real_time, randomness);
    service.switches() = switches;
    if (const auto problem = turn_clock(service, options)) return complain({*problem});
    service.transact(adopt_sources);
    Front front(service, basic_credential(options.company, key));

    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (!error) io.stop();
    });
    Gallery gallery(service, options.data + "/images");
    Gathering gathering(io, most_in_one_commit,
                        [&](const std::vector<HttpRequest>& requests) { return front.serve(requests); });
    TillDoor door;
    door.gate = [&](const HttpRequest& head) {
        return Gallery::has(head) ? gallery.admit(head) : front.admit(head);
    };
    door.handler = [&](HttpRequest request, std::function<void(Reply)> done) {
        if (Gallery::has(request)) return done(gallery.serve(request));
        gathering.take(std::move(request), std::move(done));
    };
    if (watch) door = watch(options.data, std::move(door));
    Server tills(io, till_port(options, most_connections, door.gate), door.handler);
    service.premises().base_url = options.public_url.empty() ? url_of(options, tills) : options.public_url;
    std::optional<BackOffice> backoffice;
    std::unique_ptr<Server> office;
    if (options.backoffice) {
        backoffice.emplace(service, ensure_secret(options.data + "/backoffice.token", randomness));
        ServerOptions port{options.backoffice->address, options.backoffice->port};
        port.gate = [&](const HttpRequest& head) { return backoffice->admit(head); };
        office = std::make_unique<Server>(
            io, std::move(port), [&](const HttpRequest& request) { return backoffice->serve(request); });
    }
    DailySweep sweep(io, service, gallery);
    std::optional<Outbound> shop;
    std::optional<WebhookCourier> courier;
    if (!options.webhook.empty()) {
        service.premises().webhooks = true;
        shop.emplace(io, parse_destination(options.webhook).value(), OutboundOptions{options.webhook_ca});
        courier.emplace(io, service, *shop, WebhookSender{options.company, key},
                        std::chrono::milliseconds(options.webhook_retry_ms));
    }
    announce(options, tills, office.get());
    io.run();
    return 0;
}

}  // namespace tillpoints::cloud
