#pragma once
#include "protocol/json.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/reader.hpp"

/// A purchase's operation in the storage format of entries. Not the cloud's wire format: amounts are whole
/// numbers of minor units and hundredths, so that what is read back is exactly what was stored.
namespace tillpoints {

Json stored_identity(const loyalty::Identity& who);
/// A damaged phone number must not reach a log: the problem names the field, not its value.
loyalty::Identity stored_identity_from(Reader in);

Json stored_operation(const loyalty::CreateOperation& operation);
/// Problems go to the reader's list; the value means something only if there are none.
loyalty::CreateOperation stored_operation_from(Reader in);

/// Any int64, unlike amounts from outside: what was stored is read back, whatever it was.
std::int64_t stored_integer(Reader& in, std::string_view key);
std::optional<std::int64_t> maybe_stored_integer(Reader& in, std::string_view key);
/// Longer than anything that is stored, so that only damage is refused.
inline constexpr std::size_t stored_text_limit = std::size_t(1) << 20;

}  // namespace tillpoints
