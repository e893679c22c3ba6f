#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::conform {

/// What was called, in the order of the interface (tillpoints.h).
enum class Call { init, create, submit, submitted, reply, taken, destroy, destroyed, deinit };

std::string_view name_of(Call call);

/// One moment at the border between a host and a plugin.
struct Entry {
    Call call = Call::init;
    std::int64_t at_us = 0;        ///< microseconds since 1970
    int thread = 0;                ///< numbered in order of appearance
    int instance = 0;              ///< numbered from 1
    int number = 0;                ///< of submit, submitted, reply and taken: the submit's
    int status = 0;                ///< of create and submitted: a tillpoints_status
    std::int64_t deadline_ms = 0;  ///< of submit
    std::string text{};            ///< of submit and reply: the event, the reply
};

using Recording = std::vector<Entry>;

/// An entry as one line of JSON, without the end of the line.
std::string to_line(const Entry& entry);

/// Nothing: the line is no entry.
std::optional<Entry> read_line(std::string_view line);

}  // namespace tillpoints::conform
