#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/entries/named_customer.hpp"

namespace tillpoints {

/// How far the erasing of one customer has come. It is begun with the keyed hashes that are known of them,
/// and learns more from what names them: the cloud's id from a receipt with the phone, other cards from the
/// id. It passes through the records until a pass has learnt nothing.
struct CustomerErasure {
    std::set<std::string> keys;
    std::string signature;  ///< who forgets and why, for the journal of each receipt

    // What was done so far.
    std::int64_t entries = 0;
    std::int64_t remembered = 0;     ///< snapshots
    std::set<std::string> receipts;  ///< whose entry or session was erased
    std::int64_t left = 0;           ///< entries and sessions of the last pass that are not finished

    // Where it stands.
    enum class Stage { snapshots, sessions, entries } stage = Stage::snapshots;
    std::int64_t seen = 0;  ///< the last row of the stage
    bool learnt = false;    ///< in this pass
    int passes = 0;

    bool found_nothing() const { return entries == 0 && remembered == 0 && receipts.empty(); }
};

/// How the states of sessions are read, which the outbox cannot.
struct SessionCustomers {
    std::function<std::vector<NamedCustomer>(const std::string& state)> customers_in;
    std::function<std::optional<std::string>(const std::string& state)> without_customer;
};

}  // namespace tillpoints
