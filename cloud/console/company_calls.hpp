#pragma once
#include "cloud/console/console_call.hpp"

/// What customers read of the company and its branches, and the pictures that they see.
namespace tillpoints::cloud {

/// The profile, the logo and every branch; `may_edit` says which of it is the caller's to change.
HttpAnswer show_own_company(ConsoleCall& call, Reader in);
/// A whole profile (cloud/company/profile.hpp).
HttpAnswer change_company(ConsoleCall& call, Reader in);
/// `{picture}`: the id of a picture that was uploaded; null takes the logo away.
HttpAnswer change_logo(ConsoleCall& call, Reader in);
/// `{branch?, name, ...}`: a whole profile of a branch; without `branch` a new one, for owners.
HttpAnswer change_branch(ConsoleCall& call, Reader in);
/// The body is a picture; answers its id.
Reply take_picture(ConsoleWork& work, Reader in);
/// `{id}`: the picture.
Reply send_picture(ConsoleWork& work, Reader in);

}  // namespace tillpoints::cloud
