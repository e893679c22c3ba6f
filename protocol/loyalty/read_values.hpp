#pragma once
#include "protocol/loyalty/messages.hpp"
#include "protocol/reader.hpp"

/// The cloud's values out of JSON objects; what is wrong is recorded in the reader's problems. Strict about
/// what a decision rests on, lenient about what is only shown.
namespace tillpoints::loyalty {

MembershipTier read_tier(Reader in);
Settings read_settings(Reader in);
Customer read_customer(Reader in);
std::vector<Tag> read_tags(Reader& in, std::string_view key);
PurchaseCalc read_calc(Reader in);
Operation read_operation(Reader in);

}  // namespace tillpoints::loyalty
