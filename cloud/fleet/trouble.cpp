#include "cloud/fleet/trouble.hpp"

#include <cstdlib>

#include "cloud/fleet/rollout.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::int64_t long_waiting_s = 3600;
constexpr std::int64_t clock_tolerance_s = 30;
constexpr std::int64_t little_space = 100 << 20;

}  // namespace

std::vector<Trouble> troubles_of(const FleetTerminal& terminal, Timestamp now) {
    if (!terminal.heard) return {{"never_heard", ""}};
    std::vector<Trouble> out;
    const auto add = [&](bool is_so, const char* code, std::string value) {
        if (is_so) out.push_back({code, std::move(value)});
    };
    add(is_silent(terminal, now), "silent", to_text(*terminal.heard));
    const auto heartbeat = stored_heartbeat(terminal.heartbeat);
    if (!heartbeat) return out;
    const auto& seen = *heartbeat;
    add(seen.library.empty(), "no_library", "");
    add(seen.health == Health::error, "doctor_error", seen.first);
    add(seen.parked > 0, "parked", std::to_string(seen.parked));
    add(seen.oldest_s.value_or(0) > long_waiting_s, "waits_long", std::to_string(seen.oldest_s.value_or(0)));
    add(std::abs(seen.clock_ahead_s.value_or(0)) > clock_tolerance_s, "clock",
        std::to_string(seen.clock_ahead_s.value_or(0)));
    add(seen.free_bytes.value_or(little_space) < little_space, "disk",
        std::to_string(seen.free_bytes.value_or(0)));
    add(seen.refused > seen.release, "release_refused", std::to_string(seen.refused) + ": " + seen.refusal);
    add(terminal.offered > seen.release && terminal.offered != seen.refused, "release_waits",
        std::to_string(terminal.offered));
    add(seen.health == Health::warning, "doctor_warning", seen.first);
    return out;
}

}  // namespace tillpoints::cloud
