#include "cloud/telegram/bot_sender.hpp"

#include <cstdio>

#include "cloud/messages/claim_messages.hpp"
#include "cloud/messages/templates.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int looked_at = 100;
constexpr int max_in_flight = 60;
constexpr std::chrono::milliseconds between_polls{100};

std::int64_t chat_of(const MessageRecord& record) {
    return parse_decimal(record.address, 0, Rounding::exact).value_or(0);
}

}  // namespace

BotSender::BotSender(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token)
    : service_(service), api_(api), token_(std::move(token)), timer_(io) {
    poll_later();
}

void BotSender::poll_later() {
    timer_.expires_after(between_polls);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        poll();
        poll_later();
    });
}

void BotSender::poll() {
    if (in_flight_ >= max_in_flight) return;
    try {
        const auto before = budget_;
        const auto begin = [&]() -> MayGo {
            budget_ = before;
            return
                [this](const MessageRecord& record) { return budget_.take(chat_of(record), Clock::now()); };
        };
        for (const auto& record :
             claim_messages(service_, Channel::telegram, Repeatable::no, looked_at, begin))
            send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: the bot's messages cannot be read and are tried again: %s\n",
                     error.what());
    }
}

void BotSender::send(const MessageRecord& record) {
    ++in_flight_;
    api_.send(send_request(token_, record, message_text(record).value_or("")),
              [this, record](const OutboundOutcome& outcome) {
                  --in_flight_;
                  budget_.answered(chat_of(record), Clock::now());
                  try {
                      finish(record, outcome);
                  } catch (const std::exception& error) {
                      std::fprintf(
                          stderr,
                          "tillpoints-cloud: the outcome of message %lld could not be stored, so it will"
                          " count as failed: %s\n",
                          static_cast<long long>(record.id), error.what());
                  }
              });
}

void BotSender::finish(const MessageRecord& record, const OutboundOutcome& outcome) {
    const auto result = send_outcome(outcome);
    if (result.kind == SendOutcome::Kind::busy) budget_.pause_until(Clock::now() + result.wait);
    service_.transact([&](RequestContext& context) {
        context.db.messages.update(settled(record, result, Repeatable::no, context.now));
        if (!is_blocked(outcome)) return;
        auto chat = context.db.telegram.find(chat_of(record));
        if (!chat) return;
        chat->open = false;
        context.db.telegram.set(*chat);
    });
}

}  // namespace tillpoints::cloud
