#include "adapters/simulator/register_state.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace tillpoints::simulator {

RegisterState load_state(const std::string& path) {
    RegisterState state;
    std::ifstream file(path);
    if (!file) return state;
    const auto json = Json::parse(file, nullptr, false);
    if (json.is_discarded()) throw std::runtime_error(path + ": is no state of a register");
    state.run = json.at("run");
    state.day = json.at("day");
    state.complete_since = json.at("complete_since");
    state.shift = json.at("shift");
    state.next_step = json.at("next_step");
    state.finished = json.at("finished");
    state.unreported_returns = json.at("untold");
    state.customers = json.at("customers");
    for (const auto& open : json.at("open"))
        state.open[open.at("cart")] = {open.at("receipt_id"), open.at("presented"), open.at("went_back"),
                                       open.at("cancelled"),  open.at("customer"),  open.at("requested")};
    return state;
}

void save_state(const RegisterState& state, const std::string& path) {
    auto open_receipts = Json::array();
    for (const auto& [cart, open] : state.open)
        open_receipts.push_back({{"cart", cart},
                                 {"receipt_id", open.receipt_id},
                                 {"presented", open.presented},
                                 {"went_back", open.payment_abandoned},
                                 {"cancelled", open.cancelled},
                                 {"customer", open.customer},
                                 {"requested", open.requested}});
    const Json json{{"run", state.run},
                    {"day", state.day},
                    {"complete_since", state.complete_since},
                    {"shift", state.shift},
                    {"next_step", state.next_step},
                    {"finished", state.finished},
                    {"open", std::move(open_receipts)},
                    {"untold", state.unreported_returns},
                    {"customers", state.customers}};
    const auto text = json.dump() + "\n";
    const auto beside = path + ".new";
    const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool written = file >= 0 &&
                         write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         fsync(file) == 0;
    if (file >= 0) close(file);
    if (!written || std::rename(beside.c_str(), path.c_str()) != 0)
        throw std::runtime_error(path + ": the register's state cannot be written");
}

}  // namespace tillpoints::simulator
