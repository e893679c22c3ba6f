#pragma once
#include "cloud/console/console_call.hpp"

/// The programme, and how people of the company change it.
namespace tillpoints::cloud {

/// The programme in force, as its file would state it.
HttpAnswer show_programme(ConsoleCall& call, Reader in);
/// Every version that was set here, the newest first, with what each changed.
HttpAnswer list_programme_versions(ConsoleCall& call, Reader in);
/// `{programme}`: what would change; what is wrong with it, field by field.
HttpAnswer check_programme(ConsoleCall& call, Reader in);
/// `{programme}`: begins to play the last 90 days under it; answers the trial's id.
Reply try_programme(ConsoleWork& work, Reader in);
/// `{trial}`: how far it is, and what came out.
Reply show_trial(ConsoleWork& work, Reader in);
/// `{programme, based_on, starts?, note}`: counts from `starts` on (absent: at once), if `based_on` is the
/// newest version and none is to come.
Reply save_programme(ConsoleWork& work, Reader in);
/// `{version}`: one that has not started does not start.
Reply withdraw_programme(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
