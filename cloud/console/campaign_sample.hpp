#pragma once
#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// `{phone, message, texts?}`: a campaign's message to one customer, who consents to advertising: whoever
/// writes the campaign. It is marked as a sample, belongs to no campaign, and the cap does not count it. A
/// person sends so many in a day. Answers `{queued, left}`.
HttpAnswer send_campaign_sample(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
