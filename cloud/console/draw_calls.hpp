#pragma once
#include "cloud/console/console_call.hpp"

/// Calls about prize draws.
namespace tillpoints::cloud {

/// The newest first. The seed of a draw is told once it is drawn.
HttpAnswer list_draws(ConsoleCall& call, Reader in);
/// `draw`: with its winners.
HttpAnswer show_draw(ConsoleCall& call, Reader in);
/// `{segment?, ticket_for?, from?, to?, after?}`: how many of the next customers after `after` would take
/// part, and with how many tickets; `after` of the answer is where the next call goes on, null at the end.
HttpAnswer count_participants(ConsoleCall& call, Reader in);
/// `{name, winners, segment?, ticket_for?, from?, to?, prize, points?, days?, message?, texts?, key}`: a seed
/// is drawn and kept, and its commitment answered. Points and certificates are an owner's to give.
HttpAnswer arrange_draw(ConsoleCall& call, Reader in);
/// `{draw}`: the list is made, the winners are drawn and get the prize, all by itself. Once.
HttpAnswer start_draw(ConsoleCall& call, Reader in);
/// `draw`, `kind` (json, csv): the record of a draw that was drawn, as a file.
Reply draw_file(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
