#pragma once
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sidecar/api.hpp"
#include "http/server.hpp"

namespace tillpoints::sidecar {

/// The sockets that the daemon listens on.
class Listeners {
  public:
    /// Listens everywhere the settings say; a socket that the service manager handed over is taken where its
    /// address is the one in the settings. Throws std::runtime_error or boost::system::system_error.
    void open(boost::asio::io_context& io, const Settings& settings, const std::vector<int>& handed_over,
              Api& api);
    /// Writes STATE/ports.json, which tells the ports that were chosen.
    void announce(const std::string& state_directory) const;
    bool same_as(const Settings& settings) const;
    void drain();
    std::size_t connections() const;
    /// Every place, for the log.
    std::string text() const;

  private:
    struct Opened {
        ListenAt at;
        std::shared_ptr<const Listener> listener;
        std::unique_ptr<Server> server;
    };
    std::vector<Opened> opened_;
    std::vector<std::string> hosts_;
};

}  // namespace tillpoints::sidecar
