#pragma once
#include "cloud/console/console_call.hpp"

/// Who has read and passed what: an owner sees everybody, a manager the people of the own branch.
namespace tillpoints::cloud {

/// `{}`: all instructions with how many people of those they are for have read and passed them.
HttpAnswer list_instructions(ConsoleCall& call, Reader in);
/// `{}`: a row for each person and instruction that is for this person.
HttpAnswer show_training_results(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
