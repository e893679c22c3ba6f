// Every answer the description names is given at least once: each operation with each status and errorCode.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "conformity.hpp"
#include "shop_client.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

namespace {

using Names = std::set<std::string>;

std::string file_text(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A cloud, a program that sends it requests, and the names of all answers it got. Every answer is checked
/// against the description.
class AnswerCollector {
  public:
    explicit AnswerCollector(const std::string& programme = TILLPOINTS_PROGRAMME,
                             const std::vector<std::string>& more = {})
        : cloud(data, arguments(programme, more)) {}

    HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body = {}) {
        return ask_as(keyed_, method, target, body);
    }

    HttpAnswer ask_without_key(const std::string& method, const std::string& target,
                               const std::string& body = {}, const std::string& type = {}) {
        return ask_as(anybody_, method, target, body, type);
    }

    HttpAnswer report(const std::string& token, const std::string& body) {
        auto terminal = cloud.client_with({{"Authorization", "Bearer " + token}});
        return ask_as(terminal, "POST", "/fleet/heartbeat", body);
    }

    Json ok(const std::string& method, const std::string& target, const std::string& body = {}) {
        const auto answer = ask(method, target, body);
        INFO(method << " " << target << " " << body << " " << answer.body);
        REQUIRE(answer.status / 100 == 2);
        return answer.body.empty() ? Json() : parse_json(answer.body).value();
    }

    std::string made(const std::string& body) { return ShopClient::id_in(ok("POST", "/goods", body)); }

    void set_switch(const std::string& name, const std::string& value) {
        cloud.set_switch(Json::object({{name, value}}));
    }

    DataDirectory data;
    CloudProcess cloud;
    Names given;

  private:
    static std::vector<std::string> arguments(const std::string& programme, std::vector<std::string> more) {
        more.insert(more.end(), {"--programme", programme});
        return more;
    }

    HttpAnswer ask_as(Client& client, const std::string& method, const std::string& target,
                      const std::string& body, const std::string& type = "application/json") {
        HttpRequest request{method, target, {}, body};
        if (!body.empty()) request.headers.emplace_back("Content-Type", type);
        auto answer = client.send(request).value();
        given.insert(protocol_description().answer_name(request, answer));
        return answer;
    }

    Client keyed_ = cloud.client();
    Client anybody_ = cloud.client_with({});
};

struct DescribedOperation {
    std::string method;
    std::string path;  ///< with an id that means nothing
};

/// Every operation that needs the credential.
std::vector<DescribedOperation> keyed_operations() {
    std::vector<DescribedOperation> out;
    for (const auto& [path, item] : *protocol_description().document().find("paths")->members())
        for (const auto& [method, operation] : *item.members()) {
            if (method == "parameters" || operation.find("security")) continue;
            DescribedOperation one{method, path};
            for (auto& c : one.method) c = static_cast<char>(c - 'a' + 'A');
            for (auto at = one.path.find('{'); at != std::string::npos; at = one.path.find('{'))
                one.path.replace(at, one.path.find('}') - at + 1, "999");
            out.push_back(std::move(one));
        }
    return out;
}

void refuse_everybody(AnswerCollector& q) {
    for (const auto& [method, path] : keyed_operations()) {
        CHECK(q.ask_without_key(method, path).status == 401);
        q.set_switch("wrong_key", "403");
        CHECK(q.ask_without_key(method, path).status == 403);
        q.set_switch("wrong_key", "401");
        q.set_switch("company", "inactive");
        CHECK(q.ask(method, path).status == 403);
        q.set_switch("company", "active");
        if (method == "GET") continue;
        q.set_switch("error_before_next", "1");
        CHECK(q.ask(method, path).status == 500);
    }
    q.set_switch("requests_per_second", "1");
    for (const auto& [method, path] : keyed_operations())
        for (int i = 0; i < 20; ++i)
            if (q.ask(method, path).status == 429) break;
    q.set_switch("requests_per_second", "0");
}

std::string receipt(const std::string& who, const std::string& sums, const std::string& more = {}) {
    return "{" + who + ",\"receipt\":{" + sums + "}" + more + "}";
}

struct Customers {
    explicit Customers(AnswerCollector& collector)
        : q(collector),
          anna(q.cloud.join("Анна", "+77010000001")),
          id(anna.find("participant")->number()->digits) {}

