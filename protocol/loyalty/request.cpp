#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

std::string decimal(Money money) {
    return format_decimal(money.count, 2);
}

/// Who, as members of a body: `code`, or `participant` with the one identifier.
void put_identity(Json& body, const Identity& who) {
    if (const auto* code = std::get_if<ByCode>(&who)) {
        body.set("code", code->code);
    } else if (const auto* uid = std::get_if<ByUid>(&who)) {
        body.set("participant", Json::object({{"uid", uid->uid.text}}));
    } else {
        body.set("participant", Json::object({{"phone", std::get<ByPhone>(who).phone.e164()}}));
    }
}

std::string query_of(const Identity& who) {
    if (const auto* code = std::get_if<ByCode>(&who)) return "?code=" + percent_encode(code->code);
    if (const auto* uid = std::get_if<ByUid>(&who)) return "?uid=" + percent_encode(uid->uid.text);
    return "?phone=" + percent_encode(std::get<ByPhone>(who).phone.e164());
}

template <class T>
void put_number(Json& object, std::string_view key, const std::optional<T>& value) {
    if (value) object.set(key, number_of(*value));
}

void put_cashier(Json& body, const std::optional<Cashier>& cashier) {
    if (!cashier) return;
    Json json = Json::object({{"externalId", cashier->external_id}});
    if (cashier->name) json.set("name", *cashier->name);
    body.set("cashier", std::move(json));
}

/// The query of either list.
template <class List>
std::string page_of(const List& call) {
    std::string query = "?max=" + std::to_string(call.max);
    if (call.offset) query += "&offset=" + std::to_string(*call.offset);
    if (call.cursor) query += "&cursor=" + percent_encode(*call.cursor);
    return query;
}

struct Request {
    std::string method;
    std::string target;
    Json body;
};

Request get(std::string target) {
    return {"GET", std::move(target), {}};
}
Request post(std::string target, Json body) {
    return {"POST", std::move(target), std::move(body)};
}

struct RequestWriter {
    Request operator()(const GetSettings&) const { return get("/settings"); }

    Request operator()(const FindCustomer& call) const {
        std::string target = "/customers/find" + query_of(call.who);
        if (call.exchange_code) target += "&exchangeCode=true";
        if (call.total) target += "&total=" + decimal(*call.total);
        if (call.skip_loyalty_total) target += "&skipLoyaltyTotal=" + decimal(*call.skip_loyalty_total);
        if (call.unredeemable_total) target += "&unredeemableTotal=" + decimal(*call.unredeemable_total);
        return get(std::move(target));
    }

    Request operator()(const Calculate& call) const {
        Json receipt = Json::object({{"total", number_of(call.total)}});
        put_number(receipt, "skipLoyaltyTotal", call.skip_loyalty_total);
        put_number(receipt, "unredeemableTotal", call.unredeemable_total);
        put_number(receipt, "points", call.points);
        Json body;
        put_identity(body, call.who);
        body.set("receipt", std::move(receipt));
        return post("/operations/calc", std::move(body));
    }

    Request operator()(const CreateOperation& call) const {
        Json receipt = Json::object({{"total", number_of(call.total)},
                                     {"cash", number_of(call.cash)},
                                     {"points", number_of(call.points)}});
        if (call.number) receipt.set("number", *call.number);
        put_number(receipt, "skipLoyaltyTotal", call.skip_loyalty_total);
        put_number(receipt, "unredeemableTotal", call.unredeemable_total);
        Json body;
        put_identity(body, call.who);
        if (call.nonce) body.set("nonce", call.nonce->text);
        put_cashier(body, call.cashier);
        body.set("receipt", std::move(receipt));
        if (call.tags) body.set("tags", Json(Json::Array(call.tags->begin(), call.tags->end())));
        if (call.confirmation) body.set("confirmation", *call.confirmation);
        return post("/operations", std::move(body));
    }

    Request operator()(const GetOperation& call) const {
        return get("/operations/" + std::to_string(call.id.value));
    }

    Request operator()(const ListOperations& call) const { return get("/operations" + page_of(call)); }

    Request operator()(const RefundOperation& call) const {
        return post("/operations/" + std::to_string(call.id.value) + "/refund",
                    Json::object({{"partialAmount", number_or_null(call.partial_amount)}}));
    }

    Request operator()(const Reward& call) const {
        Json participants = Json::array();
        for (const auto id : call.participants) participants.push(id.value);
        Json body =
            Json::object({{"points", number_of(call.points)}, {"participants", std::move(participants)}});
        if (call.comment) body.set("comment", *call.comment);
        if (call.silent) body.set("silent", *call.silent);
        return post("/operations/reward", std::move(body));
    }

    Request operator()(const CreateVoucher& call) const {
        Json receipt = Json::object({{"total", number_of(call.total)}});
        if (call.number) receipt.set("number", *call.number);
        put_number(receipt, "skipLoyaltyTotal", call.skip_loyalty_total);
        Json body;
        if (call.nonce) body.set("nonce", call.nonce->text);
        put_cashier(body, call.cashier);
        body.set("receipt", std::move(receipt));
        return post("/operations/voucher", std::move(body));
    }

    Request operator()(const ListCustomers& call) const { return get("/customers" + page_of(call)); }

    Request operator()(const GetCustomer& call) const {
        return get("/customers/" + std::to_string(call.id.value));
    }

    Request operator()(const GetCustomerTags& call) const {
        return get("/customers/" + std::to_string(call.id.value) + "/tags");
    }

    Request operator()(const SetCustomerTags& call) const {
        return post("/customers/" + std::to_string(call.id.value) + "/tags",
                    Json::object({{"ids", Json(Json::Array(call.tags.begin(), call.tags.end()))}}));
    }

    Request operator()(const ListTags&) const { return get("/tags"); }

    Request operator()(const RequestConfirmation& call) const {
        Json body;
        put_identity(body, call.who);
        body.set("points", number_of(call.points));
        if (call.by) body.set("by", word_of(confirm_words, *call.by));
        return post("/customers/confirmation", std::move(body));
    }

    Request operator()(const GiveConfirmation& call) const {
        return post("/customers/confirmation/" + percent_encode(call.id),
                    Json::object({{"secret", call.secret}}));
    }
};

}  // namespace

HttpRequest request_of(const Call& call) {
    auto request = std::visit(RequestWriter(), call);
    HttpRequest http{std::move(request.method), std::move(request.target), {}, {}};
    if (!request.body.is_null()) {
        http.headers.emplace_back("Content-Type", "application/json");
        http.body = dump(request.body);
    }
    return http;
}

}  // namespace tillpoints::loyalty
