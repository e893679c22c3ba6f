#include "cloud/console/take_prices.hpp"
#include "console_desk.hpp"
#include "price_list.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// The price list as people of the company keep it.
namespace {

struct GoodsDesk : ConsoleDesk {
    Browser marketer = somebody("mira", Role::marketer);

    Json save(const std::string& body) { return ok(post(marketer, "/goods/save", body)); }
    std::int64_t id_of(const std::string& body) {
        return parse_decimal(save(body).find("id")->number()->digits, 0, Rounding::exact).value();
    }
    HttpAnswer take(const std::string& csv, const std::string& apply = "") {
        return post(marketer, "/goods/import", "{" + apply + dump(Json::object({{"csv", csv}})).substr(1));
    }
    /// As a person takes it who has seen what it would change.
    HttpAnswer apply(const std::string& csv) {
        return take(csv, R"("apply":{"digest":")" + *ok(take(csv)).find("digest")->string() + R"("},)");
    }
    loyalty::Goods goods(std::int64_t id) {
        return std::get<loyalty::Goods>(service.answer(loyalty::GetGoods{id}));
    }
    /// As a completed order does.
    void take_from_stock(std::int64_t id, std::int64_t count) {
        auto draft = goods(id).draft;
        *draft.data.ware.in_stock -= count;
        service.answer(loyalty::UpdateGoods{id, draft});
    }
    std::vector<std::string> names(const std::string& query = "") {
        std::vector<std::string> out;
        const auto list = ok(get(marketer, "/goods" + query));
        for (const auto& row : *list.find("rows")->items()) out.push_back(*row.find("name")->string());
        return out;
    }
};

std::vector<std::string> refused_fields(const HttpAnswer& answer) {
    std::vector<std::string> out;
    const auto body = parse_json(answer.body).value();
    for (const auto& field : *body.find("error")->find("fields")->items())
        out.push_back(*field.find("field")->string() + " " + *field.find("code")->string());
    return out;
}

std::string of_goods(std::int64_t id) {
    return std::to_string(id);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a position is added, changed, hidden and removed, and each change is in the audit log") {
    GoodsDesk desk;
    const auto kitchen = desk.id_of(R"({"name":"Kitchen","category":true})");
    const auto kettle = desk.id_of(R"({"name":"Kettle","price":"1990.50","node":)" + of_goods(kitchen) + "}");
    const auto changed =
        desk.save(R"({"id":)" + of_goods(kettle) +
                  R"(,"name":"Big kettle","price":2500,"offer_price":2000,"stock":3,"hidden":true,
                                       "code":"k-1","description":"Steel","node":)" +
                  of_goods(kitchen) + "}");
    CHECK(changed.find("price")->number()->digits == "2500");
    CHECK(changed.find("offer_price")->number()->digits == "2000");
    CHECK(*changed.find("hidden")->boolean());
    CHECK(desk.names() == Names{"Kitchen"});
    CHECK(desk.names("?node=" + of_goods(kitchen)) == Names{"Big kettle"});
    CHECK(ConsoleDesk::code_in(desk.post(desk.marketer, "/goods/remove",
                                         R"({"id":)" + of_goods(kitchen) + "}")) == "category_not_empty");
    desk.ok(desk.post(desk.marketer, "/goods/remove", R"({"id":)" + of_goods(kettle) + "}"));
    CHECK(desk.post(desk.marketer, "/goods/remove", R"({"id":)" + of_goods(kettle) + "}").status == 404);
    const auto actions = desk.actions();
    CHECK(std::vector(actions.begin(), actions.begin() + 4) ==
          Names{"goods_removed", "goods_changed", "goods_added", "goods_added"});
}

