#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

std::optional<Timestamp> quiet_until(const QuietHours& hours, Timestamp now) {
    if (hours.from == hours.to) return {};
    const auto local = now + hours.utc_offset;
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const auto clock = local - midnight;
    const bool over_midnight = hours.from > hours.to;
    const bool evening = over_midnight && clock >= hours.from;
    const bool quiet = over_midnight ? evening || clock < hours.to : clock >= hours.from && clock < hours.to;
    if (!quiet) return {};
    return midnight + std::chrono::days(evening ? 1 : 0) + hours.to - hours.utc_offset;
}

Permission permission_of(MessagePurpose purpose, Channel channel, const Recipient& recipient,
                         const MessagePolicy& policy, Timestamp now) {
    if (purpose == MessagePurpose::code || purpose == MessagePurpose::reply) return {true};
    if (is_advertising(purpose)) {
        if (!recipient.consent) return {false, {}, "no consent to advertising by this channel"};
        if (purpose == MessagePurpose::advertising && recipient.advertised >= policy.cap.messages)
            return {false, {}, "this person got as much advertising as the cap allows"};
    }
    if (channel == Channel::app) return {true};
    return {true, quiet_until(policy.quiet, now)};
}

}  // namespace tillpoints::cloud
