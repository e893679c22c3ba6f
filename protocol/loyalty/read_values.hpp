#pragma once
#include "protocol/loyalty/messages.hpp"
#include "protocol/reader.hpp"

/// Reads the cloud's values from JSON objects and records problems in the reader. Members that decisions
/// depend on must be right; members that are only shown may be missing or wrong.
namespace tillpoints::loyalty {

/// Names are only displayed, never compared. A name longer than this is left out.
constexpr std::size_t longest_name = 64u << 10;

inline std::string name_in(Reader& in, std::string_view key) {
    return in.maybe_text(key, longest_name).value_or("");
}

MembershipTier read_tier(Reader in);
Settings read_settings(Reader in);
Customer read_customer(Reader in);
std::vector<Tag> read_tags(Reader& in, std::string_view key);
PurchaseCalc read_calc(Reader in);
Operation read_operation(Reader in);
/// The operation of which the call is about: it is there, even if its state is a word that this version does
/// not know.
Operation read_own_operation(Reader in);
/// A row that is not readable does not spoil the page.
OperationPage read_operations(Reader in);

}  // namespace tillpoints::loyalty
