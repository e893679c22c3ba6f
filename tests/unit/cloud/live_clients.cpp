#include <algorithm>

#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/orders/place_order.hpp"
#include "cloud/api/participant_ids.hpp"
#include "shop.hpp"
#include "tests/openapi/description.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// What a client of the live service sends, and what it must find in the answer.
struct LiveRequest {
    const char* what;
    const char* method;
    const char* target;
    const char* body;
    const char* found;       ///< in the answer
    bool tolerated = false;  ///< a form that is refused with client_input=described
};

constexpr LiveRequest live_requests[] = {
    {"a code beside a participant of nulls redeems", "POST", "/operations",
     R"({"code":"$CODE","participant":{"uid":null,"phone":null},"receipt":{"total":100,"cash":90,"points":10}})",
     R"("points":-10)"},
    {"a code beside an empty participant redeems", "POST", "/operations",
     R"({"code":"$CODE","participant":{},"receipt":{"total":100,"cash":90,"points":10}})", R"("points":-10)"},
    {"a code beside a participant that is an empty text redeems", "POST", "/operations",
     R"({"code":"$CODE","participant":"","receipt":{"total":100,"cash":90,"points":10}})", R"("points":-10)"},
    {"a code beside a participant of empty texts redeems", "POST", "/operations",
     R"({"code":"$CODE","participant":{"uid":"","phone":""},"receipt":{"total":100,"cash":90,"points":10}})",
     R"("points":-10)"},
    {"calc takes the same", "POST", "/operations/calc",
     R"({"code":"$CODE","participant":{"uid":null,"phone":null},"receipt":{"total":100,"points":10}})",
     R"("points":10)"},
    {"find shows tags", "GET", "/customers/find?uid=$UID", "", R"("tags":[])"},
    {"calc shows tags", "POST", "/operations/calc",
     R"({"participant":{"uid":"$UID"},"receipt":{"total":100,"points":0}})", R"("tags":[])"},
    {"the slug is a text", "GET", "/settings", "", R"("slug":")"},
    {"each header of an upload is a list", "POST", "/image-upload-url", R"({"contentType":"image/png"})",
     R"("headers":{"Content-Type":["image/png"]})"},
    {"a voucher's QR code is a link", "POST", "/operations/voucher", R"({"receipt":{"total":100}})",
     R"("qrCodeText":"https://cloud.example/vouchers/)"},
    {"a voucher's picture of 128 pixels is a link", "POST", "/operations/voucher",
     R"({"receipt":{"total":100}})", R"(/qr?size=128","qrCode256":"https://cloud.example/vouchers/)"},
    {"a cashier without externalId is known by name", "POST", "/operations",
     R"({"code":"$CODE","cashier":{"externalId":null,"name":"Till 2"},"receipt":{"total":1,"cash":1,"points":0}})",
     R"("displayName":"Till 2")", true},
    {"a cashier of nulls is none", "POST", "/operations",
     R"({"code":"$CODE","cashier":{"externalId":null,"name":null},"receipt":{"total":1,"cash":1,"points":0}})",
     R"("cashier":null)", true},
    {"a cashier's externalId may be a number", "POST", "/operations",
     R"({"code":"$CODE","cashier":{"externalId":7,"name":"Seven"},"receipt":{"total":1,"cash":1,"points":0}})",
     R"("displayName":"Seven")", true},
    {"a bill number may be a number", "POST", "/operations",
     R"({"code":"$CODE","receipt":{"total":1,"cash":1,"points":0,"number":17}})", R"("receiptNumber":"17")",
     true},
    {"a voucher's bill number may be a number", "POST", "/operations/voucher",
     R"({"receipt":{"total":100,"number":17}})", R"("code":")", true},
    {"a refund of 0 is a whole refund", "POST", "/operations/$SALE/refund", R"({"partialAmount":0})",
     R"("total":-40)", true},
    {"a phone is found without its plus", "GET", "/customers/find?phone=77010000001", "",
     R"("phone":"+77010000001")", true},
    {"a phone buys without its plus", "POST", "/operations",
     R"({"participant":{"phone":"77010000001"},"receipt":{"total":1,"cash":1,"points":0}})",
     R"("displayName":"Anna")", true},
    {"a list of more than 50 customers gives 50", "GET", "/customers?max=1000", "", R"("rows":[)", true},
    {"a list of more than 50 operations gives 50", "GET", "/operations?max=51", "", R"("rows":[)", true},
    {"a list of more than 50 goods gives 50", "GET", "/goods?max=500", "", R"("rows":[)", true},
    {"goods of node 0 are those at the top", "GET", "/goods?nodeId=0", "", R"("name":"Kettle")", true},
    {"goods for node 0 stand at the top", "POST", "/goods",
     R"({"name":"Cup","nodeId":0,"data":{"type":"ITEM","price":5}})", R"("nodeId":null)", true},
    {"the externalId of an order's line may be a number", "PUT", "/goods-orders/$ORDER",
     R"({"items":[{"externalId":5,"name":"Bag","price":10,"qty":1}]})", R"("externalId":"5")", true},
    {"an order that is picked up may have a delivery case", "PUT", "/goods-orders/$ORDER",
     R"({"deliveryCase":{"name":"Locker","value":0}})", R"("deliveryCase":{"name":"Locker","value":0})",
     true},
};

struct LiveCloud : Shop {
    LiveCloud() {
        service.service_info().base_url = "https://cloud.example";
        order_kettle();
    }

    HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body,
                   bool with_key = true) {
        HttpRequest request{method, fill(target), {{"X-Origin-Request-Id", "mine"}}, fill(body)};
        if (with_key) request.headers.emplace_back("Authorization", basic_credential(42, "key"));
        const auto answer = api.serve(request);
        static const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
        CHECK(description.complaint(request, answer) == "");
        return answer;
    }

    CustomerRecord anna = join("Anna", "+77010000001");

  private:
    std::string fill(std::string text) {
        const auto put = [&](const std::string& name, const std::function<std::string()>& value) {
            if (const auto at = text.find(name); at != std::string::npos)
                text.replace(at, name.size(), value());
        };
        put("$CODE", [&] { return std::get<loyalty::ByCode>(code_of(anna)).code; });
        put("$UID", [&] { return anna.uid->text; });
        put("$SALE", [&] { return std::to_string(done(buy(uid_of(anna), roubles(40))).id.value); });
        put("$ORDER", [&] { return std::to_string(order_); });
        return text;
    }

    void order_kettle() {
        loyalty::GoodsDraft kettle;
        kettle.name = "Kettle";
        kettle.data.ware.price = roubles(100);
        OrderRequest wanted;
        wanted.items.emplace_back();
        wanted.items[0].id =
            std::get<loyalty::Goods>(service.answer(loyalty::ShopCall(loyalty::CreateGoods{kettle}))).id;
        wanted.delivery.branch = loyalty::Named{0, "Main street"};
        service.transact([&](RequestContext& context) {
            context.db.staff.find_or_add_branch("Main street");
            order_ = std::get<loyalty::GoodsOrder>(place_order(context, anna, wanted)).id;
        });
    }

    ApiHandler api{service, basic_credential(42, "key")};
    std::int64_t order_ = 0;
};

}  // namespace

