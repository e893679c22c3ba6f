#include "adapters/simulator/generate.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "adapters/simulator/amounts.hpp"
#include "adapters/simulator/random.hpp"

namespace tillpoints::simulator {
namespace {

using nlohmann::ordered_json;

template <std::size_t N>
std::string pick(Random& random, const std::array<std::string_view, N>& names) {
    return std::string(names[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(N)))]);
}

/// Most prices end in 90 roubles; some have kopecks, as after a percentage.
Kopecks shelf_price(Random& random, Kopecks low_roubles, Kopecks high_roubles) {
    const auto roubles = random.between(low_roubles / 10, high_roubles / 10) * 10;
    const auto kopecks = random.percent(12) ? random.below(100) : 0;
    return (random.percent(60) && roubles > 100 ? roubles - 10 : roubles) * 100 + kopecks;
}

ordered_json item(std::string name, Kopecks price, std::int64_t pieces, std::string_view type = "NORMAL") {
    return {{"name", std::move(name)},
            {"price", price},
            {"quantity", std::to_string(pieces)},
            {"sum", price * pieces},
            {"type", type}};
}

ordered_json main_purchase(Random& random) {
    static constexpr std::array<std::string_view, 6> phones{
        "Смартфон Аврора 5 128 ГБ", "Смартфон Орион Pro 256 ГБ", "Планшет Лист 11\"",
        "Ноутбук Полёт 14 16/512",  "Телевизор Окно 55\" 4K",    "Часы умные Метроном 3"};
    if (random.percent(6))
        return item("Фотоаппарат Зоркий M2", shelf_price(random, 30'000, 150'000), 1, "PHOTOS_MARKED");
    // Seven phones of ten cost less than a third of the most expensive ones.
    const auto high = random.percent(70) ? 45'000 : 150'000;
    return item(pick(random, phones), shelf_price(random, 5'000, high), 1);
}

ordered_json accessory(Random& random) {
    static constexpr std::array<std::string_view, 8> names{
        "Чехол силиконовый",     "Стекло защитное 6.7\"", "Кабель USB-C 1 м",   "Адаптер питания 25 Вт",
        "Наушники беспроводные", "Карта памяти 128 ГБ",   "Батарейки AA, 4 шт", "Мышь беспроводная"};
    const auto pieces = random.percent(75) ? 1 : random.between(2, 5);
    return item(pick(random, names), shelf_price(random, 100, 5'000), pieces);
}

ordered_json service(Random& random) {
    static constexpr std::array<std::string_view, 4> names{
        "Наклейка защитного стекла", "Настройка и перенос данных", "Дополнительная гарантия 1 год",
        "Доставка по городу"};
    return item(pick(random, names), shelf_price(random, 200, 4'000), 1, "SERVICE");
}

ordered_json cable_by_the_metre(Random& random) {
    const auto price = shelf_price(random, 40, 200);
    const auto length = random.between(350, 9'900);
    ordered_json line = item("Кабель акустический, м", price, 1);
    line["quantity"] = quantity_text(length);
    line["sum"] = line_sum(price, length);
    return line;
}

ordered_json promotional(Random& random) {
    auto line = random.percent(50)
                    ? item("Комплект: колонка + подписка", shelf_price(random, 1'500, 9'000), 1)
                    : item("Товар дня: пауэрбанк 20000", shelf_price(random, 900, 3'000), 1);
    line["unredeemable"] = true;
    return line;
}

ordered_json gift_card(Random& random) {
    auto line = item("Карта подарочная", random.between(1, 10) * 100'000, 1);
    line["excluded"] = true;
    return line;
}

ordered_json items_of(Random& random) {
    auto items = ordered_json::array();
    if (random.percent(45)) items.push_back(main_purchase(random));
    const auto accessories = random.between(items.empty() ? 1 : 0, 4);
    for (std::int64_t count = 0; count < accessories; ++count) items.push_back(accessory(random));
    if (random.percent(25)) items.push_back(service(random));
    if (random.percent(10)) items.push_back(cable_by_the_metre(random));
    if (random.percent(15)) items.push_back(promotional(random));
    if (random.percent(6)) items.push_back(gift_card(random));
    return items;
}

}  // namespace

std::string generate_receipt(std::uint64_t seed, std::uint64_t number) {
    auto random = random_for(seed, number);
    auto items = items_of(random);
    Kopecks total = 0;
    for (const auto& line : items) total += line["sum"].get<Kopecks>();
    if (random.percent(4) && total > 10'000) total -= total % 100;
    const bool by_cash = random.percent(30);
    const bool mixed = !by_cash && random.percent(8);
    const auto cash = by_cash ? total : mixed ? total / 3 : 0;
    const ordered_json receipt{{"id", "e" + std::to_string(10'000 + number).substr(1)},
                               {"country", "RU"},
                               {"currency", "RUB"},
                               {"kind", "electronics"},
                               {"operation", "sale"},
                               {"cash", cash},
                               {"card", total - cash},
                               {"total", total},
                               {"items", std::move(items)}};
    return receipt.dump();
}

}  // namespace tillpoints::simulator
