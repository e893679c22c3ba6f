#pragma once
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/simulator/conversation.hpp"
#include "adapters/simulator/customer_app.hpp"
#include "adapters/simulator/death.hpp"
#include "adapters/simulator/fiscal_storage.hpp"
#include "adapters/simulator/journal.hpp"
#include "adapters/simulator/register_clock.hpp"
#include "adapters/simulator/till_state.hpp"

namespace tillpoints::simulator {

/// Everything that stands on one counter. Each part is owned by whoever set the counter up.
struct Counter {
    Conversation& plugin;
    FiscalStorage& fiscal;
    TillState& state;
    std::string state_file;
    CustomerApp& customers;
    Journal& journal;
    RegisterClock& clock;
    const Death& death;
    std::ostream& paper;
    std::size_t width = 0;  ///< of the paper in characters; 0: receipts are not shown
    std::string serial;
    std::uint64_t seed = 0;
    bool tender = false;  ///< the register can take points as a payment

    void remember() const { save_state(state, state_file); }
    /// The plugin's lines for the cheque; asked for every receipt, as a register does.
    std::vector<std::string> loyalty_lines(const std::string& receipt_id);
    void show(const FiscalRecord& record, const std::vector<std::string>& loyalty);
    Json opening(const std::string& receipt_id, const std::string& kind) const;
    /// Says it again while the plugin cannot store it, a few times; the last answer comes back.
    Json insist(const std::string& event, const Json& members);
};

}  // namespace tillpoints::simulator
