#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// The target without its query.
std::string_view path_of(const HttpRequest& request);
/// The value of a parameter of the query, as it stands there; nothing if it is absent.
std::optional<std::string_view> parameter_of(const HttpRequest& request, std::string_view name);

/// The token of "Authorization: Bearer TOKEN"; empty without one.
std::string_view bearer_token(const HttpRequest& request);
/// The terminal that the request names, by header or parameter; empty without one.
std::string_view named_terminal(const HttpRequest& request);

/// A key that a client may choose: 1 to 128 printable ASCII characters.
bool is_idempotency_key(std::string_view key);

std::optional<std::uint64_t> whole_number(std::string_view digits);

}  // namespace tillpoints::sidecar
