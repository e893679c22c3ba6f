#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "cloud_process.hpp"
#include "shop_client.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

TEST_CASE("a price list with variants, offers, stock and photos is kept over TLS and survives a restart") {
    const DataDirectory data;
    std::string id, image_url;
    Json goods;
    {
        const CloudProcess cloud(data);
        ShopClient shop(cloud);
        const auto kitchen = shop.make(R"({"name":"Кухня","data":{"type":"CATEGORY"}})");
        const auto upload = shop.ok("POST", "/image-upload-url", R"({"contentType":"image/png"})");
        CHECK(shop.put_image(upload, png) == 200);
        goods = shop.ok(
            "POST", "/goods",
            R"({"name":"Чайник","nodeId":)" + kitchen + R"(,"externalId":"k/1","data":{"type":"VARYING_ITEM",
            "variants":[{"name":"Белый","sku":"W","price":1999.99,"offer":{"offerPrice":"1500.5","skipLoyalty":true},
            "inventory":{"inStock":3}},{"name":"Чёрный","price":2100}],"photos":[")" +
                *upload.find("imageId")->string() +
                R"("],"measurement":"PIECE","minQuantity":1,"increment":"0.5","vatCode":"NDS_20"}})");
        id = shop.id_in(goods);
        image_url = *goods.find("imageUrls")->items()->at(0).string();
        CHECK(shop.get_image(image_url).body == png);
        CHECK(cloud.client().send({"GET", "/goods/external/k%2F1/", {}, {}}).value().status == 200);
    }
    const CloudProcess again(data);
    ShopClient shop(again);
    auto kept = shop.ok("GET", "/goods/" + id);
    CHECK(*kept.find("data") == *goods.find("data"));
    CHECK(*kept.find("nodeId") == *goods.find("nodeId"));
    CHECK(shop.get_image(*kept.find("imageUrls")->items()->at(0).string()).body == png);
}

TEST_CASE("a picture is served to everybody with its type, and not before it was uploaded") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    ShopClient shop(cloud);
    const auto upload = shop.ok("POST", "/image-upload-url", R"({"contentType":"image/png"})");
    const auto url = *upload.find("url")->string();
    const auto address = url.substr(0, url.find('?'));
    CHECK(shop.get_image(address).status == 404);
    CHECK(shop.put_image(upload, "<script>") == 415);
    CHECK(shop.put_image(upload, png + std::string(5u << 20, 'x')) == 413);
    CHECK(shop.put_image(upload, png) == 200);
    CHECK(shop.put_image(upload, png) == 409);
    const auto shown = shop.get_image(address);
    CHECK(header_of(shown.headers, "Content-Type") == "image/png");
    CHECK(header_of(shown.headers, "X-Content-Type-Options") == "nosniff");
    for (const auto* path : {"/images/..%2Fapi.key", "/images/../api.key", "/images/", "/images/x/y"})
        CHECK(cloud.client_with({}).send({"GET", path, {}, {}}).value().status == 404);
}

TEST_CASE("when a day has passed, the running cloud removes a picture that no goods show, and its file") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--virtual-time"});
    ShopClient shop(cloud);
    const auto upload = shop.ok("POST", "/image-upload-url", R"({"contentType":"image/png"})");
    CHECK(shop.put_image(upload, png) == 200);
    const auto file = data.path + "/images/" + *upload.find("imageId")->string();
    REQUIRE(std::filesystem::exists(file));
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(48));
    const auto shown = shop.ok("POST", "/image-upload-url", R"({"contentType":"image/png"})");
    CHECK(shop.put_image(shown, png) == 200);
    const auto shown_id = *shown.find("imageId")->string();
    shop.make(R"({"name":"Tea","data":{"type":"ITEM","price":5,"photos":[")" + shown_id + R"("]}})");
    const auto url = *upload.find("url")->string();
    auto office = cloud.office();
    CHECK(office.send({"POST", "/time", {{"Content-Type", "application/json"}}, R"({"days":2})"})
              .value()
              .status == 200);
    CHECK(shop.get_image(url.substr(0, url.find('?'))).status == 404);
    // Another process deletes the file in its daily sweep and reports nothing, so the file is polled.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::filesystem::exists(file) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(std::filesystem::exists(file));
}
