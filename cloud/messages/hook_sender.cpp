#include "cloud/messages/hook_sender.hpp"

#include <cstdio>

#include "cloud/messages/claim_messages.hpp"
#include "cloud/messages/templates.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int max_in_flight = 8;
constexpr std::chrono::milliseconds between_polls{200};

}  // namespace

HookSender::HookSender(boost::asio::io_context& io, Service& service, OutboundClient& hook,
                       std::string authorization)
    : service_(service), hook_(hook), authorization_(std::move(authorization)), timer_(io) {
    poll_later();
}

void HookSender::poll_later() {
    timer_.expires_after(between_polls);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        poll();
        poll_later();
    });
}

void HookSender::poll() {
    try {
        for (const auto& record :
             claim_messages(service_, Channel::hook, Repeatable::yes, max_in_flight - in_flight_))
            send(record);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: the messages cannot be read and are tried again: %s\n",
                     error.what());
    }
}

void HookSender::send(const MessageRecord& record) {
    ++in_flight_;
    hook_.send(hook_request(record, message_text(record).value_or(""), authorization_),
               [this, record](const OutboundOutcome& outcome) {
                   --in_flight_;
                   try {
                       finish(record, outcome);
                   } catch (const std::exception& error) {
                       std::fprintf(
                           stderr,
                           "tillpoints-cloud: the outcome of message %lld could not be stored, so it "
                           "will be sent again: %s\n",
                           static_cast<long long>(record.id), error.what());
                   }
               });
}

void HookSender::finish(const MessageRecord& record, const OutboundOutcome& outcome) {
    const auto next = settled(record, hook_outcome(outcome), Repeatable::yes, service_.now());
    service_.storage().transact([&](Transaction& db) { db.messages.update(next); });
    if (next.state != MessageState::delivered)
        std::fprintf(stderr, "tillpoints-cloud: message %lld, try %lld: %s\n",
                     static_cast<long long>(record.id), static_cast<long long>(record.tries),
                     next.note.c_str());
}

}  // namespace tillpoints::cloud
