#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* about_receipts =
    "Receipts that are open at this terminal, and decisions about receipts in doubt.\n"
    "A register reports how its receipts end, also after a crash. A receipt whose end is in no event and\n"
    "in no list of the register stays in doubt: its points stay redeemed and count against the limits.\n"
    "Check whether it was printed, then state `closed` or `cancelled`; the plugin continues as if the\n"
    "register had reported it. If the register later reports the opposite, the register's report\n"
    "counts, and the loss is parked.";

constexpr const char* about_closed =
    "The receipt was printed at the prices of the last quote. The redemption stands.\n"
    "Use it if the printed receipt or the fiscal drive's archive shows the discount.";
constexpr const char* about_cancelled =
    "The receipt was never printed. Redeemed points are returned to the customer.\n"
    "Use it if there is no printed receipt and the fiscal drive's archive does not have it.";

void add_decision(CLI::App& receipts, const char* name, const char* about, Options& options,
                  Command& command) {
    auto* sub = add_inspection(receipts, name, about, options, "The outcome as JSON");
    auto& decision = options.decision;
    sub->add_option("RECEIPT", decision.number, "The receipt's id, as `receipt list` shows it")->required();
    add_signature(*sub, decision);
    const bool printed = std::string(name) == "closed";
    if (printed)
        sub->add_flag("--full-price", options.full_price,
                      "It was printed without the discount: redeemed points are returned");
    sub->footer(std::string("Example: tillpoints receipt ") + name +
                " 2c5ea4c0 --by Aigul --reason 'the fiscal drive " +
                (printed ? "has it'" : "does not have it'"));
    sub->callback([&options, &command, printed] {
        options.decision.about_receipt = true;
        options.decision.action = !printed             ? "receipt_cancelled"
                                  : options.full_price ? "receipt_closed_at_full_price"
                                                       : "receipt_closed";
        command = [&options](const Library& library) {
            return decide(library, options.config, options.decision, options.json);
        };
    });
}

}  // namespace

void add_receipts(CLI::App& app, Options& options, Command& command) {
    auto* receipts = app.add_subcommand("receipt", about_receipts);
    receipts->require_subcommand(1);
    add_inspection(*receipts, "list", "The open receipts with their outbox entries", options,
                   "One JSON object a line")
        ->callback([&] {
            command = [&](const Library& library) {
                return list_receipts(library, options.config, options.json);
            };
        });
    add_decision(*receipts, "closed", about_closed, options, command);
    add_decision(*receipts, "cancelled", about_cancelled, options, command);
}

}  // namespace tillpoints::cli
