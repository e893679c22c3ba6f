#include "cloud/webhook/sender.hpp"

#include <algorithm>
#include <cstdio>

namespace tillpoints::cloud {
namespace {

constexpr int max_in_flight = 8;
constexpr std::chrono::milliseconds longest_pause{500};
/// A message that is being sent is hidden from other processes for so long: longer than one try may take.
constexpr std::chrono::seconds claim_duration{15};

}  // namespace

WebhookSender::WebhookSender(boost::asio::io_context& io, Service& service, OutboundClient& shop,
                             WebhookCredentials sender, std::chrono::milliseconds interval)
    : service_(service), shop_(shop), sender_(std::move(sender)), interval_(interval), timer_(io) {
    poll_later();
}

void WebhookSender::poll_later() {
    timer_.expires_after(std::min(longest_pause, interval_));
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        poll();
        poll_later();
    });
}

void WebhookSender::poll() {
    try {
        for (const auto& record : claim()) send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: the webhook queue cannot be read and is tried again: %s\n",
                     error.what());
    }
}

std::vector<WebhookRecord> WebhookSender::claim() {
    std::vector<WebhookRecord> due;
    const auto now = service_.now();
    const int room = max_in_flight - in_flight_;
    service_.storage().read([&](Transaction& db) { due = db.webhooks.due(now, room); });
    if (due.empty()) return due;
    service_.storage().transact([&](Transaction& db) {
        due = db.webhooks.take_due(now, room);
        for (const auto& record : due) db.webhooks.postpone(record.id, record.tries, now + claim_duration);
    });
    return due;
}

void WebhookSender::send(const WebhookRecord& record) {
    ++in_flight_;
    shop_.send(webhook_message(record, sender_, service_.now()),
               [this, record](const OutboundOutcome& outcome) {
                   --in_flight_;
                   try {
                       finish(record, outcome);
                   } catch (const std::exception& error) {
                       std::fprintf(stderr,
                                    "tillpoints-cloud: the outcome of a webhook could not be stored, so it "
                                    "will be sent again: %s\n",
                                    error.what());
                   }
               });
}

void WebhookSender::finish(const WebhookRecord& record, const OutboundOutcome& outcome) {
    const bool taken = outcome.answer && outcome.answer->status == 200;
    const auto next = next_attempt(record.tries, service_.now(), interval_);
    service_.storage().transact([&](Transaction& db) {
        if (taken)
            db.webhooks.remove(record.id);
        else
            db.webhooks.postpone(record.id, next.tries, next.due);
    });
    if (taken) return poll();
    const auto why = outcome.answer ? "answered " + std::to_string(outcome.answer->status) : outcome.what;
    std::fprintf(stderr, "tillpoints-cloud: webhook %lld, try %lld: %s%s\n",
                 static_cast<long long>(record.id), static_cast<long long>(next.tries), why.c_str(),
                 next.due ? "" : "; given up");
}

}  // namespace tillpoints::cloud
