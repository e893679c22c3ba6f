#pragma once
#include "cloud/console/console_call.hpp"

/// People who may sign in, their second factor, and what they did.
namespace tillpoints::cloud {

/// `{}`: a secret for an authenticator application, as text and as QR code. It counts once it is confirmed.
HttpAnswer offer_second_factor(ConsoleCall& call, Reader in);
/// `{code}`.
HttpAnswer confirm_second_factor(ConsoleCall& call, Reader in);

HttpAnswer list_people(ConsoleCall& call, Reader in);
/// `{login, name, role, branch?, cashier?}`: with a password that is shown once and must be changed.
HttpAnswer add_person(ConsoleCall& call, Reader in);
/// `{person, blocked}`
HttpAnswer block_person(ConsoleCall& call, Reader in);
/// `{person}`: another password, shown once; the second factor has to be set up again.
HttpAnswer reset_person(ConsoleCall& call, Reader in);
/// `{person}`: ends all sessions.
HttpAnswer sign_person_out(ConsoleCall& call, Reader in);

/// `{before?}`: the newest lines of the audit log, or those older than one.
HttpAnswer list_actions(ConsoleCall& call, Reader in);

/// A code as rows of "0" and "1", which a page draws.
Json qr_rows(const std::string& text);
/// `{id, login, name, role, branch, cashier}`
Json person_json(const PersonRecord& person);
/// Is there no other owner who could sign in?
bool is_last_owner(Transaction& db, const PersonRecord& person);
std::string subject_of(const PersonRecord& person);

}  // namespace tillpoints::cloud
