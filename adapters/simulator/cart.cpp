#include "adapters/simulator/cart.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace tillpoints::simulator {
namespace {

using nlohmann::json;

/// Lower case for the two-byte letters of Russian; other bytes stay.
std::string lower_russian(std::string_view text) {
    std::string result(text);
    for (std::size_t at = 0; at + 1 < result.size(); ++at) {
        const auto lead = static_cast<unsigned char>(result[at]);
        const auto tail = static_cast<unsigned char>(result[at + 1]);
        if (lead != 0xD0) continue;
        if (tail >= 0x90 && tail <= 0x9F) result[at + 1] = static_cast<char>(tail + 0x20);
        if (tail >= 0xA0 && tail <= 0xAF) {
            result[at] = static_cast<char>(0xD1);
            result[at + 1] = static_cast<char>(tail - 0x20);
        }
    }
    return result;
}

void set_type(Position& position, const std::string& type) {
    position.type = type;
    if (type == "TOBACCO") position.type = "TOBACCO_MARKED";
    if (type == "ALCOHOL") position.type = "ALCOHOL_MARKED";
    if (type == "MARKED") position.type = marked_type_by_name(position.name);
    if (type == "PAYMENT") {
        position.type = "SERVICE";
        position.excluded = true;
    }
    position.marked = position.type.ends_with("_MARKED");
}

Position read_position(const json& item, std::size_t number) {
    Position position;
    position.id = "p" + std::to_string(number);
    position.name = item.at("name").get<std::string>();
    position.price = item.at("price").get<Kopecks>();
    const auto quantity = parse_quantity(item.at("quantity").get<std::string>());
    if (!quantity)
        throw std::runtime_error("quantity of item " + std::to_string(number) + " is not a decimal");
    position.quantity = *quantity;
    position.sum = item.at("sum").get<Kopecks>();
    set_type(position, item.value("type", "NORMAL"));
    position.marked = item.value("marked", position.marked);
    position.excluded = item.value("excluded", position.excluded);
    position.unredeemable = item.value("unredeemable", false);
    position.modifiers = item.value("modifiers", false);
    if (item.contains("min_price") && !item["min_price"].is_null()) position.min_price = item["min_price"];
    if (line_sum(position.price, position.quantity) != position.sum)
        throw std::runtime_error("item " + std::to_string(number) + ": price x quantity is not its sum");
    return position;
}

}  // namespace

Kopecks total_of(const Cart& cart) {
    Kopecks total = 0;
    for (const auto& position : cart.positions) total += position.sum;
    return total;
}

std::string marked_type_by_name(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> words{{
        {"вода", "WATER_MARKED"},
        {" нап", "WATER_MARKED"},
        {"сметана", "DAIRY_MARKED"},
        {"творог", "DAIRY_MARKED"},
        {"мол.", "DAIRY_MARKED"},
        {"молоко", "DAIRY_MARKED"},
        {"сырок", "DAIRY_MARKED"},
        {"женка", "DAIRY_MARKED"},
        {"таб.", "MEDICINE_MARKED"},
        {"амп.", "MEDICINE_MARKED"},
        {"аэр.", "MEDICINE_MARKED"},
        {"шприц", "MEDICAL_DEVICES_MARKED"},
        {"духи", "PERFUME_MARKED"},
        {"фотоаппарат", "PHOTOS_MARKED"},
        {"шины", "TYRES_MARKED"},
        {"кроссовки", "SHOES_MARKED"},
        {"ботинки", "SHOES_MARKED"},
    }};
    const auto lowered = lower_russian(name);
    for (const auto& [word, type] : words)
        if (lowered.find(word) != std::string::npos) return std::string(type);
    return "LIGHT_INDUSTRY_MARKED";
}

std::optional<Cart> read_cart(std::string_view json_line, std::string& problem) {
    try {
        const auto document = json::parse(json_line);
        Cart cart;
        cart.name = document.value("id", "");
        cart.is_return = document.value("operation", "sale") == "return";
        cart.cash = document.value("cash", Kopecks{0});
        cart.card = document.value("card", Kopecks{0});
        for (const auto& item : document.at("items"))
            cart.positions.push_back(read_position(item, cart.positions.size() + 1));
        if (cart.positions.empty()) throw std::runtime_error("no items");
        cart.rounds_down = document.value("total", total_of(cart)) < total_of(cart);
        return cart;
    } catch (const std::exception& error) {
        problem = error.what();
        return std::nullopt;
    }
}

std::vector<Cart> load_carts(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    std::vector<Cart> carts;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty()) continue;
        std::string problem;
        auto cart = read_cart(line, problem);
        if (!cart) throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem);
        carts.push_back(std::move(*cart));
    }
    return carts;
}

}  // namespace tillpoints::simulator
