#include <algorithm>

#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::loyalty {
namespace {

Problem bad(std::string where, std::string expected, std::string found = {}) {
    return {Errc::bad_request, std::move(where), std::move(expected), std::move(found)};
}

std::optional<std::int64_t> whole_number(const std::string& text) {
    return parse_decimal(text, 0, Rounding::exact);
}

/// Reads E.164. A '+' that a client did not escape in a query arrives as a space.
std::optional<Phone> phone_of(std::string text) {
    if (!text.empty() && text[0] == ' ') text[0] = '+';
    return Phone::from_e164(text);
}

bool is_external_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               c == '-';
    });
}

// ---- query parameters as the members of an object, so that both kinds of request are read by one reader --

Json object_of(const Target& target) {
    Json json = Json::object();
    for (const auto& [name, value] : target.query) json.set(name, value);
    return json;
}

std::optional<std::int64_t> maybe_count(Reader& in, std::string_view key, std::int64_t least,
                                        std::int64_t most) {
    const auto text = in.maybe_text(key);
    if (!text) return {};
    const auto number = whole_number(*text);
    if (number && *number >= least && *number <= most) return number;
    in.fail(key, Errc::out_of_range,
            "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return {};
}

template <class T>
T not_negative(Reader& in, std::string_view key, T value) {
    if (value < T()) in.fail(key, Errc::out_of_range, "a number from 0");
    return value;
}

template <class T>
std::optional<T> not_negative(Reader& in, std::string_view key, std::optional<T> value) {
    if (value) not_negative(in, key, *value);
    return value;
}

std::optional<Identity> by_participant(Reader in) {
    const auto uid = in.maybe_text("uid", 64);
    const auto phone = in.maybe_text("phone", 64);
    if (uid.has_value() == phone.has_value()) {
        in.fail("uid", Errc::invalid_value, "exactly one of uid and phone");
        return {};
    }
    if (uid) return ByUid{CustomerUid(*uid)};
    const auto number = phone_of(*phone);
    if (!number) in.fail("phone", Errc::invalid_value, "a phone number in E.164");
    return number ? std::optional<Identity>(ByPhone{*number}) : std::nullopt;
}

/// The identity in a body. A participant beside a code is accepted only if no points are redeemed.
Identity identity_of(Reader& in, bool redeeming) {
    const auto code = in.maybe_text("code", 128);
    auto participant = in.maybe_object("participant");
    if (code && participant && redeeming)
        in.problems().push_back({Errc::withdraw_not_permitted, "participant", "nothing beside a code", {}});
    if (code) return ByCode{*code};
    if (!participant) in.fail("participant", Errc::missing_field, "a code or a participant");
    return participant ? by_participant(*participant).value_or(ByCode{}) : ByCode{};
}

std::optional<Nonce> nonce_of(Reader& in) {
    const auto text = in.maybe_text("nonce", 64);
    if (text && !is_uuid(*text)) in.fail("nonce", Errc::invalid_value, "a UUID");
    return text ? std::optional(Nonce(*text)) : std::nullopt;
}

std::optional<Cashier> cashier_of(Reader& in) {
    auto cashier = in.maybe_object("cashier");
    if (!cashier) return {};
    Cashier out{cashier->text("externalId"), cashier->maybe_text("name")};
    if (!is_external_id(out.external_id))
        cashier->fail("externalId", Errc::invalid_value, "1 to 64 of A-Z a-z 0-9 _ -");
    return out;
}

/// Clients send an id as a number or as a string of digits.
std::optional<std::int64_t> id_of(const Json& json) {
    const auto* digits = json.number() ? &json.number()->digits : json.string();
    return digits ? whole_number(*digits) : std::nullopt;
}

// ---- one function reads one kind of call -----------------------------------------------------------------

Call find_customer(Reader in) {
    const auto given = in.has("code") + in.has("phone") + in.has("uid");
    FindCustomer call;
    if (given != 1) {
        in.fail("code", Errc::invalid_value, "exactly one of code, phone and uid");
    } else if (in.has("code")) {
        call.who = ByCode{in.text("code", 128)};
    } else {
        call.who = by_participant(in).value_or(ByCode{});
    }
    call.exchange_code = in.maybe_text("exchangeCode") == "true";
    call.total = not_negative(in, "total", in.maybe_major("total"));
    call.skip_loyalty_total = not_negative(in, "skipLoyaltyTotal", in.maybe_major("skipLoyaltyTotal"));
    call.unredeemable_total = not_negative(in, "unredeemableTotal", in.maybe_major("unredeemableTotal"));
    return call;
}

Call calculate(Reader in) {
    Reader receipt = in.object("receipt");
    Calculate call;
    call.points = not_negative(receipt, "points", receipt.maybe_points("points"));
    call.who = identity_of(in, !call.points || call.points->count != 0);
    call.total = not_negative(receipt, "total", receipt.major("total"));
    call.skip_loyalty_total =
        not_negative(receipt, "skipLoyaltyTotal", receipt.maybe_major("skipLoyaltyTotal"));
    call.unredeemable_total =
        not_negative(receipt, "unredeemableTotal", receipt.maybe_major("unredeemableTotal"));
    return call;
}

std::vector<std::int64_t> tag_ids(Reader& in, std::string_view key) {
    std::vector<std::int64_t> out;
    const Json* ids = in.raw(key);
    if (!ids || !ids->items() || ids->items()->size() > 1000) {
        in.fail(key, Errc::wrong_type, "at most 1000 tag ids");
        return out;
    }
    for (const auto& item : *ids->items()) {
        const auto tag = id_of(item);
        if (!tag) in.fail(key, Errc::wrong_type, "whole numbers");
        out.push_back(tag.value_or(0));
    }
    return out;
}

Call create_operation(Reader in) {
    Reader receipt = in.object("receipt");
    CreateOperation call;
    call.points = not_negative(receipt, "points", receipt.points("points"));
    call.who = identity_of(in, call.points.count != 0);
    call.nonce = nonce_of(in);
    call.cashier = cashier_of(in);
    call.total = not_negative(receipt, "total", receipt.major("total"));
    call.cash = not_negative(receipt, "cash", receipt.major("cash"));
    call.number = receipt.maybe_text("number");
    call.skip_loyalty_total =
        not_negative(receipt, "skipLoyaltyTotal", receipt.maybe_major("skipLoyaltyTotal"));
    call.unredeemable_total =
        not_negative(receipt, "unredeemableTotal", receipt.maybe_major("unredeemableTotal"));
    if (in.has("tags")) call.tags = tag_ids(in, "tags");
    return call;
}

/// Both lists have the same paging parameters.
template <class List>
Call list(Reader in) {
    List call;
    call.max = static_cast<int>(maybe_count(in, "max", 1, 50).value_or(10));
    call.offset = maybe_count(in, "offset", 0, 10'000);
    call.cursor = in.maybe_text("cursor");
    return call;
}

Call set_tags(ParticipantId id, Reader in) {
    return SetCustomerTags{id, tag_ids(in, "ids")};
}

Call reward(Reader in) {
    Reward call{in.points("points"), {}, in.maybe_text("comment", 1024), in.maybe_flag("silent")};
    const Json* participants = in.raw("participants");
    if (!participants || !participants->items() || participants->items()->empty() ||
        participants->items()->size() > 1000) {
        in.fail("participants", Errc::wrong_type, "1 to 1000 participant ids");
        return call;
    }
    for (const auto& item : *participants->items()) {
        const auto id = id_of(item);
        if (!id) in.fail("participants", Errc::wrong_type, "whole numbers");
        call.participants.push_back({id.value_or(0)});
    }
    return call;
}

Call voucher(Reader in) {
    Reader receipt = in.object("receipt");
    return CreateVoucher{nonce_of(in), cashier_of(in), not_negative(receipt, "total", receipt.major("total")),
                         receipt.maybe_text("number"),
                         not_negative(receipt, "skipLoyaltyTotal", receipt.maybe_major("skipLoyaltyTotal"))};
}

/// Live clients send `{}`, `[]`, null, nothing, a bare number or a numeric string.
Call refund(OperationId id, const Json& body, Problems& problems) {
    const bool bare = body.number() || body.string();
    const bool whole = body.is_null() || (body.items() && body.items()->empty());
    const Json object = bare ? Json::object({{"partialAmount", body}}) : whole ? Json::object() : body;
    Reader in(object, "", problems);
    RefundOperation call{id, in.maybe_major("partialAmount")};
    if (call.partial_amount && call.partial_amount->count <= 0)
        in.fail("partialAmount", Errc::out_of_range, "a number above 0");
    return call;
}

// ---- which call a request is -----------------------------------------------------------------------------

Result<Call> finish(Call call, const Problems& problems) {
    if (problems.empty()) return call;
    auto problem = problems.front();
    if (problem.code != Errc::withdraw_not_permitted) problem.code = Errc::bad_request;
    return problem;
}

Result<Call> read_query(const Target& target, Call (*read)(Reader)) {
    Problems problems;
    const Json query = object_of(target);
    auto call = read(Reader(query, "", problems));
    return finish(std::move(call), problems);
}

template <class Read>
Result<Call> read_body(const HttpRequest& request, Read read) {
    auto body = parse_json(request.body, {1u << 20, 16, false});
    if (!body) return body.error();
    Problems problems;
    auto call = read(Reader(*body, "", problems));
    return finish(std::move(call), problems);
}

Result<Call> read_refund(std::int64_t id, const HttpRequest& request) {
    Json body;
    if (!request.body.empty()) {
        auto parsed = parse_json(request.body, {1u << 20, 16, false});
        if (!parsed) return parsed.error();
        body = std::move(*parsed);
    }
    Problems problems;
    auto call = refund({id}, body, problems);
    return finish(std::move(call), problems);
}

Result<Call> unknown_path(const HttpRequest& request) {
    return Problem{Errc::not_found, request.method, "a path of the protocol", {}};
}

/// The paths that begin with "/customers".
Result<Call> get_customers(const HttpRequest& request, const Target& target) {
    const auto& path = target.segments;
    if (path.size() == 1) return read_query(target, list<ListCustomers>);
    if (path.size() == 2 && path[1] == "find") return read_query(target, find_customer);
    const auto id = whole_number(path[1]);
    if (id && path.size() == 2) return Call(GetCustomer{{*id}});
    if (id && path.size() == 3 && path[2] == "tags") return Call(GetCustomerTags{{*id}});
    return unknown_path(request);
}

Result<Call> get_call(const HttpRequest& request, const Target& target) {
    const auto& path = target.segments;
    if (path.size() == 1 && path[0] == "settings") return Call(GetSettings{});
    if (path.size() == 1 && path[0] == "tags") return Call(ListTags{});
    if (path.size() == 1 && path[0] == "operations") return read_query(target, list<ListOperations>);
    if (!path.empty() && path[0] == "customers") return get_customers(request, target);
    if (path.size() == 2 && path[0] == "operations")
        if (const auto id = whole_number(path[1])) return Call(GetOperation{{*id}});
    return unknown_path(request);
}

Result<Call> post_call(const HttpRequest& request, const Target& target) {
    const auto& path = target.segments;
    if (path.size() == 3 && path[0] == "customers" && path[2] == "tags")
        if (const auto id = whole_number(path[1]))
            return read_body(request, [&](Reader in) { return set_tags({*id}, in); });
    if (path.empty() || path[0] != "operations" || path.size() > 3) return unknown_path(request);
    if (path.size() == 1) return read_body(request, create_operation);
    if (path.size() == 3 && path[2] == "refund")
        if (const auto id = whole_number(path[1])) return read_refund(*id, request);
    if (path.size() == 2 && path[1] == "calc") return read_body(request, calculate);
    if (path.size() == 2 && path[1] == "reward") return read_body(request, reward);
    if (path.size() == 2 && path[1] == "voucher") return read_body(request, voucher);
    return unknown_path(request);
}

}  // namespace

Result<Call> call_of(const HttpRequest& request) {
    const auto target = parse_target(request.target);
    if (!target) return bad("target", "a path with valid escapes");
    if (request.method == "GET") return get_call(request, *target);
    if (request.method == "POST") return post_call(request, *target);
    return unknown_path(request);
}

}  // namespace tillpoints::loyalty
