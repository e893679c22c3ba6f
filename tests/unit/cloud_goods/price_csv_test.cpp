#include <catch2/catch.hpp>

#include "cloud/goods/csv_table.hpp"
#include "cloud/goods/price_changes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

std::vector<std::string> faults_of(const std::vector<PriceFault>& faults) {
    std::vector<std::string> out;
    for (const auto& fault : faults)
        out.push_back(std::to_string(fault.line) + " " + fault.field + " " +
                      std::string(name_of(fault.code)));
    return out;
}
std::vector<std::string> faults_in(const std::string& text) {
    return faults_of(read_price_csv(text).faults);
}

using Faults = std::vector<std::string>;

ListedGoods listed(std::int64_t id, const char* name, Money price, std::optional<std::int64_t> node = {},
                   std::optional<std::string> code = {}) {
    ListedGoods out{id, {}};
    out.draft.name = name;
    out.draft.node = node;
    out.draft.external_id = code;
    out.draft.data.ware.price = price;
    return out;
}
ListedGoods category(std::int64_t id, const char* name, std::optional<std::int64_t> node = {}) {
    auto out = listed(id, name, Money(), node);
    out.draft.data.type = loyalty::GoodsType::category;
    return out;
}

}  // namespace

TEST_CASE(
    "a table is read with its columns in any order, language and divider, and prices as people write them") {
    const auto sheet = read_price_csv(
        "\xef\xbb\xbf"
        "Цена;Название;Код;Скрыт;категория;Описание;остальное\r\n"
        "1\xc2\xa0"
        "990,50;\"Чайник \"\"Мечта\"\", 2 л\";ch-1;да;Кухня;\"две\nстроки\";x\r\n"
        "\r\n"
        "5;'=Мыло;;;;;\r\n");
    CHECK(faults_of(sheet.faults) == Faults{});
    REQUIRE(sheet.lines.size() == 2);
    CHECK(sheet.lines[0] ==
          PriceLine{2, "Чайник \"Мечта\", 2 л", Money(199'050), "Кухня", "ch-1", "две\nстроки", true});
    CHECK(sheet.lines[1] == PriceLine{5, "=Мыло", Money(500), "", std::nullopt, "", false});
    const auto tabs = read_price_csv("name\tprice\nTea, black\t10.5");
    REQUIRE(tabs.lines.size() == 1);
    CHECK(tabs.lines[0] ==
          PriceLine{2, "Tea, black", Money(1050), std::nullopt, std::nullopt, std::nullopt, std::nullopt});
}

TEST_CASE("a wrong line is named with its column, and the others are taken") {
    const std::string text =
        "name;price;code;hidden\n;5;;\nTea;much;;\nRice;1.234;;\nSalt;-5;;\nSoap;;;\nJam;5;a;perhaps\nCup;1;"
        "a;\nPot;1;a;\n";
    CHECK(faults_in(text) == Faults{"2 name missing_field", "3 price invalid_value", "4 price invalid_value",
                                    "5 price invalid_value", "6 price invalid_value",
                                    "7 hidden invalid_value", "8 code duplicate", "9 code duplicate"});
    CHECK(faults_in("name;price\nTea;5\nTea;6\n") == Faults{"3 name duplicate"});
    CHECK(faults_in("name;price\nTea;99999999999999999999\n") == Faults{"2 price invalid_value"});
    CHECK(faults_in("name;price\n" + std::string(1025, 'x') + ";5\n") == Faults{"2 name too_large"});
}

TEST_CASE("a table that cannot be one is refused whole") {
    CHECK(faults_in("") == Faults{"0 file missing_field"});
    CHECK(faults_in("name;price\n") == Faults{"0 file missing_field"});
    CHECK(faults_in("what;else\n1;2\n") == Faults{"1 name missing_field", "1 price missing_field"});
    CHECK(faults_in("name;price;name\nTea;1;Tea\n") == Faults{"1 name duplicate"});
    CHECK(faults_in("name;price\n\"Tea;1\n") == Faults{"0 file invalid_value"});
    CHECK(faults_in("name;price\n\"Tea\"x;1\n") == Faults{"0 file invalid_value"});
    std::string many = "name;price\n";
    for (std::size_t at = 0; at <= most_price_lines; ++at) many += "x" + std::to_string(at) + ";1\n";
    CHECK(faults_in(many) == Faults{"0 file too_large"});
}

TEST_CASE("letters are made small in Latin, Cyrillic and Kazakh, and nothing else is changed") {
    CHECK(small_letters("ÉCAFE Ёлка ҚАЗАҚ ӘЖЕ 1€") == "Écafe ёлка қазақ әже 1€");
}

TEST_CASE("a line is about the position with its code, else with its name in its category, else a new one") {
    const std::vector list{category(1, "Kitchen"), listed(2, "Kettle", Money(1000), 1, "k-1"),
                           listed(3, "Soap", Money(500)), listed(4, "Cup", Money(300), 1)};
    const auto sheet = read_price_csv(
        "code;name;price;category\nk-1;Big "
        "kettle;12;Kitchen\n;Soap;5;\n;Cup;3;\nk-2;Cup;4;Kitchen\nk-9;Soap;7;\n");
    REQUIRE(sheet.lines.size() == 5);
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, list, faults);
    CHECK(faults_of(faults) == Faults{"6 name duplicate"});  // the line before is about this soap
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].id == 2);
    CHECK(changes[0].before == Money(1000));
    CHECK(changes[0].draft->name == "Big kettle");
    CHECK(changes[0].draft->data.ware.price == Money(1200));
    CHECK(changes[1].id == 3);
    CHECK_FALSE(changes[1].draft);
    CHECK_FALSE(changes[2].id);  // a cup at the top is another one
    CHECK(changes[3].id == 4);
    CHECK(changes[3].draft->external_id == "k-2");
}

