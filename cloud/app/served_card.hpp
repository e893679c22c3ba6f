#pragma once
#include <memory>

#include "cloud/app/card_options.hpp"
#include "cloud/card/card_api.hpp"
#include "http/request_batcher.hpp"
#include "http/server.hpp"

namespace tillpoints::cloud {

/// Customers' cards while the program serves. All it is given must outlive it.
class ServedCard {
  public:
    /// `pictures` is the folder of their files. Throws what Server throws.
    ServedCard(boost::asio::io_context& io, Service& service, const CardOptions& options,
               const std::string& key, const ServerIdentity& identity, const std::string& pictures);

    std::uint16_t port() const { return server_->port(); }
    const std::string& url() const { return settings_.url; }

  private:
    void listen(boost::asio::io_context& io, const CardOptions& options, const ServerIdentity& identity);

    CardSettings settings_;
    PageFiles files_;
    CardApi api_;
    /// Calls wait for the disk, and keep no terminal waiting meanwhile.
    RequestBatcher calls_;
    std::unique_ptr<Server> server_;
};

}  // namespace tillpoints::cloud
