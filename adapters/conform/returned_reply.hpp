#pragma once
#include <string>
#include <string_view>

namespace tillpoints::conform {

/// Stands in a reply's quote_id once its callback has returned. A host that gives it back read a reply that
/// was not its own any more.
inline constexpr std::string_view returned_reply_mark = "reply-was-kept";

/// Writes the mark over the quote_id of a reply, if it has one.
void mark_returned(std::string& reply);

}  // namespace tillpoints::conform
