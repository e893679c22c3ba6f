#include "cloud/api/request_counts.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

TEST_CASE("a call of the protocol is counted under its method and path, with {id} for every id") {
    const auto name = [](const char* method, const char* target) {
        return request_name({method, target, {}, "not read"});
    };
    CHECK(name("GET", "/settings") == "GET /settings");
    CHECK(name("GET", "/customers/find?phone=%2B77010000001&total=10") == "GET /customers/find");
    CHECK(name("POST", "/operations/17/refund") == "POST /operations/{id}/refund");
    CHECK(name("PUT", "/goods/external/K-1") == "PUT /goods/external/{id}");
    CHECK(name("POST", "/goods-orders/5/code") == "POST /goods-orders/{id}/code");
    CHECK(name("POST", "/customers/confirmation") == "POST /customers/confirmation");
    CHECK(name("POST", "/customers/confirmation/9d1c0f5e7a3b48d2") == "POST /customers/confirmation/{id}");
    CHECK(name("POST", "/image-upload-url") == "POST /image-upload-url");
}

TEST_CASE(
    "what the protocol does not know is counted as other, so that strangers cannot make the list grow") {
    for (const auto* target :
         {"/nowhere", "/settings/17", "/operations/a-name", "/", "", "/goods/17/18/19/20"})
        CHECK(request_name({"GET", target, {}, {}}) == "other");
    CHECK(request_name({"BREW", "/settings", {}, {}}) == "other");
}
