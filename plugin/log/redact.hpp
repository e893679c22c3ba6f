#pragma once
#include <string>
#include <string_view>

namespace tillpoints {

/// The line with "***" in place of what must not stand in a log: ten digits and more that could be a
/// telephone or card number (with the separators people write), values named code, phone, value, card or
/// certificate that hold four digits and more, whatever is named key, token, secret, password or
/// authorization, and long tokens of mixed letters and digits. UUIDs and ISO 8601 times stay. Control
/// characters become spaces. Pure.
std::string redacted(std::string_view line);

}  // namespace tillpoints
