#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

constexpr const char* about_receipts =
    "Receipts that are open here, and what became of one the register never explained.\n"
    "A register says itself how its receipts end, also after a crash. One that neither an event nor\n"
    "its lists explain stays in doubt, with the points it spent and any limit it uses up. Who has\n"
    "seen the paper, or that there is none, says so; it goes on as if the register had said it.\n"
    "If the register tells otherwise later, that counts, and what it costs the shop is parked.";

constexpr const char* about_closed =
    "It was printed, at the prices the register was offered last. What was promised is kept.\n"
    "For: the paper is there, or the fiscal drive names it, with the discount.";
constexpr const char* about_cancelled =
    "It was never printed. Points it spent are given back.\n"
    "For: neither a paper nor the fiscal drive names it.";

void add_ruling(CLI::App& receipts, const char* name, const char* about, Options& options, Command& command) {
    auto* sub = add_inspection(receipts, name, about, options, "The outcome as JSON");
    auto& decision = options.decision;
    sub->add_option("RECEIPT", decision.number, "The receipt's id, as `receipt list` shows it")->required();
    add_signature(*sub, decision);
    const bool printed = std::string(name) == "closed";
    if (printed)
        sub->add_flag("--full-price", options.full_price,
                      "It was printed without the discount: points come back");
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
    add_inspection(*receipts, "list", "The receipts that are open here, and what hangs on them", options,
                   "One JSON object a line")
        ->callback([&] {
            command = [&](const Library& library) {
                return list_receipts(library, options.config, options.json);
            };
        });
    add_ruling(*receipts, "closed", about_closed, options, command);
    add_ruling(*receipts, "cancelled", about_cancelled, options, command);
}

}  // namespace tillpoints::cli
