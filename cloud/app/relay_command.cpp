#include "cloud/relay/relay.hpp"

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <filesystem>

#include "cloud/app/descriptors.hpp"
#include "cloud/app/own_certificate.hpp"
#include "cloud/app/secret_file.hpp"
#include "cloud/app/serve.hpp"
#include "http/server.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

ServerOptions terminals_port(const RelaySettings& settings, AdmissionCheck admission_check) {
    ServerOptions out{settings.listen.address, settings.listen.port};
    out.admission_check = std::move(admission_check);
    if (settings.plain_http) return out;
    out.tls =
        settings.cert.empty() ? own_certificate(settings.data) : ServerIdentity{settings.cert, settings.key};
    return out;
}

void say(const std::string& line) {
    std::printf("tillpoints-cloud: %s\n", line.c_str());
    static_cast<void>(std::fflush(stdout));
}

}  // namespace

int relay(const RelaySettings& settings) {
    std::filesystem::create_directories(settings.data);
    std::filesystem::remove(settings.data + "/ports.json");
    raise_descriptor_limit();
    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (!error) io.stop();
    });
    OutboundClient cloud(io, parse_destination(settings.upstream).value(),
                         {settings.ca, std::chrono::seconds(settings.timeout_seconds)});
    Relay relay(cloud, {settings.credential_header}, say);
    const AdmissionCheck admission_check = [&](const HttpRequest& head) { return relay.admit(head); };
    Server terminals(io, terminals_port(settings, admission_check),
                     AsyncHandler([&](const HttpRequest& request, std::function<void(Reply)> done) {
                         relay.serve(request, std::move(done));
                     }));
    write_atomically(settings.data + "/ports.json",
                     dump_pretty(Json::object({{"listen", terminals.port()}})));
    say("ready at " + settings.listen.address + ":" + std::to_string(terminals.port()) + ", relays to " +
        settings.upstream);
    io.run();
    return 0;
}

}  // namespace tillpoints::cloud
