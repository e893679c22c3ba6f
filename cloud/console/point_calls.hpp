#pragma once
#include "cloud/console/console_call.hpp"

/// Points by hand. Who moves more in a day than the limit needs a second person.
namespace tillpoints::cloud {

/// `{participant, points, reason}`; negative points are taken. `{state: done or waiting}`
HttpAnswer give_points(ConsoleCall& call, Reader in);
/// Those that wait for a second person.
HttpAnswer list_point_requests(ConsoleCall& call, Reader in);
/// `{request, confirm}`: by another person than who asked.
HttpAnswer decide_points(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
