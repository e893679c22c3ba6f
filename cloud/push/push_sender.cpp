#include "cloud/push/push_sender.hpp"

#include <cstdio>

#include "cloud/api/shop_name.hpp"
#include "cloud/messages/claim_messages.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int max_in_flight = 8;
constexpr std::size_t most_clients = 100;
constexpr std::size_t most_refused = 100'000;
constexpr std::chrono::milliseconds between_polls{200};

/// Tokens run out by it, whatever time the database has.
Timestamp real_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

PushSender::PushSender(boost::asio::io_context& io, Service& service, const PushSettings& settings)
    : io_(io), service_(service), settings_(settings), timer_(io) {
    poll_later();
}

void PushSender::poll_later() {
    timer_.expires_after(between_polls);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        poll();
        poll_later();
    });
}

void PushSender::poll() {
    try {
        for (const auto& record :
             claim_messages(service_, Channel::push, Repeatable::yes, max_in_flight - in_flight_))
            try_to_send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: the push messages cannot be read and are tried again: %s\n",
                     error.what());
    }
}

/// A message that cannot be sent keeps no other one waiting; it is tried again when its claim runs out.
void PushSender::try_to_send(const MessageRecord& record) {
    try {
        send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: push message %lld could not be sent and is tried again: %s\n",
                     static_cast<long long>(record.id), error.what());
    }
}

OutboundClient* PushSender::client_for(const PushEndpoint& endpoint) {
    const auto known = clients_.find(endpoint.origin);
    if (known != clients_.end()) return &known->second;
    // A client that is thrown away would not tell what became of its request.
    if (clients_.size() >= most_clients && in_flight_ > 0) return nullptr;
    if (clients_.size() >= most_clients) clients_.clear();
    OutboundOptions options;
    options.body_limit = 64u << 10;
    return &clients_.try_emplace(endpoint.origin, io_, endpoint.service, options).first->second;
}

void PushSender::send(const MessageRecord& record) {
    const auto subscription = browser_for(record);
    std::string shop;
    service_.read([&](RequestContext& context) { shop = shop_name(context); });
    if (!subscription)
        return settle(record, {SendOutcome::Kind::refused, {}, "no browser of the customer is told any more"},
                      0);
    // The services may have been others when the browser subscribed.
    const auto endpoint = push_endpoint(settings_.services, subscription->endpoint);
    if (!endpoint)
        return settle(record, {SendOutcome::Kind::unsent, {}, "the push service is not one of the shop's"},
                      subscription->id);
    auto request = push_request(settings_, *endpoint, *subscription, push_text(record, shop), real_time());
    auto* client = client_for(*endpoint);
    if (client == nullptr)
        return settle(record, {SendOutcome::Kind::busy, std::chrono::seconds(1), "too many push services"},
                      0);
    ++in_flight_;
    client->send(std::move(request), [this, record, id = subscription->id](const OutboundOutcome& outcome) {
        --in_flight_;
        try {
            finish(record, id, outcome);
        } catch (const std::exception& error) {
            std::fprintf(stderr,
                         "tillpoints-cloud: the outcome of message %lld could not be stored, so it will "
                         "be sent again: %s\n",
                         static_cast<long long>(record.id), error.what());
        }
    });
}

void PushSender::finish(const MessageRecord& record, std::int64_t subscription,
                        const OutboundOutcome& outcome) {
    auto result = push_outcome(outcome);
    if (refuses_shop(outcome)) {
        if (refused_.size() >= most_refused) refused_.clear();
        refused_.insert(subscription);
        result.note += ": its key for the browser is not this shop's";
        const auto next = browser_for(record);
        if (next && !refused_.contains(next->id)) result.kind = SendOutcome::Kind::unsent;
    }
    settle(record, result, is_gone(outcome) ? subscription : 0);
}

std::optional<PushSubscription> PushSender::browser_for(const MessageRecord& record) {
    std::vector<PushSubscription> browsers;
    service_.read([&](RequestContext& context) {
        if (record.customer) browsers = context.db.push.of_customer(*record.customer);
    });
    return browser_to_tell(browsers, refused_);
}

/// `gone` is a subscription to forget; 0: none.
void PushSender::settle(const MessageRecord& record, const SendOutcome& outcome, std::int64_t gone) {
    const auto next = settled(record, outcome, Repeatable::yes, service_.now());
    service_.storage().transact([&](Transaction& db) {
        if (gone != 0) db.push.remove(gone);
        db.messages.update(next);
    });
    if (next.state != MessageState::delivered)
        std::fprintf(stderr, "tillpoints-cloud: push message %lld, try %lld: %s\n",
                     static_cast<long long>(record.id), static_cast<long long>(record.tries),
                     next.note.c_str());
}

}  // namespace tillpoints::cloud
