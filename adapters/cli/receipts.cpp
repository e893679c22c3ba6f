#include "adapters/cli/commands.hpp"
#include "adapters/cli/entries.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

/// The outbox entries of a receipt.
std::string entries_of(const Json& receipt) {
    std::string text;
    for (const auto& entry : receipt.value("facts", Json::array()))
        text += (text.empty() ? "" : ", ") + cell(entry, "number") + " " + word(cell(entry, "state")) + " " +
                hundredths(entry, "points");
    return text.empty() ? "-" : text;
}

}  // namespace

ExitCode list_receipts(const Library& library, const std::string& config, bool json) {
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.receipts().list(text, &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    Table table({say(Text::column_receipt), say(Text::column_since), say(Text::column_register_says),
                 say(Text::column_total), say(Text::column_discount), say(Text::column_points)});
    for (const auto& line : reports.texts) {
        if (json) std::printf("%s\n", line.c_str());
        const Json receipt = Json::parse(line, nullptr, false);
        if (!receipt.is_object()) return exit_problem;
        table.add({cell(receipt, "receipt_id"), cell(receipt, "opened_at"),
                   say(receipt.value("in_doubt", false) ? Text::in_doubt : Text::receipt_open),
                   hundredths(receipt, "total"), hundredths(receipt, "discount"), entries_of(receipt)});
    }
    if (!json) std::fputs(table.empty() ? (say(Text::nothing) + "\n").c_str() : table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
