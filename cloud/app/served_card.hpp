#pragma once
#include <memory>
#include <optional>

#include "cloud/app/card_options.hpp"
#include "cloud/card/card_api.hpp"
#include "cloud/messages/hook_sender.hpp"
#include "cloud/messages/message_jobs.hpp"
#include "http/request_batcher.hpp"
#include "http/server.hpp"

namespace tillpoints::cloud {

/// Customers' cards while the program serves, and the messages to customers. Made before anything is served,
/// because the policy of messages depends on it; all it is given must outlive it.
class ServedCard {
  public:
    /// `key` is the company's: what is kept of phones and codes is keyed by it, so that processes on one
    /// database understand each other. Throws what Server and OutboundClient throw.
    ServedCard(boost::asio::io_context& io, Service& service, const CardOptions& options,
               const std::string& key, const ServerIdentity& identity);

    std::uint16_t port() const { return server_->port(); }
    const std::string& url() const { return settings_.url; }

  private:
    void listen(boost::asio::io_context& io, const CardOptions& options, const ServerIdentity& identity);
    void send_messages(boost::asio::io_context& io, Service& service, const CardOptions& options);

    CardSettings settings_;
    PageFiles files_;
    CardApi api_;
    /// Calls wait for the disk, and keep no terminal waiting meanwhile.
    RequestBatcher calls_;
    std::unique_ptr<Server> server_;
    std::optional<OutboundClient> hook_;
    std::optional<HookSender> hook_sender_;
    std::optional<MessageJobs> jobs_;
};

}  // namespace tillpoints::cloud
