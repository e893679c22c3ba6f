#pragma once
#include <optional>
#include <variant>

#include "protocol/error.hpp"
#include "protocol/loyalty/messages.hpp"

/// What the outcome of a call says about the link to the loyalty cloud. Questions, look-ups and sends of
/// entries all ask here. Pure.
namespace tillpoints::replay {

/// A call that brought no answer of the protocol.
struct Unanswered {
    Errc code = Errc::unreachable;
    bool unsent = false;  ///< certainly no byte reached the cloud
};

using SendResult = std::variant<loyalty::Answer, Unanswered>;

enum class LinkStatus {
    open,    ///< the cloud answered
    broken,  ///< it cannot be reached, or it fails
    closed,  ///< it refuses the shop as a whole (key, company), or somebody else answers in its place: pause
             ///< the queue and raise the alarm
};

struct LinkReport {
    LinkStatus link_status = LinkStatus::open;
    std::optional<Errc> reason;  ///< the code of a refusal or of a missing answer
    friend bool operator==(const LinkReport&, const LinkReport&) = default;
};

/// A refusal with status 401 or a code that names the key or the company concerns the whole shop. So does a
/// 403 without a code, or with one this version does not know. A 403 with any other code concerns the
/// customer or the operation of that one call, and the link is open.
bool concerns_the_shop(const loyalty::Refusal& refusal);

LinkReport link_report_of(const SendResult& result);

/// The answer as far as it concerns the customer or the operation that was asked about. A Problem in the
/// place of every other one: the cloud was not reached, failed, asked to be left alone or refused the shop.
Result<loyalty::Answer> answer_to_the_question(const SendResult& result);

}  // namespace tillpoints::replay
