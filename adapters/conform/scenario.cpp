#include "adapters/conform/scenario.hpp"

#include <algorithm>

namespace tillpoints::conform {
namespace {

const std::string customer = "+79000000001";

const std::vector<Scenario>& scenario_table() {
    static const std::vector<Scenario> table = {
        {"plain", "a sale without a customer", {}, {"sale"}},
        {"award", "a customer who only collects points", {}, {"sale " + customer}},
        {"discount", "a customer who uses points", {}, {"sale " + customer + " max"}},
        {"refused",
         "the redemption is refused when the payment begins",
         {{"payment_started", Disturbance::refused}},
         {"sale " + customer + " max"}},
        {"late",
         "the answer to discount_requested takes its time",
         {{"discount_requested", Disturbance::late}},
         {"sale " + customer + " max"}},
        {"silent",
         "no answer to discount_requested comes",
         {{"discount_requested", Disturbance::no_answer}},
         {"sale " + customer + " max"}},
        {"failing",
         "the plugin answers errors",
         {{"customer_presented", Disturbance::failed},
          {"discount_requested", Disturbance::failed},
          {"payment_started", Disturbance::failed}},
         {"sale " + customer + " max"}},
        {"not-stored",
         "the disk does not take the closed receipt at first",
         {{"receipt_closed", Disturbance::not_stored}},
         {"sale"}},
        {"busy",
         "too many events wait when the receipt is closed",
         {{"receipt_closed", Disturbance::busy}},
         {"sale"}},
        {"lost-opening",
         "a power cut lost the opening of the receipt",
         {{"customer_presented", Disturbance::unknown_receipt}},
         {"sale " + customer + " max"}},
        {"going-back",
         "the cashier goes back to the goods after the payment has begun",
         {},
         {"sale-going-back " + customer + " max"}},
        {"cancelled", "a receipt is given up", {}, {"cancel"}},
        {"return",
         "goods of a sale with a discount come back",
         {},
         {"sale " + customer + " max", "return {receipt}"}},
        {"day",
         "several receipts, a restart between them, and the end of a shift",
         {},
         {"sale", "sale " + customer + " max", "restart", "sale", "cancel", "shift"}},
    };
    return table;
}

}  // namespace

std::span<const Scenario> scenarios() {
    return scenario_table();
}

const Scenario* find_scenario(std::string_view name) {
    const auto found = std::find_if(scenario_table().begin(), scenario_table().end(),
                                    [&](const Scenario& each) { return each.name == name; });
    return found == scenario_table().end() ? nullptr : &*found;
}

}  // namespace tillpoints::conform
