#pragma once
#include "cloud/console/console_call.hpp"

/// Instructions as they are written: by an owner for all, by a manager for the people of the own branch.
namespace tillpoints::cloud {

/// `{instruction}`: everything of its current version, right answers too, for who may write the next.
HttpAnswer edit_instruction(ConsoleCall& call, Reader in);
/// `{instruction?, replaces?, title, body, video?, roles?, branch?, test?}`: a new instruction, or the next
/// version of one, which replaces the version that the caller has seen.
HttpAnswer write_instruction(ConsoleCall& call, Reader in);
/// `{instruction, retired}`: nobody is asked to read it any more, or again.
HttpAnswer retire_instruction(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
