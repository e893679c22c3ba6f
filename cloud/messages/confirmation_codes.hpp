#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

/// Sends customers the codes by which they confirm redemptions: to the card, and by the bot if the customer
/// talks with it, else by the hook.
SendConfirmationCode confirmation_codes_by(const MessagePolicy& policy);

}  // namespace tillpoints::cloud
