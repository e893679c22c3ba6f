#pragma once
#include "cloud/console/console_call.hpp"

/// What a person has to read and which tests to take; always the caller's own.
namespace tillpoints::cloud {

/// `{}`: the instructions for the caller, and how far the caller is with each.
HttpAnswer show_own_training(ConsoleCall& call, Reader in);
/// `{instruction}`: its text.
HttpAnswer show_instruction(ConsoleCall& call, Reader in);
/// `{instruction, version}`: the caller has read it, which must be the current version.
HttpAnswer read_instruction(ConsoleCall& call, Reader in);
/// `{instruction}`: the questions in an order of this try; the try goes on where one without answers is
/// there.
HttpAnswer begin_test(ConsoleCall& call, Reader in);
/// `{try, answers: [[place]]}`: what they come to. Asked again, the same.
HttpAnswer answer_test(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
