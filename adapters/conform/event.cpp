#include "adapters/conform/event.hpp"

#include <algorithm>
#include <array>

namespace tillpoints::conform {
namespace {

constexpr std::int64_t most_rounding = 99;  // EVENTS.md: the register's own rounding of a total

struct Known {
    std::string_view event;
    std::array<const char*, 3> required;
};

constexpr Known known[] = {
    {"register_started", {}},
    {"receipt_opened", {"receipt_id", "kind"}},
    {"customer_presented", {"receipt_id", "by", "value"}},
    {"customer_removed", {"receipt_id"}},
    {"discount_requested", {"receipt_id", "positions", "total"}},
    {"confirmation_requested", {"receipt_id", "quote_id"}},
    {"payment_started", {"receipt_id", "positions", "total"}},
    {"payment_abandoned", {"receipt_id"}},
    {"print_requested", {"receipt_id"}},
    {"receipt_closed", {"receipt_id", "total", "closed_at"}},
    {"receipt_cancelled", {"receipt_id"}},
    {"return_closed", {"receipt_id", "total", "closed_at"}},
    {"shift_closed", {"shift"}},
};

}  // namespace

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<std::int64_t> number_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer()) return {};
    return found->get<std::int64_t>();
}

std::string lines_of(const Json& object) {
    const auto found = object.find("positions");
    if (found == object.end() || !found->is_array()) return "";
    std::vector<std::string> lines;
    for (const auto& position : *found)
        if (position.is_object())
            lines.push_back(text_of(position, "id") + " " +
                            std::to_string(number_of(position, "price").value_or(-1)) + " x " +
                            text_of(position, "quantity") + " = " +
                            std::to_string(number_of(position, "sum").value_or(-1)));
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const auto& line : lines) out += line + "; ";
    return out;
}

std::optional<std::string> unreadable(const Json& event) {
    if (!event.is_object()) return "not a JSON object";
    if (number_of(event, "v") != 1) return "v is not 1";
    const auto name = text_of(event, "event");
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [&](const Known& each) { return each.event == name; });
    if (found == std::end(known)) return "event: there is no '" + name + "'";
    for (const char* member : found->required)
        if (member && (!event.contains(member) || event.at(member).is_null()))
            return std::string(member) + " is missing";
    return {};
}

std::optional<std::string> wrong_sum(const Json& event) {
    const auto positions = event.find("positions");
    if (positions == event.end() || !positions->is_array() || !event.contains("total")) return {};
    const auto total = number_of(event, "total");
    if (!total) return "total is no whole number of minor units";
    std::int64_t sum = 0;
    for (const auto& position : *positions) {
        const auto part = position.is_object() ? number_of(position, "sum") : std::nullopt;
        if (!part) return "the sum of a position is no whole number of minor units";
        if (__builtin_add_overflow(sum, *part, &sum)) return "the sums of the positions are too large";
    }
    const auto least = text_of(event, "event") == "discount_requested" ? sum : sum - most_rounding;
    if (*total >= least && *total <= sum) return {};
    return "total is " + std::to_string(*total) + ", the positions cost " + std::to_string(sum);
}

bool needs_open_receipt(const std::string& event) {
    return event == "customer_presented" || event == "customer_removed" || event == "discount_requested" ||
           event == "confirmation_requested" || event == "payment_started" || event == "payment_abandoned";
}

}  // namespace tillpoints::conform
