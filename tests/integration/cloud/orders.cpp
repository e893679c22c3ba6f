#include <catch2/catch.hpp>

#include "cloud_process.hpp"
#include "shop_client.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

TEST_CASE("an order is placed, accepted, changed, agreed to, found by its code and completed") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    ShopClient shop(cloud);
    const auto anna = cloud.join("Анна");
    const auto kettle = shop.make(R"({"name":"Чайник","data":{"type":"ITEM","price":1000}})");
    const auto cup = shop.make(R"({"name":"Чашка","data":{"type":"ITEM","price":99.99}})");
    const auto order = cloud.order(anna, "[{\"id\":" + kettle + ",\"qty\":1}]", "Main street", "100");
    const auto path = "/goods-orders/" + ShopClient::id_in(order);
    CHECK(*order.find("delivery")->find("branch")->find("displayName")->string() == "Main street");
    CHECK(shop.ok("GET", path) == order);

    shop.ok("POST", path + "/change-status/", R"({"orderStatus":"ACCEPTED"})");
    const auto changed = shop.ok(
        "PUT", path, "{\"items\":[{\"id\":" + kettle + ",\"qty\":1},{\"id\":" + cup + ",\"qty\":3}]}");
    CHECK(*changed.find("state")->string() == "NEED_ACK");
    CHECK(changed.find("total")->number()->digits == "1299.97");
    CHECK(shop.send("POST", path + "/complete").status == 400);
    cloud.answer_order(order, "agree");

    const auto code = *shop.ok("POST", path + "/code").find("code")->string();
    const auto found = shop.ok("GET", "/customers/find?code=" + code);
    CHECK(*found.find("type")->string() == "GOODS_ORDER_COMPLETE");
    CHECK(found.find("purchase")->find("cash")->number()->digits == "1199.97");

    const auto done = shop.ok("POST", path + "/complete");
    const auto operation = shop.ok("GET", "/operations/" + ShopClient::id_in(*done.find("transaction")));
    CHECK(operation.find("total")->number()->digits == "1299.97");
    CHECK(operation.find("cash")->number()->digits == "1199.97");
    CHECK(operation.find("points")->number()->digits == "-100");
    CHECK(shop.send("POST", path + "/cancel").status == 400);
    CHECK(*cloud.ledger().find("balanced")->boolean());
}