TEST_CASE("what a form does not show of goods stays: variants, measures, further pictures") {
    GoodsDesk desk;
    auto draft = PriceList::item("Shirt", Money());
    draft.data.type = loyalty::GoodsType::varying_item;
    draft.data.variants = {{"S", {"sku-s", Money(100), {}, {}}}, {"M", {"sku-m", Money(200), {}, {}}}};
    draft.data.vat = loyalty::VatCode::vat_20;
    const auto id = std::get<loyalty::Goods>(desk.service.answer(loyalty::CreateGoods{draft})).id;
    desk.save(R"({"id":)" + of_goods(id) + R"(,"name":"Shirt","variants":[{"price":150},{"price":250}]})");
    draft.data.variants[0].ware.price = Money(15'000);
    draft.data.variants[1].ware.price = Money(25'000);
    CHECK(std::get<loyalty::Goods>(desk.service.answer(loyalty::GetGoods{id})).draft == draft);
    CHECK(refused_fields(
              desk.post(desk.marketer, "/goods/save",
                        R"({"id":)" + of_goods(id) + R"(,"name":"Shirt","variants":[{"price":1}]})")) ==
          Names{"variants invalid_value"});
}

TEST_CASE("a refused position names each of its fields") {
    GoodsDesk desk;
    desk.save(R"({"name":"Tea","price":1,"code":"t"})");
    const auto wrong = [&](const std::string& body) {
        return refused_fields(desk.post(desk.marketer, "/goods/save", body));
    };
    CHECK(wrong(R"({"name":" ","price":"much"})") == Names{"name missing_field", "price invalid_value"});
    CHECK(wrong(R"({"name":"x","price":-1,"stock":-1})") ==
          Names{"price out_of_range", "stock out_of_range"});
    CHECK(wrong(R"({"name":"x","price":5,"offer_price":5})") == Names{"offer_price out_of_range"});
    CHECK(wrong(R"({"name":"x","price":5,"code":"t"})") == Names{"code duplicate"});
    CHECK(wrong(R"({"name":"x","price":5,"node":77})") == Names{"node invalid_value"});
    CHECK(wrong(R"({"name":"x","price":5,"photos":["0b8bd2d2-2b0a-4cf2-8a6c-2a2dfd8b8ae0"]})") ==
          Names{"photos invalid_value"});
    CHECK(wrong(R"({"name":"x","price":100000000000})") == Names{"price out_of_range"});
    CHECK(desk.names() == Names{"Tea"});
}

TEST_CASE("goods are found anywhere by a part of name or code, in any case") {
    GoodsDesk desk;
    const auto node = desk.id_of(R"({"name":"Кухня","category":true})");
    desk.save(R"({"name":"Большой ЧАЙНИК","price":1,"code":"CH-1","node":)" + of_goods(node) + "}");
    desk.save(R"({"name":"Мыло","price":1})");
    CHECK(desk.names("?search=%D1%87%D0%B0%D0%B9") == Names{"Большой ЧАЙНИК"});
    CHECK(desk.names("?search=ch-1") == Names{"Большой ЧАЙНИК"});
    CHECK(desk.names("?search=zzz") == Names{});
    CHECK(desk.names("?all=yes").size() == 3);
}

TEST_CASE("goods stand in the order that people gave them, and a stale order is refused") {
    GoodsDesk desk;
    const auto a = desk.id_of(R"({"name":"A","price":1})");
    const auto b = desk.id_of(R"({"name":"B","price":1})");
    const auto place = [&](const std::string& ids) {
        return desk.post(desk.marketer, "/goods/place", R"({"ids":[)" + ids + "]}");
    };
    CHECK(desk.names() == Names{"A", "B"});
    desk.ok(place(of_goods(b) + "," + of_goods(a)));
    CHECK(desk.names() == Names{"B", "A"});
    desk.save(R"({"name":"C","price":1})");
    CHECK(desk.names() == Names{"B", "A", "C"});
    for (const auto& ids :
         {of_goods(a) + "," + of_goods(b), of_goods(a) + "," + of_goods(a) + "," + of_goods(b)})
        CHECK(ConsoleDesk::code_in(place(ids)) == "list_changed");
    CHECK(place("\"x\"").status == 400);
}

TEST_CASE("a list that is longer than one transaction writes is put in order, categories first") {
    GoodsDesk desk;
    std::string csv = "name;price;category\n", ids;
    for (int at = 0; at < 230; ++at) csv += "Ware " + std::to_string(at) + ";5;\n";
    desk.ok(desk.apply(csv));
    const auto category = desk.id_of(R"({"name":"Kitchen","category":true})");
    const auto list = desk.ok(desk.get(desk.marketer, "/goods"));
    Names wanted{"Kitchen"};
    for (const auto& row : *list.find("rows")->items()) {
        if (*row.find("name")->string() == "Kitchen") continue;
        ids = "," + row.find("id")->number()->digits + ids;
        wanted.insert(wanted.begin() + 1, *row.find("name")->string());
    }
    desk.ok(desk.post(desk.marketer, "/goods/place", R"({"ids":[)" + of_goods(category) + ids + "]}"));
    CHECK(desk.names() == wanted);
    CHECK(desk.actions().front() == "goods_placed");
}

TEST_CASE("a table is shown before it is taken: what is new, what changes, and what is wrong") {
    GoodsDesk desk;
    desk.save(R"({"name":"Tea","price":1,"code":"t"})");
    const std::string csv = "code;name;price;category\nt;Tea;2;\nk;Kettle;10;Kitchen\n;;5;\n;Cup;x;\n";
    const auto seen = desk.ok(desk.take(csv));
    CHECK(seen.find("added")->number()->digits == "1");
    CHECK(seen.find("changed")->number()->digits == "1");
    CHECK(seen.find("faults")->items()->size() == 2);
    CHECK(seen.find("lines")->items()->at(0).find("before")->number()->digits == "1");
    CHECK(desk.names("?all=yes") == Names{"Tea"});
    CHECK(ConsoleDesk::code_in(desk.take(csv, R"("apply":{"digest":"0"},)")) == "list_changed");
    desk.ok(desk.apply(csv));
    CHECK(desk.names("?all=yes") == Names{"Tea", "Kitchen", "Kettle"});
    const auto again = desk.ok(desk.take(csv));
    CHECK(again.find("same")->number()->digits == "2");
    CHECK(desk.actions().front() == "goods_imported");
}

TEST_CASE("a table is taken only as it was shown: as many other changes are not the same ones") {
    GoodsDesk desk;
    const auto tea = desk.id_of(R"({"name":"Tea","price":1,"code":"t"})");
    const std::string csv = "code;name;price\nt;Tea;2\n";
    const auto seen = desk.ok(desk.take(csv));
    desk.save(R"({"id":)" + of_goods(tea) + R"(,"name":"Tea","price":3,"code":"t"})");
    const auto digest = R"("apply":{"digest":")" + *seen.find("digest")->string() + R"("},)";
    CHECK(ConsoleDesk::code_in(desk.take(csv, digest)) == "list_changed");
    CHECK(desk.goods(tea).draft.data.ware.price == Money(300));
}

TEST_CASE("a table without categories moves nothing, and one with ways to them makes what is missing") {
    GoodsDesk desk;
    const auto kitchen = desk.id_of(R"({"name":"Kitchen","category":true})");
    const auto at_kitchen = R"("node":)" + of_goods(kitchen) + "}";
    const auto kettle = desk.id_of(R"({"name":"Kettle","price":10,"code":"k",)" + at_kitchen);
    const auto cup = desk.id_of(R"({"name":"Cup","price":3,)" + at_kitchen);
    desk.ok(desk.apply("code;name;price\nk;Kettle;11\n;Cup;4\n"));
    CHECK(desk.goods(kettle).draft.node == kitchen);
    CHECK(desk.goods(cup).draft.node == kitchen);
    CHECK(desk.goods(cup).draft.data.ware.price == Money(400));
    desk.ok(desk.apply("name;price;category\nPot;5;Kitchen / Steel\nPan;6;Kitchen / Steel\n"));
    CHECK(desk.names("?all=yes") == Names{"Kitchen", "Kettle", "Cup", "Steel", "Pot", "Pan"});
    CHECK(desk.ok(desk.take("name;price;category\nPot;5;Kitchen / Steel\n")).find("same")->number()->digits ==
          "1");
}

TEST_CASE("what orders take from the stock stays taken when a table or a form of before is taken") {
    GoodsDesk desk;
    const auto tea = desk.id_of(R"({"name":"Tea","price":1,"stock":10})");
    const auto sheet = read_price_csv("name;price\nTea;2\n");
    std::vector<PriceFault> faults;
    const auto changes = price_changes(sheet.lines, {{tea, desk.goods(tea).draft}}, faults);
    desk.take_from_stock(tea, 3);
    take_prices(desk.service, changes, faults);
    CHECK(faults.empty());
    CHECK(desk.goods(tea).draft.data.ware.price == Money(200));
    CHECK(desk.goods(tea).draft.data.ware.in_stock == 7);
    const auto save = [&](const std::string& stock) {
        desk.save(R"({"id":)" + of_goods(tea) + R"(,"name":"Tea","price":3)" + stock + "}");
        return desk.goods(tea).draft.data.ware.in_stock;
    };
    CHECK(save(R"(,"stock":10,"stock_was":10)") == 7);
    CHECK(save("") == 7);
    CHECK(save(R"(,"stock":12,"stock_was":7)") == 12);
    CHECK(save(R"(,"stock_was":12)") == std::nullopt);
}

TEST_CASE("a long table is taken in many transactions, each line once") {
    GoodsDesk desk;
    std::string csv = "name;price;category\n";
    for (int at = 0; at < 230; ++at) csv += "Ware " + std::to_string(at) + ";5;Kitchen\n";
    desk.ok(desk.apply(csv));
    CHECK(desk.names("?all=yes").size() == 231);
    CHECK(desk.ok(desk.take(csv)).find("same")->number()->digits == "230");
}

TEST_CASE("a line whose category cannot be made is named, and the others are taken") {
    GoodsDesk desk;
    std::string csv = "name;price;category\n";
    for (int at = 0; at < 22; ++at)
        csv += "Ware " + std::to_string(at) + ";5;Category " + std::to_string(at) + "\n";
    const auto taken = desk.ok(desk.apply(csv));
    REQUIRE(taken.find("faults")->items()->size() == 2);
    CHECK(*taken.find("faults")->items()->at(0).find("field")->string() == "category");
    CHECK(desk.names("?all=yes").size() == 40);
}

TEST_CASE("a manager and a marketer see the price list; only a marketer and an owner change it") {
    GoodsDesk desk;
    const auto manager = desk.somebody("marat", Role::manager);
    CHECK(desk.get(manager, "/goods").status == 200);
    for (const auto* path : {"/goods/save", "/goods/remove", "/goods/place", "/goods/import"})
        CHECK(ConsoleDesk::code_in(desk.post(manager, path, "{}")) == "wrong_role");
    const auto picture = desk.ok(desk.upload(desk.marketer, png_of(9, 9)));
    desk.save(R"({"name":"Tea","price":1,"photos":[")" + *picture.find("id")->string() + R"("]})");
    CHECK(desk.get(manager, "/pictures/show?id=" + *picture.find("id")->string()).status == 200);
}
