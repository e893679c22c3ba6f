#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

/// A release: what the terminals of a fleet are to have. Pure.
namespace tillpoints::fleet {

struct Release {
    std::int64_t number = 0;
    nlohmann::json configuration;  ///< settings for the drop-in; null: the drop-in stays as it is
    std::string version;           ///< of the packages; empty: they stay as they are
};

std::string payload_of(const Release& release);
std::optional<Release> read_release(const std::string& payload);

/// Why a release was refused; the words are those of protocol/FLEET.md.
enum class Refusal {
    signature,            ///< not signed by the fleet's authority, or no release
    forbidden,            ///< it names a setting that a release may not change
    configuration_wrong,  ///< the library does not take the configuration
    doctor_worse,         ///< doctor finds an error that was not there before
    update_failed,        ///< the packages were not updated, or went back
    interrupted,          ///< taking it was interrupted twice
};
const char* name_of(Refusal refusal);

/// What a terminal keeps of releases.
struct ReleaseState {
    std::string authority;  ///< whose releases these are; another fleet begins anew
    std::int64_t applied = 0;
    std::int64_t refused = 0;
    std::string reason;               ///< of `refused`
    std::int64_t updated = 0;         ///< its packages are installed
    std::int64_t trying = 0;          ///< the last one that was begun to be taken
    int tries = 0;                    ///< of `trying`
    bool taking = false;              ///< it is being taken: an interruption is noticed by it
    std::optional<std::string> kept;  ///< the drop-in as it was before `trying`; absent: there was none
    friend bool operator==(const ReleaseState&, const ReleaseState&) = default;
};
std::string text_of(const ReleaseState& state);
/// Nothing for a text that is none: what was taken is not known then, and an old release might come back.
std::optional<ReleaseState> read_release_state(const std::string& text);

/// How often taking the same release may be interrupted, and how often its packages may not be had.
inline constexpr int most_interruptions = 2;
inline constexpr int most_updates = 5;

/// Is it to be taken? An older one never is, so that nobody brings an old configuration back with its old
/// signature.
bool is_news(const Release& release, const ReleaseState& state);

/// The setting that nobody but a technician at the terminal may change; empty: there is none. A data
/// directory would leave the queue behind, another company or currency would send it to somebody else, and a
/// key file would send a file of the terminal to a server.
std::string forbidden_setting(const nlohmann::json& configuration);

/// Does it name another loyalty cloud? Then what waits must be sent first.
bool moves_the_cloud(const nlohmann::json& configuration);

}  // namespace tillpoints::fleet
