#include "adapters/simulator/fiscal_rules.hpp"

#include <algorithm>
#include <map>

namespace tillpoints::simulator {
namespace {

[[noreturn]] void refuse(const std::string& line, const std::string& rule) {
    throw FiscalRefusal("line " + line + ": " + rule);
}

std::int64_t whole_number(const Json& json, const char* member, const std::string& line) {
    if (!json.contains(member) || !json[member].is_number_integer())
        refuse(line, std::string(member) + " is no whole number");
    return json[member].get<std::int64_t>();
}

/// Tobacco and alcohol without a minimum price are outside by law or by default; a mark on a line typed
/// NORMAL means that the register does not know the goods.
bool is_outside(const Position& position) {
    const auto begins = [&](const char* type) { return position.type.starts_with(type); };
    const bool drink = (begins("ALCOHOL") || begins("BEER")) && !position.min_price;
    return position.excluded || begins("TOBACCO") || drink || (position.marked && position.type == "NORMAL");
}

FiscalLine read_line(const Cart& cart, const Json& json) {
    const auto id = json.value("id", "");
    const auto position = std::find_if(cart.positions.begin(), cart.positions.end(),
                                       [&](const Position& each) { return each.id == id; });
    if (position == cart.positions.end()) refuse(id, "was never rung up");
    const auto quantity = parse_quantity(json.value("quantity", ""));
    if (!quantity || *quantity == 0) refuse(id, "quantity is no decimal above zero");
    return {id,
            position->name,
            whole_number(json, "price", id),
            *quantity,
            whole_number(json, "sum", id),
            position->price,
            is_outside(*position)};
}

void check_line(const FiscalLine& line, const Position& position) {
    if (line.price < 0) refuse(line.id, "the price is below zero");
    if (line.price > line.full_price) refuse(line.id, "the price is above the shelf price");
    if (line_sum(line.price, line.quantity) != line.sum)
        refuse(line.id, money_text(line.price) + " x " + quantity_text(line.quantity) + " is " +
                            money_text(line_sum(line.price, line.quantity)) + " and not " +
                            money_text(line.sum));
    if (position.excluded && line.price != line.full_price) refuse(line.id, "an excluded line was cut");
}

/// Checks all lines of one position: the quantity is unchanged and split only as the register allows.
void check_parts(const Position& position, const std::vector<FiscalLine>& parts, const std::string& split) {
    Thousandths quantity = 0;
    for (const auto& part : parts) {
        check_line(part, position);
        quantity += part.quantity;
    }
    if (quantity != position.quantity) refuse(position.id, "the quantity changed");
    if (parts.size() < 2) return;
    if (split == "none") refuse(position.id, "split, which this register cannot");
    if (position.marked) refuse(position.id, "marked goods were split");
    if (split != "pieces") return;
    for (const auto& part : parts)
        if (part.quantity % 1000 != 0) refuse(position.id, "split into broken pieces");
}

void check_sums(const Cart& cart, const std::vector<FiscalLine>& lines, const Json& reply) {
    const auto promised = reply.value("granted", Kopecks{0}) + reply.value("certificate", Kopecks{0});
    const auto discount = reply.value("discount", promised);
    const auto taken = discount_of(cart, lines) + reply.value("tender", Kopecks{0});
    if (taken != discount || discount < promised)
        throw FiscalRefusal("the lines are cut by " + money_text(taken) + ", granted were " +
                            money_text(promised) + ", the discount is " + money_text(discount));
    if (const auto total = reply.value("total", sum_of(lines)); total != sum_of(lines))
        throw FiscalRefusal("the lines add up to " + money_text(sum_of(lines)) + ", the total says " +
                            money_text(total));
}

}  // namespace

std::vector<FiscalLine> full_price_lines(const Cart& cart) {
    std::vector<FiscalLine> lines;
    for (const auto& each : cart.positions)
        lines.push_back(
            {each.id, each.name, each.price, each.quantity, each.sum, each.price, is_outside(each)});
    return lines;
}

std::vector<FiscalLine> lines_of_reply(const Cart& cart, const Json& reply, const std::string& split) {
    if (!reply.contains("positions") || !reply["positions"].is_array())
        throw FiscalRefusal("the reply carries no positions");
    std::vector<FiscalLine> lines;
    std::map<std::string, std::vector<FiscalLine>> parts;
    for (const auto& json : reply["positions"]) {
        lines.push_back(read_line(cart, json));
        parts[lines.back().id].push_back(lines.back());
    }
    for (const auto& position : cart.positions) check_parts(position, parts[position.id], split);
    check_sums(cart, lines, reply);
    return lines;
}

Kopecks sum_of(const std::vector<FiscalLine>& lines) {
    Kopecks sum = 0;
    for (const auto& line : lines) sum += line.sum;
    return sum;
}

Kopecks discount_of(const Cart& cart, const std::vector<FiscalLine>& lines) {
    return total_of(cart) - sum_of(lines);
}

}  // namespace tillpoints::simulator
