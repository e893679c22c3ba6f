#include "plugin/entries/number.hpp"

namespace tillpoints {

NumberParts parts_of(std::string_view number) {
    const auto slash = number.rfind('/');
    if (slash == std::string_view::npos) return {std::string(number), "", ""};
    const auto rest = number.substr(slash + 1);
    const auto dash = rest.find('-');
    NumberParts parts{std::string(number.substr(0, slash)), std::string(rest.substr(0, dash)), ""};
    if (dash != std::string_view::npos) parts.installation = rest.substr(dash + 1);
    return parts;
}

std::string installation_mark(std::string_view keyed_hash) {
    constexpr std::size_t digits = 8;
    return std::string(keyed_hash.substr(0, digits));
}

std::string number_for(const EntryId& id, std::string_view installation) {
    return installation.empty() ? id.text : id.text + "-" + std::string(installation);
}

std::string every_attempt_of(std::string_view number) {
    const auto parts = parts_of(number);
    return number_for(EntryId(parts.receipt + "/"), parts.installation);
}

std::string number_of(const OutboxEntry& entry) {
    const auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    return purchase && purchase->operation.number ? *purchase->operation.number : entry.id.text;
}

}  // namespace tillpoints
