#include "adapters/simulator/amounts.hpp"

#include <algorithm>

namespace tillpoints::simulator {

std::optional<Thousandths> parse_quantity(std::string_view text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || whole.size() > 12 || fraction.size() > 3) return std::nullopt;
    if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
    Thousandths value = 0;
    for (const auto part : {whole, fraction})
        for (const char digit : part) {
            if (digit < '0' || digit > '9') return std::nullopt;
            value = value * 10 + (digit - '0');
        }
    for (auto missing = fraction.size(); missing < 3; ++missing) value *= 10;
    return value;
}

std::string quantity_text(Thousandths quantity) {
    auto text = std::to_string(quantity / 1000);
    if (quantity % 1000 == 0) return text;
    auto fraction = std::to_string(1000 + quantity % 1000).substr(1);
    while (fraction.back() == '0') fraction.pop_back();
    return text + "." + fraction;
}

Kopecks line_sum(Kopecks price, Thousandths quantity) {
    // Whole pieces apart from the rest, because the product of price and quantity may not fit.
    return price * (quantity / 1000) + (price * (quantity % 1000) + 500) / 1000;
}

std::string money_text(Kopecks amount) {
    const auto magnitude = amount < 0 ? -amount : amount;
    auto text = std::to_string(magnitude / 100);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ' ');
    text += "." + std::to_string(100 + magnitude % 100).substr(1);
    return amount < 0 ? "-" + text : text;
}

}  // namespace tillpoints::simulator
