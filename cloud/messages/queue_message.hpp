#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

/// A message to a customer, before it is known how it comes there.
struct NewMessage {
    /// What there is one message of, such as "rate/17": queued again, nothing happens.
    std::string reference;
    MessagePurpose purpose = MessagePurpose::service;
    std::string template_name;
    MessageValues values{};
    std::optional<std::chrono::minutes> useful_for{};
};

/// Queues a message in the transaction of what it is about. A message about something of the customer's own
/// is shown in the card, and comes by the bot too if the customer talks with it; a code that confirms
/// something comes by the hook where it does not come by the bot. Advertising comes by one
/// channel that the customer consents to: the bot, else the hook, else the card; and no more of it than the
/// cap allows. Returns by how many channels it will come.
int queue_message(RequestContext& context, const MessagePolicy& policy, ParticipantId customer,
                  const NewMessage& message);

/// In which messages to this customer are written.
loyalty::Language language_of(RequestContext& context, ParticipantId customer);

/// Is there a way to the customer by which advertising is consented to?
bool may_be_advertised(RequestContext& context, const MessagePolicy& policy, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
