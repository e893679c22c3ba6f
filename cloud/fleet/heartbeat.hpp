#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/error.hpp"
#include "protocol/json.hpp"

/// What a terminal reports of itself (protocol/FLEET.md). Pure.
namespace tillpoints::cloud {

inline constexpr std::size_t longest_heartbeat = 8 << 10;

enum class Health { ok, unknown, warning, error };

struct Heartbeat {
    std::string tool;          ///< versions
    std::string library;       ///< empty: it cannot be loaded
    std::int64_t release = 0;  ///< the number of the release it has taken; 0: none
    std::int64_t refused = 0;  ///< of the last one that it refused; 0: none
    std::string refusal;       ///< why, one of the codes of FLEET.md
    std::int64_t pending = 0;
    std::int64_t settling = 0;
    std::int64_t parked = 0;
    std::int64_t loss = 0;  ///< of what is parked, minor units
    std::optional<std::int64_t> oldest_s{};
    std::optional<std::int64_t> clock_ahead_s{};
    std::optional<std::int64_t> free_bytes{};
    std::string link;  ///< online, offline, paused or unknown
    Health health = Health::unknown;
    std::string first;  ///< doctor's code of what is wrong first; empty: nothing
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// Members that are not known are left out, so that newer terminals may tell more. What is wrong is added to
/// `problems`.
Heartbeat read_heartbeat(const Json& json, Problems& problems);
/// As it is stored and listed.
Json json_of(const Heartbeat& heartbeat);
/// What was stored; nothing for an empty text.
std::optional<Heartbeat> stored_heartbeat(const std::string& text);

}  // namespace tillpoints::cloud
