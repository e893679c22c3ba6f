#include "adapters/sidecar/listeners.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "adapters/sidecar/certificate.hpp"
#include "adapters/sidecar/load_settings.hpp"
#include "adapters/sidecar/private_file.hpp"
#include "adapters/sidecar/service_manager.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::chrono::seconds idle_limit{60};

ServerOptions options_of(const ListenAt& at, const Settings& settings, const std::string& own_name) {
    ServerOptions options;
    options.address = at.address;
    options.port = at.port;
    options.unix_path = at.unix_path;
    options.unix_mode = at.mode;
    options.idle_limit = idle_limit;
    options.peer_header = peer_header;
    options.max_connections = settings.limits.connections;
    options.max_connections_of_address = settings.limits.connections_of_address;
    if (at.tls) options.tls = own_certificate(settings, own_name);
    return options;
}

/// Takes the socket that listens where the settings say out of those that were handed over; -1 if none does.
int matching_socket(std::vector<int>& handed_over, const ListenAt& at) {
    const auto found = std::find_if(handed_over.begin(), handed_over.end(),
                                    [&](int descriptor) { return place_of_socket(descriptor) == at.text(); });
    if (found == handed_over.end()) return -1;
    const int descriptor = *found;
    handed_over.erase(found);
    return descriptor;
}

}  // namespace

void Listeners::open(boost::asio::io_context& io, const Settings& settings,
                     const std::vector<int>& handed_over, Api& api) {
    std::filesystem::remove(settings.state_directory + "/ports.json");
    hosts_ = settings.hosts;
    const auto own_name = own_host_name();
    auto sockets = handed_over;
    for (const auto& at : settings.listen) {
        auto options = options_of(at, settings, own_name);
        options.descriptor = matching_socket(sockets, at);
        const auto listener = std::make_shared<Listener>();
        options.admission_check = [&api, listener](const HttpRequest& head) {
            return api.admit(*listener, head);
        };
        AsyncHandler handler = [&api, listener](HttpRequest request, const std::function<void(Reply)>& done) {
            api.serve(*listener, std::move(request), done);
        };
        std::unique_ptr<Server> server;
        try {
            server = std::make_unique<Server>(io, std::move(options), std::move(handler));
        } catch (const std::exception& failure) {
            throw std::runtime_error("cannot listen on " + at.text() + ": " + failure.what());
        }
        *listener = listener_of(at, server->port(), settings, own_name);
        auto opened = at;
        opened.port = server->port();
        opened_.push_back({opened, listener, std::move(server)});
    }
    if (!sockets.empty())
        throw std::runtime_error("the service manager handed over a socket that listens on " +
                                 place_of_socket(sockets.front()) +
                                 ", which stands nowhere in `listen` of the configuration");
}

void Listeners::announce(const std::string& state_directory) const {
    Json places = Json::array();
    for (const auto& each : opened_)
        places.push_back({{"at", each.at.text()}, {"port", each.at.port}, {"tls", each.at.tls}});
    write_private(state_directory + "/ports.json", places.dump());
}

bool Listeners::same_as(const Settings& settings) const {
    return hosts_ == settings.hosts && settings.listen.size() == opened_.size() &&
           std::equal(opened_.begin(), opened_.end(), settings.listen.begin(),
                      [](const Opened& opened, const ListenAt& at) {
                          const bool same_port = at.port == 0 || at.port == opened.at.port;
                          return same_port && opened.at.unix_path == at.unix_path &&
                                 opened.at.address == at.address && opened.at.tls == at.tls &&
                                 opened.at.by_name == at.by_name;
                      });
}

void Listeners::drain() {
    for (const auto& each : opened_) each.server->drain();
}

std::size_t Listeners::connections() const {
    std::size_t sum = 0;
    for (const auto& each : opened_) sum += each.server->connections();
    return sum;
}

std::string Listeners::text() const {
    std::string text = "listening on";
    for (const auto& each : opened_) text += " " + each.at.text() + (each.at.tls ? " (TLS)" : "");
    return text;
}

}  // namespace tillpoints::sidecar
