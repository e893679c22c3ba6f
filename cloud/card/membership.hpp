#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/messages/permission.hpp"
#include "cloud/messages/phone_codes.hpp"

/// Becoming a customer and leaving, by the owner of a confirmed phone.
namespace tillpoints::cloud {

/// What joining needs beside the phone.
struct JoinRequest {
    std::string name;
    std::optional<std::string> birth_date;
    std::string invitation;  ///< of a friend, or the promo code of a source; empty: neither
    loyalty::Language language = loyalty::Language::russian;
    std::vector<Channel> advertising;  ///< the channels consented to
};

/// Registers the owner of the phone and gives the card. Errc::duplicate if the phone is registered,
/// Errc::not_found if the invitation is nobody's. Somebody who left and comes back gets no welcome points
/// again, and nobody is rewarded for bringing them.
Result<CustomerRecord> join(RequestContext& context, const MessagePolicy& policy, const PhoneCodes& codes,
                            const Phone& phone, const JoinRequest& asked);

/// The customer's card; made at the first call, for customers who were registered elsewhere.
CardHolder holder_of(RequestContext& context, ParticipantId customer, loyalty::Language language);

/// Erases who the customer is: name, phone, birthday, PIN, tags, what messages say, comments, who receives
/// orders. Points and operations stay under the number, which nothing identifies any more.
void leave(RequestContext& context, const PhoneCodes& codes, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
