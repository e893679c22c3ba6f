#pragma once
#include "cloud/api/service.hpp"

namespace tillpoints::cloud::test {

/// Has every call of the console that a page waits for answered, as an owner and as the manager of a branch
/// get it. Left out are those that read much on a thread of their own, and lists of what stays as small as
/// the company: people, training, terminals, campaigns and draws.
void ask_for_console_pages(Service& service);

}  // namespace tillpoints::cloud::test