TEST_CASE("each request of a live client is answered as that client needs it, and as described") {
    for (const auto& one : live_requests) {
        INFO(one.what);
        LiveCloud cloud;
        const auto answer = cloud.ask(one.method, one.target, one.body);
        INFO(answer.body);
        CHECK(answer.status == 200);
        CHECK(answer.body.find(one.found) != std::string::npos);
    }
}

TEST_CASE("a cloud that takes described input only refuses the tolerated forms and takes the others") {
    for (const auto& one : live_requests) {
        INFO(one.what);
        LiveCloud cloud;
        cloud.set_variant("client_input", "described");
        CHECK(cloud.ask(one.method, one.target, one.body).status == (one.tolerated ? 400 : 200));
    }
}

TEST_CASE("a request without Authorization is answered 401 unauthorized, with the headers of every answer") {
    LiveCloud cloud;
    for (const auto* target : {"/settings", "/customers/find?code=1", "/goods", "/nowhere"}) {
        const auto answer = cloud.ask("GET", target, "", false);
        CHECK(answer.status == 401);
        CHECK(answer.body.find(R"("errorCode":"unauthorized")") != std::string::npos);
        CHECK(header_of(answer.headers, "WWW-Authenticate").starts_with("Basic"));
        CHECK(header_of(answer.headers, "X-Origin-Request-Id") == "mine");
        CHECK(is_uuid(header_of(answer.headers, "X-Request-Id")));
    }
}

