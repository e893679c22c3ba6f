#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace tillpoints::conform {

using Json = nlohmann::json;

/// A text member, or an empty text.
std::string text_of(const Json& object, const char* name);

/// A whole number, or nothing.
std::optional<std::int64_t> number_of(const Json& object, const char* name);

/// What positions cost, wherever they come from: the same texts mean the same printed lines. Empty: no
/// positions.
std::string lines_of(const Json& object);

/// Why the event cannot be taken as it stands; nothing: it can.
std::optional<std::string> unreadable(const Json& event);

/// Why `total` and `positions` do not fit; nothing: they do, or the event has none.
std::optional<std::string> wrong_sum(const Json& event);

/// The event concerns a receipt that must be open.
bool needs_open_receipt(const std::string& event);

}  // namespace tillpoints::conform
