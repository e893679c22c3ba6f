#pragma once
#include <string>

#include "protocol/error.hpp"
#include "protocol/till/events.hpp"

namespace tillpoints {

/// An event longer than this is refused without being read. TILLPOINTS_MAX_MESSAGE of the C interface.
inline constexpr std::size_t longest_event = 8u << 20;

/// What was read of a submitted event.
struct EventReading {
    std::string name;  ///< as far as it could be read
    Result<till::Event> event;
    ReceiptId receipt = {};  ///< as far as it could be read
};

/// Reads an event. If memory ends while a long one is read, that is the event's problem, because the value
/// read takes many times its length; with a short one it is the process's, and std::bad_alloc is thrown.
EventReading read_event(const std::string& text);

/// The problem of an event that is longer than `longest_event`.
Problem too_large(std::size_t size);

/// The event's name if it is a known one and the event is short enough to be read only for that, else empty.
/// The text is never freed. Throws nothing.
std::string_view known_name_of(const std::string& text) noexcept;

}  // namespace tillpoints
