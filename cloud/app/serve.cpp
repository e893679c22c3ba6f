#include "cloud/app/serve.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "cloud/app/books.hpp"
#include "cloud/app/secret_file.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/server/server.hpp"
#include "cloud/server/tls_files.hpp"
#include "cloud/service/credential.hpp"
#include "cloud/service/front.hpp"

namespace tillpoints::cloud {
namespace {

int complain(const Problems& problems) {
    for (const auto& problem : problems)
        std::fprintf(stderr, "tillpoints-cloud: %s\n", problem.sentence().c_str());
    return 2;
}

void turn_all(Switches& switches, const std::vector<std::string>& settings, Problems& problems) {
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        const auto value = equals == std::string::npos ? "" : setting.substr(equals + 1);
        if (auto problem = turn(switches, setting.substr(0, equals), value)) problems.push_back(*problem);
    }
}

/// Every till is a connection. Answers how many there may be.
std::size_t raise_descriptor_limit(const Options& options) {
    constexpr rlim_t own = 64;  // files, the database, the listeners
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return options.most_connections;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return std::min<std::size_t>(options.most_connections,
                                 limit.rlim_cur > 2 * own ? limit.rlim_cur - own : own);
}

/// A file that may not grow and a peer that is gone are errors to answer, not ends of the process.
void survive_signals() {
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

ServerOptions till_port(const Options& options, std::size_t most_connections) {
    ServerOptions out{options.listen.address, options.listen.port};
    out.most_connections = most_connections;
    if (options.plain_http) return out;
    out.tls = options.cert.empty() ? ensure_tls_files(options.data).identity
                                   : ServerIdentity{options.cert, options.key};
    return out;
}

void announce(const Options& options, const Server& tills, const Server* office) {
    const std::string scheme = options.plain_http ? "http" : "https";
    const auto url = scheme + "://" + options.listen.address + ":" + std::to_string(tills.port());
    Json ports = Json::object({{"listen", tills.port()}, {"url", url}});
    if (office) ports.set("backoffice", office->port());
    write_atomically(options.data + "/ports.json", dump_pretty(ports));
    std::printf("tillpoints-cloud: ready at %s, back office %s\n", url.c_str(),
                office ? std::to_string(office->port()).c_str() : "none");
    std::fflush(stdout);
}

}  // namespace

int serve(const Options& options) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    Switches switches;
    turn_all(switches, options.switches, problems);
    if (!problems.empty()) return complain(problems);

    std::filesystem::create_directories(options.data);
    std::filesystem::remove(options.data + "/ports.json");
    survive_signals();
    const auto most_connections = raise_descriptor_limit(options);
    const auto randomness = system_randomness();
    const auto key =
        ensure_secret(options.key_file.empty() ? options.data + "/api.key" : options.key_file, randomness);
    const auto storage = open_books(options);
    const auto clock = [] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    Service service(*programme, *storage, options.company, clock, randomness);
    service.switches() = switches;
    Front front(service, basic_credential(options.company, key));

    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (!error) io.stop();
    });
    Server tills(io, till_port(options, most_connections),
                 [&](const HttpRequest& request) { return front.serve(request); });
    std::optional<BackOffice> backoffice;
    std::unique_ptr<Server> office;
    if (options.backoffice) {
        backoffice.emplace(service, ensure_secret(options.data + "/backoffice.token", randomness));
        office =
            std::make_unique<Server>(io, ServerOptions{options.backoffice->address, options.backoffice->port},
                                     [&](const HttpRequest& request) { return backoffice->serve(request); });
    }
    announce(options, tills, office.get());
    io.run();
    return 0;
}

}  // namespace tillpoints::cloud