TEST_CASE("a tier without a limit shows that points may pay 100 percent of a receipt") {
    Shop shop{retail()};
    const auto anna = shop.join("Anna");
    const auto settings = std::get<loyalty::Settings>(shop.service.answer(loyalty::GetSettings()));
    CHECK(settings.program.max_scores_discount == Percent{10'000});
    CHECK(settings.program.base_tier.max_scores_discount == Percent{10'000});
    for (const auto& tier : settings.program.tiers) CHECK(tier.max_scores_discount == Percent{10'000});
    const auto found =
        std::get<loyalty::Found>(shop.service.answer(Shop::by(Shop::uid_of(anna), roubles(10))));
    CHECK(found.purchase->max_scores_discount == Percent{10'000});
}

TEST_CASE("find and calc show the tags that the customer has") {
    LiveCloud cloud;
    cloud.service.transact([&](RequestContext& context) {
        context.db.tags.set_of_customer(cloud.anna.id, {context.db.tags.find_or_add("wholesale").id});
    });
    const std::string tags = R"("tags":[{"id":1,"name":"wholesale"}])";
    CHECK(cloud.ask("GET", "/customers/find?uid=$UID", "").body.find(tags) != std::string::npos);
    CHECK(cloud
              .ask("POST", "/operations/calc",
                   R"({"participant":{"uid":"$UID"},"receipt":{"total":100,"points":0}})")
              .body.find(tags) != std::string::npos);
}

TEST_CASE("a participant id is of the live service's size and names nobody where another id is due") {
    LiveCloud cloud;
    const auto shown = std::to_string(shown_id(cloud.anna.id).value);
    CHECK(shown == "1100000000001");
    const auto found = cloud.ask("GET", "/customers/find?uid=$UID", "");
    CHECK(found.body.find("\"id\":" + shown) != std::string::npos);
    const auto sale =
        cloud.ask("POST", "/operations", R"({"code":"$CODE","receipt":{"total":1,"cash":1,"points":0}})");
    CHECK(sale.body.find("\"customer\":{\"id\":" + shown) != std::string::npos);
    CHECK(cloud.ask("GET", "/customers/" + shown, "").status == 200);
    CHECK(cloud.ask("GET", "/customers/" + shown + "/tags", "").status == 200);
    const auto reward = [&](const std::string& id) {
        return cloud.ask("POST", "/operations/reward", R"({"points":1,"participants":[)" + id + "]}").body;
    };
    CHECK(reward(shown) == R"({"accepted":1})");
    // The row's own id is also the id of an operation, of goods and of an order.
    CHECK(cloud.ask("GET", "/customers/1", "").status == 404);
    CHECK(cloud.ask("GET", "/customers/1/tags", "").status == 404);
    CHECK(reward("1") == R"({"accepted":0})");
    for (const auto* path : {"/operations/", "/goods/", "/goods-orders/"})
        CHECK(cloud.ask("GET", path + shown, "").status == 404);
    CHECK(stored_id({participant_id_offset}) == ParticipantId{-1});
    CHECK(stored_id({INT64_MIN}) == ParticipantId{-1});
}
