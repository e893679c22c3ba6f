#pragma once
#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// `{phone, message, texts?}`: a campaign's message to one customer, who consents to advertising: whoever
/// writes the campaign. It is marked as a trial, belongs to no campaign, and the cap does not count it. A
/// person sends so many in a day. Answers `{queued, left}`.
HttpAnswer try_campaign_message(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
