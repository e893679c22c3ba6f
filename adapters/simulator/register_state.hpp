#pragma once
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace tillpoints::simulator {

using Json = nlohmann::ordered_json;

/// A receipt that is open on the register, with the steps already done.
struct OpenReceipt {
    std::string receipt_id;
    bool presented = false;          ///< the customer was presented and found, or will be awarded
    bool payment_abandoned = false;  ///< the cashier has already abandoned the payment once
    bool cancelled = false;          ///< cancelled at the register; the plugin may not know it yet
    Json customer;                   ///< as the outcome will say it
    Json requested = "none";         ///< the points asked for: the same question after a restart
};

/// What the register stores besides its fiscal storage, so that it can continue after a power loss. Replaced
/// as a whole: written to a new file, synced, renamed.
struct RegisterState {
    std::string run;             ///< makes receipt ids unique for ever
    std::string day;             ///< which input and seed this run plays
    std::string complete_since;  ///< from when on the fiscal storage is complete
    int shift = 1;
    std::size_t next_step = 0;  ///< earlier steps of the plan are done
    bool finished = false;
    std::map<std::size_t, OpenReceipt> open;  ///< by cart
    Json unreported_returns = Json::array();  ///< returns that the plugin could not store yet
    Json customers = Json::array();           ///< the customers of this run, as their app knows them
};

/// The state of a file, or a new one where there is none. Throws std::runtime_error where it cannot be read.
RegisterState load_state(const std::string& path);
void save_state(const RegisterState& state, const std::string& path);

}  // namespace tillpoints::simulator
