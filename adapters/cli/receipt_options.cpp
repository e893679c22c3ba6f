#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"

namespace tillpoints::cli {
namespace {

void add_decision(CLI::App& receipts, const char* name, Text about, Options& options, Command& command) {
    auto* sub = add_inspection(receipts, name, say(about), options, say(Text::outcome_json));
    auto& decision = options.decision;
    sub->add_option("RECEIPT", decision.number, say(Text::option_receipt_listed))->required();
    add_signature(*sub, decision);
    const bool printed = std::string(name) == "closed";
    if (printed) sub->add_flag("--full-price", options.full_price, say(Text::option_full_price));
    const auto reason = say(printed ? Text::example_printed : Text::example_not_printed);
    const std::string command_line =
        std::string("tillpoints receipt ") + name + " 2c5ea4c0 --by Aigul --reason '" + reason + "'";
    sub->footer(say(Text::example, {command_line}));
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
    auto* receipts = app.add_subcommand("receipt", say(Text::about_receipts));
    receipts->require_subcommand(1);
    add_inspection(*receipts, "list", say(Text::about_receipt_list), options, say(Text::json_lines))
        ->callback([&] {
            command = [&](const Library& library) {
                return list_receipts(library, options.config, options.json);
            };
        });
    auto* explain =
        add_inspection(*receipts, "explain", say(Text::about_receipt_explain), options, say(Text::as_json));
    explain->add_option("RECEIPT", options.receipt, say(Text::option_receipt))->required();
    explain->callback([&] {
        command = [&](const Library& library) {
            return explain_receipt(library, options.config, options.receipt, options.json);
        };
    });
    add_decision(*receipts, "closed", Text::about_closed, options, command);
    add_decision(*receipts, "cancelled", Text::about_cancelled, options, command);
}

}  // namespace tillpoints::cli
