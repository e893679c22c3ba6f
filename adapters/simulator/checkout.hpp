#pragma once
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/simulator/customer_app.hpp"
#include "adapters/simulator/fiscal_storage.hpp"
#include "adapters/simulator/kill_schedule.hpp"
#include "adapters/simulator/outcome_log.hpp"
#include "adapters/simulator/plugin_client.hpp"
#include "adapters/simulator/register_clock.hpp"
#include "adapters/simulator/register_state.hpp"

namespace tillpoints::simulator {

/// The parts of one checkout. The caller owns each of them and keeps it alive as long as this object.
struct Checkout {
    PluginClient& plugin;
    FiscalStorage& fiscal;
    RegisterState& state;
    std::string state_file;
    CustomerApp& customers;
    OutcomeLog& outcomes;
    RegisterClock& clock;
    const KillSchedule& kills;
    std::ostream& screen;
    std::size_t width = 0;  ///< of a shown receipt in characters; 0: receipts are not shown
    std::string serial;
    std::uint64_t seed = 0;
    bool tender = false;  ///< the register can take points as a payment

    void save() const { save_state(state, state_file); }
    /// The plugin's lines for the printed receipt. Requested for every receipt, as a register does.
    std::vector<std::string> loyalty_lines(const std::string& receipt_id);
    void show(const FiscalRecord& record, const std::vector<std::string>& loyalty);
    Json opening(const std::string& receipt_id, const std::string& kind) const;
    /// Repeats the event up to three times while the plugin answers `not_stored`; returns the last reply.
    Json ask_until_stored(const std::string& event, const Json& members);
};

}  // namespace tillpoints::simulator
