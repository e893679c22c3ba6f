#pragma once
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace tillpoints::simulator {

using Json = nlohmann::ordered_json;

/// A receipt that is open on the register: where its cashier stands.
struct OpenReceipt {
    std::string receipt_id;
    bool presented = false;   ///< the customer was presented and found, or will be awarded
    bool went_back = false;   ///< the cashier has been back at the positions already
    bool cancelled = false;   ///< over for the register, perhaps not yet for the plugin
    Json customer;            ///< as the outcome will say it
    Json requested = "none";  ///< the points asked for: the same question after a restart
};

/// What the register remembers besides its fiscal storage, so that it goes on after a power loss. Small, and
/// replaced as a whole: written beside, synced, renamed.
struct TillState {
    std::string run;             ///< makes receipt ids unique for ever
    std::string day;             ///< which input and seed this run plays
    std::string complete_since;  ///< from when on the fiscal storage is complete
    int shift = 1;
    std::size_t next_step = 0;  ///< steps of the plan before it are over
    bool finished = false;
    std::map<std::size_t, OpenReceipt> open;  ///< by cart
    Json untold = Json::array();              ///< returns that the plugin could not store yet
    Json customers = Json::array();           ///< the customers of this run, as their app knows them
};

/// The state of a file, or a new one where there is none. Throws std::runtime_error where it cannot be read.
TillState load_state(const std::string& path);
void save_state(const TillState& state, const std::string& path);

}  // namespace tillpoints::simulator
