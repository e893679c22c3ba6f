#pragma once
#include "cloud/console/console_call.hpp"

namespace tillpoints::cloud {

/// `{offset?, unanswered?: "1"}`: ratings, the lowest first.
HttpAnswer show_ratings(ConsoleCall& call, Reader in);
/// `{operation, text, seen?}`: answers a rating, and tells the customer the first time. Who changes an answer
/// says in `seen` when the one was written that is to be replaced.
HttpAnswer answer_rating(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
