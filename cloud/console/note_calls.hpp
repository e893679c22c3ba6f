#pragma once
#include "cloud/console/console_call.hpp"

/// What people of the company write about customers.
namespace tillpoints::cloud {

/// `{participant, text}`: the customer's notes with the new one.
HttpAnswer add_note(ConsoleCall& call, Reader in);
/// `{participant, note}`: the customer's notes without it. Who wrote it may remove it, and an owner.
HttpAnswer remove_note(ConsoleCall& call, Reader in);

/// `[{note, written, by, text, removable}]`, the newest first.
Json notes_json(ConsoleCall& call, ParticipantId customer);

}  // namespace tillpoints::cloud