    std::string code() const { return q.cloud.code_of(anna); }
    std::string by_code() const { return "\"code\":\"" + code() + "\""; }
    std::string by_uid() const { return "\"participant\":{\"uid\":\"" + *anna.find("uid")->string() + "\"}"; }

    AnswerCollector& q;
    Json anna;
    std::string id;
};

void ask_of_customers(Customers& c) {
    auto& q = c.q;
    q.ok("GET", "/settings");
    q.ok("GET", "/customers");
    q.ask("GET", "/customers?max=0");
    q.ok("GET", "/customers/find?code=" + c.code() + "&total=100&exchangeCode=true");
    q.ask("GET", "/customers/find");
    q.ask("GET", "/customers/find?code=000000");
    q.ask("GET", "/customers/find?total=10&skipLoyaltyTotal=11&code=" + c.code());
    q.ok("GET", "/customers/" + c.id);
    q.ask("GET", "/customers/999");
    q.ok("GET", "/customers/" + c.id + "/tags");
    q.ask("GET", "/customers/999/tags");
    q.ok("POST", "/customers/" + c.id + "/tags", R"({"ids":[]})");
    q.ask("POST", "/customers/" + c.id + "/tags", R"({"ids":[999]})");
    q.ask("POST", "/customers/999/tags", R"({"ids":[]})");
    q.ok("GET", "/tags");
}

/// The refusals that a purchase and its calculation share, at `path`.
void refuse_purchases(Customers& c, const std::string& path) {
    auto& q = c.q;
    q.ask("POST", path, "{");
    q.ask("POST", path, receipt(c.by_code(), R"("total":10,"cash":10,"points":0,"skipLoyaltyTotal":11)"));
    q.ask("POST", path, receipt(c.by_uid(), R"("total":10,"cash":9,"points":1)"));
    q.ask("POST", path, receipt(c.by_code(), R"("total":100000,"cash":99000,"points":1000)"));
    q.ask("POST", path, receipt(c.by_code(), R"("total":100,"cash":50,"points":50)"));
    q.ask("POST", path, receipt(R"("code":"000000")", R"("total":10,"cash":10,"points":0)"));
}

void ask_of_purchases(Customers& c) {
    auto& q = c.q;
    const std::string sums = R"("total":100,"cash":100,"points":0,"number":"r/1")";
    const std::string nonce = R"(,"nonce":"0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10")";
    q.ok("GET", "/operations");
    q.ask("GET", "/operations?offset=10001");
    const auto sale = ShopClient::id_in(q.ok("POST", "/operations", receipt(c.by_code(), sums, nonce)));
    q.ok("GET", "/operations/" + sale);
    q.ask("GET", "/operations/999");
    q.ok("POST", "/operations/calc", receipt(c.by_code(), R"("total":100,"points":0)"));
    for (const auto* path : {"/operations", "/operations/calc"}) refuse_purchases(c, path);
    q.set_switch("repeated_nonce", "409");
    q.ask("POST", "/operations", receipt(c.by_code(), sums, nonce));
    q.set_switch("receipt_exists", "409");
    q.ask("POST", "/operations", receipt(c.by_code(), sums));
    q.set_switch("receipt_exists", "off");
    q.set_switch("new_cashier", "404");
    q.ask("POST", "/operations", receipt(c.by_code(), sums, R"(,"cashier":{"externalId":"nobody"})"));
    q.set_switch("new_cashier", "taken");
    q.ok("POST", "/operations/reward", R"({"points":1,"participants":[)" + c.id + "]}");
    q.ask("POST", "/operations/reward", R"({"points":-100000,"participants":[)" + c.id + "]}");
    q.ask("POST", "/operations/reward", "{}");
    q.ok("POST", "/operations/voucher", R"({"receipt":{"total":100}})");
    const auto link =
        *q.ok("POST", "/operations/voucher", R"({"receipt":{"total":100}})").find("qrCode128")->string();
    const auto picture = link.substr(link.find('/', 8));
    CHECK(q.ask_without_key("GET", picture).body.starts_with("<svg "));
    CHECK(q.ask_without_key("GET", picture.substr(0, picture.find("/qr"))).status == 200);
    for (const auto* nothing : {"/vouchers/1", "/vouchers/1/qr"})
        CHECK(q.ask_without_key("GET", nothing).status == 404);
    q.ask("POST", "/operations/voucher", R"({"receipt":{"total":100,"skipLoyaltyTotal":100}})");
    q.ask("POST", "/operations/voucher", "[]");
}

void ask_of_refunds(Customers& c) {
    auto& q = c.q;
    const auto sums = R"("total":100,"cash":100,"points":0)";
    const auto sale = ShopClient::id_in(q.ok("POST", "/operations", receipt(c.by_code(), sums)));
    const auto path = "/operations/" + sale + "/refund";
    q.ask("POST", "/operations/999/refund");
    for (const auto* error : {"badRequest", "invalidChecksum", "notFound", "409"}) {
        q.set_switch("over_refund", error);
        q.ask("POST", path, R"({"partialAmount":1000})");
    }
    // Anna has spent everything, the award of this sale too.
    q.set_switch("spent_award", "refuse");
    const auto points =
        q.ok("GET", "/customers/" + c.id).find("participant")->find("points")->number()->digits;
    q.ok("POST", "/operations/reward", R"({"points":-)" + points + R"(,"participants":[)" + c.id + "]}");
    CHECK(q.ask("POST", path).body.find("insufficientFunds") != std::string::npos);
    q.set_switch("spent_award", "negative");
    q.ok("POST", path, "[]");
    q.ok("POST", "/operations/reward", R"({"points":500,"participants":[)" + c.id + "]}");
}

void ask_of_goods(AnswerCollector& q) {
    const std::string cup = R"({"name":"Чашка","externalId":"cup","data":{"type":"ITEM","price":100}})";
    const auto id = q.made(cup);
    const auto shelf = q.made(R"({"name":"Полка","data":{"type":"CATEGORY"}})");
    for (int i = 0; i < 20; ++i)
        q.made("{\"name\":\"" + std::to_string(i) + "\",\"nodeId\":" + shelf +
               R"(,"data":{"type":"CATEGORY"}})");
    q.ok("GET", "/goods?nodeId=" + shelf);
    q.ask("GET", "/goods?nodeId=x");
    q.ask("GET", "/goods?nodeId=999");
    const auto full = R"({"name":"21","nodeId":)" + shelf + R"(,"data":{"type":"CATEGORY"}})";
    const auto nowhere = R"({"name":"x","nodeId":999,"data":{"type":"CATEGORY"}})";
    q.ask("POST", "/goods", R"({"name":"","data":{"type":"ITEM"}})");
    q.ask("POST", "/goods", nowhere);
    q.ask("POST", "/goods", full);
    q.made(R"({"name":"box","externalId":"box","data":{"type":"CATEGORY"}})");
    const auto box = ShopClient::id_in(q.ok("GET", "/goods/external/box"));
    q.made("{\"name\":\"in it\",\"nodeId\":" + box + R"(,"data":{"type":"ITEM","price":1}})");
    for (const auto& [own, filled] :
         {std::pair("/goods/" + id, "/goods/" + box), {"/goods/external/cup", "/goods/external/box"}}) {
        q.ok("GET", own);
        q.ok("PUT", own, cup);
        q.ask("PUT", own, "{}");
        q.ask("PUT", own, nowhere);
        q.ask("PUT", own, full);
        q.ask("DELETE", filled);
    }
    for (const auto* path : {"/goods/999", "/goods/external/nothing"}) {
        q.ask("GET", path);
        q.ask("PUT", path, cup);
        q.ask("DELETE", path);
    }
    q.ok("DELETE", "/goods/" + id);
    q.made(cup);
    q.ok("DELETE", "/goods/external/cup");
}

void ask_of_pictures(AnswerCollector& q) {
    const auto upload = q.ok("POST", "/image-upload-url", R"({"contentType":"image/png"})");
    q.ask("POST", "/image-upload-url", R"({"contentType":"text/html"})");
    const auto url = *upload.find("url")->string();
    const auto target = url.substr(url.find('/', 8));
    const auto path = target.substr(0, target.find('?'));
    q.ask_without_key("GET", path);
    q.ask_without_key("PUT", path + "?token=x", png, "image/png");
    q.ask_without_key("PUT", target, "<html>", "image/png");
    q.ask_without_key("PUT", target, png + std::string(5u << 20, 'x'), "image/png");
    CHECK(q.ask_without_key("PUT", target, png, "image/png").status == 200);
    q.ask_without_key("PUT", target, png, "image/png");
    CHECK(q.ask_without_key("GET", path).status == 200);
}

void ask_of_orders(Customers& c) {
    auto& q = c.q;
    const auto kettle = q.made(R"({"name":"Чайник","data":{"type":"ITEM","price":1000}})");
    const auto ordered = [&](const char* points) {
        const auto order =
            q.cloud.order(c.anna, "[{\"id\":" + kettle + ",\"qty\":1}]", "Main street", points);
        return "/goods-orders/" + ShopClient::id_in(order);
    };
    const auto path = ordered("0");
    const std::string accepted = R"({"orderStatus":"ACCEPTED"})";
    q.ok("GET", path);
    q.ok("POST", path + "/code");
    q.ok("POST", path + "/change-status", accepted);
    q.ok("POST", path + "/complete");
    for (const auto* action : {"/code", "/complete", "/cancel"}) q.ask("POST", path + action);
    q.ask("POST", path + "/change-status", accepted);
    q.ask("PUT", path, "{}");
    q.ok("PUT", ordered("0"), "{\"items\":[{\"id\":" + kettle + ",\"qty\":2}]}");
    q.ok("POST", ordered("0") + "/cancel");
    for (const auto* action : {"/code", "/complete", "/cancel"})
        q.ask("POST", "/goods-orders/999" + std::string(action));
    q.ask("POST", "/goods-orders/999/change-status", accepted);
    q.ask("PUT", "/goods-orders/999", "{}");
    q.ask("GET", "/goods-orders/999");
    // Gold may pay 20 % with points, but the sale that made Anna Gold is refunded.
    const auto gold = ShopClient::id_in(
        q.ok("POST", "/operations", receipt(c.by_code(), R"("total":100000,"cash":100000,"points":0)")));
    const auto golden = ordered("200");
    q.ok("POST", "/operations/" + gold + "/refund");
    q.ask("POST", golden + "/complete");
    const auto dear = ordered("100");
    q.ok("POST", "/operations/reward", R"({"points":-450,"participants":[)" + c.id + "]}");
    q.ask("POST", dear + "/complete");
    q.cloud.block(c.anna);
    q.ask("POST", ordered("0") + "/complete");
    q.ask("GET", "/customers/find?code=" + c.code());
    q.ask("POST", "/operations", receipt(c.by_code(), R"("total":10,"cash":10,"points":0)"));
    q.ask("POST", "/operations/calc", receipt(c.by_code(), R"("total":10,"points":0)"));
}

void report_terminals(AnswerCollector& q) {
    // SHA-256 of "token".
    const std::string terminals = R"({"terminals":[{"name":"till","token_digest":)"
                                  R"("3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"}]})";
    auto office = q.cloud.office();
    CHECK(office.send({"POST", "/fleet/terminals", {{"Content-Type", "application/json"}}, terminals})
              .value()
              .status == 200);
    const std::string heartbeat =
        R"({"versions":{"tool":"0.1.0","library":"0.1.0"},"release":{"applied":0,"refused":0,"reason":""},)"
        R"("queue":{"pending":0,"settling":0,"parked":0,"loss":0,"oldest_s":null},"clock":{"ahead_s":null},)"
        R"("disk":{"free_bytes":1000000000},"link":"online","doctor":{"worst":"ok","first":""}})";
    CHECK(q.report("token", heartbeat).status == 200);
    CHECK(q.report("token", "{}").status == 400);
    CHECK(q.report("another", heartbeat).status == 401);
    int status = 200;
    for (int more = 0; more < 60 && status == 200; ++more) status = q.report("token", heartbeat).status;
    CHECK(status == 429);
}

/// The tests' programme with one member set, as a file.
std::string changed_programme(const DataDirectory& data, const char* member, const Json& value) {
    auto programme = parse_json(file_text(TILLPOINTS_PROGRAMME)).value();
    const auto path = data.path + "/programme.json";
    std::ofstream(path) << dump(programme.set(member, value));
    return path;
}

/// A cloud whose programme takes no phones.
Names refuse_phones() {
    const DataDirectory data;
    AnswerCollector q(changed_programme(data, "purchase_by_phone", false));
    q.cloud.join("Анна", "+77010000001");
    const std::string phone = R"("participant":{"phone":"+77010000001"})";
    q.ask("GET", "/customers/find?phone=%2B77010000001&total=10");
    for (const auto* path : {"/operations", "/operations/calc"})
        q.ask("POST", path, receipt(phone, R"("total":10,"cash":10,"points":0)"));
    return q.given;
}

/// The code in the newest message to a customer.
std::string code_sent(AnswerCollector& q) {
    auto office = q.cloud.office();
    const auto rows = parse_json(office.send({"GET", "/messages", {}, {}}).value().body).value();
    const auto& text = *rows.find("rows")->items()->back().find("text")->string();
    const auto digits = text.find_first_of("0123456789");
    return text.substr(digits, 6);
}

/// A cloud whose customers confirm redemptions by codes. Its hook takes none, so they wait in the outbox.
Names confirm_redemptions() {
    const DataDirectory data;
    const auto programme = changed_programme(data, "redemption_confirmation", Json::object({{"above", 1}}));
    AnswerCollector q(programme, {"--message-hook", "http://127.0.0.1:9"});
    Customers c(q);
    const std::string path = "/customers/confirmation";
    const std::string points = R"(,"points":10})";
    CHECK(q.ok("GET", "/settings").find("redemptionConfirmation"));
    CHECK(q.ok("GET", "/customers/find?code=" + c.code()).find("redemptionConfirmation"));
    q.ok("POST", "/operations/calc", receipt(c.by_code(), R"("total":100,"points":0)"));
    const auto sums = R"("total":100,"cash":90,"points":10)";
    CHECK(q.ask("POST", "/operations", receipt(c.by_code(), sums)).status == 400);
    q.ask("POST", path, "{");
    q.ask("POST", path, "{" + c.by_uid() + points);
    q.ask("POST", path, R"({"code":"000000")" + points);
    q.ask("POST", path, "{" + c.by_code() + R"(,"by":"PIN")" + points);
    const auto begun = q.ok("POST", path, "{" + c.by_code() + points);
    const auto id = *begun.find("id")->string();
    const auto code = code_sent(q);
    const auto secret = [](const std::string& text) { return R"({"secret":")" + text + R"("})"; };
    q.ask("POST", path + "/" + id, "{}");
    q.ask("POST", path + "/" + id, secret(code == "000000" ? "111111" : "000000"));
    q.ask("POST", path + "/unheard-of", secret(code));
    CHECK(*q.ok("POST", path + "/" + id, secret(code)).find("given")->boolean());
    q.ok("POST", "/operations", receipt(c.by_code(), sums, ",\"confirmation\":\"" + id + "\""));
    q.cloud.block(c.anna);
    q.ask("POST", path, "{" + c.by_code() + points);
    return q.given;
}

}  // namespace

TEST_CASE("every answer that the description names is given, each as described") {
    AnswerCollector q;
    refuse_everybody(q);
    Customers customers(q);
    ask_of_customers(customers);
    ask_of_purchases(customers);
    ask_of_refunds(customers);
    ask_of_goods(q);
    ask_of_pictures(q);
    ask_of_orders(customers);
    report_terminals(q);
    q.given.merge(refuse_phones());
    q.given.merge(confirm_redemptions());

    // A GET fails only with the database, a heartbeat too, and a picture only with the disk: the unit tests
    // of the API handler cover database and disk.
    const auto elsewhere = [](const std::string& name) {
        return name.find("5XX") != std::string::npos &&
               (name.starts_with("GET") || name.find("/images/") != std::string::npos ||
                name.find("/fleet/") != std::string::npos);
    };
    for (const auto& name : protocol_description().answers())
        if (!elsewhere(name) && !q.given.count(name)) FAIL_CHECK("never given: " << name);
}
