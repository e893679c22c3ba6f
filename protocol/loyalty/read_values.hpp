#pragma once
#include "protocol/loyalty/messages.hpp"
#include "protocol/reader.hpp"

/// Reads the cloud's values from JSON objects and records problems in the reader. Members that decisions
/// depend on must be right; members that are only shown may be missing or wrong.
namespace tillpoints::loyalty {

MembershipTier read_tier(Reader in);
Settings read_settings(Reader in);
Customer read_customer(Reader in);
std::vector<Tag> read_tags(Reader& in, std::string_view key);
PurchaseCalc read_calc(Reader in);
Operation read_operation(Reader in);

}  // namespace tillpoints::loyalty
