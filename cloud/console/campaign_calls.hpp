#pragma once
#include "cloud/console/console_call.hpp"

/// Segments of the customers, and campaigns over them.
namespace tillpoints::cloud {

/// `{segment, after?}`: counts the members of a segment in the next slice of the customers, with how many of
/// them may be advertised to; `after` of the answer is where the next call goes on, null at the end. So a
/// page counts a million customers while it shows how far it is, and keeps nobody waiting.
HttpAnswer count_segment(ConsoleCall& call, Reader in);
/// `{branches: [{id, name}], sources: [{promo_code, name}]}`: where members of a segment may have bought, and
/// by what they may have come.
HttpAnswer list_segment_branches(ConsoleCall& call, Reader in);
/// The newest first.
HttpAnswer list_campaigns_of_console(ConsoleCall& call, Reader in);
/// `campaign`: with what came of it, beside those who were held out.
HttpAnswer show_campaign(ConsoleCall& call, Reader in);
/// `{name, message, texts?, points?, certificate?, promo_code?, segment?, held_out?, begins?, key}`: it runs
/// by itself from then on. Points and certificates are an owner's to give.
HttpAnswer start_campaign(ConsoleCall& call, Reader in);
/// `{campaign}`: nobody else is addressed.
HttpAnswer stop_campaign(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
