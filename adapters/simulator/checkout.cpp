#include "adapters/simulator/checkout.hpp"

#include "adapters/simulator/printed_receipt.hpp"

namespace tillpoints::simulator {

std::vector<std::string> Checkout::loyalty_lines(const std::string& receipt_id) {
    const auto columns = width == 0 ? 48 : width;
    const auto reply = plugin.ask("print_requested", {{"receipt_id", receipt_id}, {"width", columns}});
    std::vector<std::string> lines;
    for (const auto& line : reply.value("lines", Json::array()))
        if (line.is_string()) lines.push_back(line);
    for (const auto& barcode : reply.value("barcodes", Json::array()))
        if (barcode.is_object())
            lines.push_back("[" + barcode.value("type", "") + "] " + barcode.value("value", ""));
    return lines;
}

void Checkout::show(const FiscalRecord& record, const std::vector<std::string>& loyalty) {
    if (width > 0) screen << printed_receipt(record, loyalty, width) << '\n' << std::flush;
}

Json Checkout::opening(const std::string& receipt_id, const std::string& kind) const {
    return {
        {"receipt_id", receipt_id},
        {"kind", kind},
        {"register", serial},
        {"shift", std::to_string(state.shift)},
        {"cashier",
         {{"id", "c" + std::to_string(1 + seed % 3)}, {"name", "Кассир " + std::to_string(1 + seed % 3)}}}};
}

Json Checkout::ask_until_stored(const std::string& event, const Json& members) {
    auto reply = plugin.ask(event, members);
    for (int again = 0; again < 3 && reply["status"] == "not_stored"; ++again)
        reply = plugin.ask(event, members);
    return reply;
}

}  // namespace tillpoints::simulator
