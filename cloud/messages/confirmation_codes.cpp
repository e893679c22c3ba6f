#include "cloud/messages/confirmation_codes.hpp"

#include "cloud/api/shop_name.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {

SendConfirmationCode confirmation_codes_by(const MessagePolicy& policy) {
    return [policy](RequestContext& context, ParticipantId customer, const ConfirmationCode& sent) {
        return queue_message(context, policy, customer,
                             {"confirmation/" + random_uuid(context.randomness),
                              MessagePurpose::code,
                              "confirmation",
                              {{"shop", shop_name(context)},
                               {"code", sent.code},
                               {"points", to_text(sent.points)},
                               {"minutes", std::to_string(sent.lifetime.count())}},
                              sent.lifetime});
    };
}

}  // namespace tillpoints::cloud