TEST_CASE("what a table has no column for stays as it is, and a category or goods in variants are refused") {
    auto kettle = listed(2, "Kettle", Money(1000), 1, "k-1");
    kettle.draft.hidden = true;
    kettle.draft.data.description = "Steel";
    kettle.draft.data.ware.in_stock = 7;
    auto shirt = listed(3, "Shirt", Money(), {}, "s-1");
    shirt.draft.data.type = loyalty::GoodsType::varying_item;
    auto kitchen = category(1, "Kitchen");
    kitchen.draft.external_id = "c-1";
    const auto sheet = read_price_csv("code;name;price\nk-1;Kettle;11\ns-1;Shirt;5\nc-1;Kitchen;5\n");
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, {kitchen, kettle, shirt}, faults);
    CHECK(faults_of(faults) == Faults{"3 code unsupported", "4 code unsupported"});
    REQUIRE(changes.size() == 1);
    auto wanted = kettle.draft;
    wanted.data.ware.price = Money(1100);
    CHECK(*changes[0].draft == wanted);
}

TEST_CASE("a table without categories leaves positions where they stand, and finds one by its only name") {
    const std::vector list{category(1, "Kitchen"), category(2, "Garden"), listed(3, "Kettle", Money(1000), 1),
                           listed(4, "Cup", Money(300), 1), listed(5, "Cup", Money(300), 2)};
    const auto sheet = read_price_csv("name;price\nKettle;11\nCup;4\nSpoon;1\n");
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, list, faults);
    CHECK(faults_of(faults) == Faults{"3 name duplicate"});
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].id == 3);
    CHECK(changes[0].draft->node == 1);
    CHECK_FALSE(changes[1].id);
    CHECK_FALSE(changes[1].draft->node);
    const auto to_top = read_price_csv("name;price;category\nKettle;10;\n");
    CHECK_FALSE(price_changes(to_top.lines, list, faults).front().id);
}

TEST_CASE("a category is told by the way to it, and a name that several have is refused") {
    const std::vector list{category(1, "Tea"),
                           category(2, "Large", 1),
                           category(3, "Coffee"),
                           category(4, "Large", 3),
                           category(5, "Small", 3),
                           listed(6, "Cup", Money(100), 2),
                           listed(7, "Cup", Money(200), 4)};
    const auto sheet = read_price_csv(
        "name;price;category\nCup;3;Coffee / Large\nCup;1;Tea / Large\nCup;5;Large\nPot;6;Small\n"
        "Pot;7;Tea / Small / Blue\nPot;8;A / B / C / D\nPot;9;Tea /  / Blue\nPot;1;New\n");
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, list, faults);
    CHECK(faults_of(faults) ==
          Faults{"4 category duplicate", "7 category invalid_value", "8 category invalid_value"});
    REQUIRE(changes.size() == 5);
    CHECK(changes[0].id == 7);
    CHECK(changes[0].draft->node == 4);
    CHECK(changes[1].id == 6);
    CHECK_FALSE(changes[1].draft);
    CHECK(changes[2].draft->node == 5);
    CHECK(changes[3].draft->node == 1);
    CHECK(changes[3].new_categories == Faults{"Small", "Blue"});
    CHECK(changes[4].new_categories == Faults{"New"});
}

TEST_CASE("two lines are never about one position: codes come first, wherever they stand") {
    const std::vector list{listed(1, "Soap", Money(100), {}, "s-1"), listed(2, "Soap", Money(200)),
                           listed(3, "Cup", Money(300), {}, "c-1")};
    const auto sheet =
        read_price_csv("code;name;price;category\n;Soap;5;\ns-1;Soap;6;\n;Cup;7;\nc-1;Big cup;8;\n");
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, list, faults);
    CHECK(faults_of(faults) == Faults{"4 name duplicate"});
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].id == 2);
    CHECK(changes[1].id == 1);
    CHECK(changes[2].id == 3);
}
