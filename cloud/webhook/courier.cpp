#include "cloud/webhook/courier.hpp"

#include <algorithm>
#include <cstdio>

namespace tillpoints::cloud {
namespace {

constexpr int most_under_way = 8;
constexpr std::chrono::milliseconds longest_pause{500};
/// How long word under way is left alone: longer than a try may take.
constexpr std::chrono::seconds set_aside{15};

}  // namespace

WebhookCourier::WebhookCourier(boost::asio::io_context& io, Service& service, Outbound& shop,
                               WebhookSender sender, std::chrono::milliseconds interval)
    : service_(service), shop_(shop), sender_(std::move(sender)), interval_(interval), timer_(io) {
    look_later();
}

void WebhookCourier::look_later() {
    timer_.expires_after(std::min(longest_pause, interval_));
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        look();
        look_later();
    });
}

void WebhookCourier::look() {
    try {
        for (const auto& record : take()) send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: webhooks wait: %s\n", error.what());
    }
}

std::vector<WebhookRecord> WebhookCourier::take() {
    std::vector<WebhookRecord> due;
    const auto now = service_.now();
    const auto read = [&](Books& books) { due = books.webhooks_due(now, most_under_way - under_way_); };
    service_.storage().look(read);
    if (due.empty()) return due;
    service_.storage().transact([&](Books& books) {
        read(books);
        for (const auto& record : due) books.postpone_webhook(record.id, record.tries, now + set_aside);
    });
    return due;
}

void WebhookCourier::send(const WebhookRecord& record) {
    ++under_way_;
    shop_.send(webhook_message(record, sender_, service_.now()), [this, record](const Outcome& outcome) {
        --under_way_;
        try {
            settle(record, outcome);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "tillpoints-cloud: a webhook will come again: %s\n", error.what());
        }
    });
}

void WebhookCourier::settle(const WebhookRecord& record, const Outcome& outcome) {
    const bool taken = outcome.answer && outcome.answer->status == 200;
    const auto next = next_try(record.tries, service_.now(), interval_);
    service_.storage().transact([&](Books& books) {
        if (taken)
            books.remove_webhook(record.id);
        else
            books.postpone_webhook(record.id, next.tries, next.due);
    });
    if (taken) return look();
    const auto why = outcome.answer ? "answered " + std::to_string(outcome.answer->status) : outcome.what;
    std::fprintf(stderr, "tillpoints-cloud: webhook %lld, try %lld: %s%s\n",
                 static_cast<long long>(record.id), static_cast<long long>(next.tries), why.c_str(),
                 next.due ? "" : "; given up");
}

}  // namespace tillpoints::cloud
