#include <algorithm>

#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"
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
std::optional<Phone> phone_of(std::string text, InputForms forms) {
    if (!text.empty() && text[0] == ' ') text[0] = '+';
    const bool bare = !text.empty() && text[0] >= '1' && text[0] <= '9';
    return Phone::from_e164(bare && forms == InputForms::tolerated ? "+" + text : text);
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

/// A text that is not empty; an empty one is as good as none.
std::optional<std::string> maybe_filled(Reader& in, std::string_view key, std::size_t max_bytes) {
    auto text = in.maybe_text(key, max_bytes);
    return text && text->empty() ? std::nullopt : text;
}

std::optional<Identity> by_participant(Reader in, InputForms forms) {
    const auto uid = maybe_filled(in, "uid", 64);
    const auto phone = maybe_filled(in, "phone", 64);
    if (uid.has_value() == phone.has_value()) {
        in.fail("uid", Errc::invalid_value, "exactly one of uid and phone");
        return {};
    }
    if (uid) return ByUid{CustomerUid(*uid)};
    const auto number = phone_of(*phone, forms);
    if (!number) in.fail("phone", Errc::invalid_value, "a phone number in E.164");
    return number ? std::optional<Identity>(ByPhone{*number}) : std::nullopt;
}

/// Live clients send the participant beside every code, with null or "" in all of its members.
std::optional<Reader> participant_in(Reader& in) {
    const auto* raw = in.raw("participant");
    if (raw && raw->string() && raw->string()->empty()) return {};
    auto participant = in.maybe_object("participant");
    if (!participant) return {};
    const auto is_empty = [&](std::string_view key) {
        const auto* member = participant->raw(key);
        return !member || member->is_null() || (member->string() && member->string()->empty());
    };
    return is_empty("uid") && is_empty("phone") ? std::nullopt : participant;
}

/// The identity in a body. A participant beside a code is accepted only if no points are redeemed.
Identity identity_of(Reader& in, bool redeeming, InputForms forms) {
    const auto code = maybe_filled(in, "code", 128);
    auto participant = participant_in(in);
    if (code && participant && redeeming)
        in.problems().push_back({Errc::withdraw_not_permitted, "participant", "nothing beside a code", {}});
    if (code) return ByCode{*code};
    if (!participant) in.fail("participant", Errc::missing_field, "a code or a participant");
    return participant ? by_participant(*participant, forms).value_or(ByCode{}) : ByCode{};
}

std::optional<Nonce> nonce_of(Reader& in) {
    const auto text = in.maybe_text("nonce", 64);
    if (text && !is_uuid(*text)) in.fail("nonce", Errc::invalid_value, "a UUID");
    return text ? std::optional(Nonce(*text)) : std::nullopt;
}

/// A text; a client may send a number that is all digits without quotes.
std::optional<std::string> maybe_label(Reader& in, std::string_view key, InputForms forms) {
    const auto* raw = in.raw(key);
    const bool number = raw && raw->number() && whole_number(raw->number()->digits);
    if (number && forms == InputForms::tolerated) return raw->number()->digits;
    return in.maybe_text(key);
}

std::optional<Cashier> cashier_of(Reader& in, InputForms forms) {
    auto cashier = in.maybe_object("cashier");
    if (!cashier) return {};
    const auto id = maybe_label(*cashier, "externalId", forms);
    auto name = cashier->maybe_text("name");
    if (!id && forms == InputForms::tolerated) {
        // Without an id the name tells cashiers apart; the slash keeps it from being another cashier's id.
        if (!name || name->empty()) return {};
        return Cashier{"name/" + *name, name};
    }
    if (!id || !is_external_id(*id))
        cashier->fail("externalId", Errc::invalid_value, "1 to 64 of A-Z a-z 0-9 _ -");
    return Cashier{id.value_or(""), std::move(name)};
}

/// Clients send an id as a number or as a string of digits.
std::optional<std::int64_t> id_of(const Json& json) {
    const auto* digits = json.number() ? &json.number()->digits : json.string();
    return digits ? whole_number(*digits) : std::nullopt;
}

// ---- one function reads one kind of call -----------------------------------------------------------------

Call find_customer(Reader in, InputForms forms) {
    const auto given = in.has("code") + in.has("phone") + in.has("uid");
    FindCustomer call;
    if (given != 1) {
        in.fail("code", Errc::invalid_value, "exactly one of code, phone and uid");
    } else if (in.has("code")) {
        call.who = ByCode{in.text("code", 128)};
    } else {
        call.who = by_participant(in, forms).value_or(ByCode{});
    }
    call.exchange_code = in.maybe_text("exchangeCode") == "true";
    call.total = not_negative(in, "total", in.maybe_major("total"));
    call.skip_loyalty_total = not_negative(in, "skipLoyaltyTotal", in.maybe_major("skipLoyaltyTotal"));
    call.unredeemable_total = not_negative(in, "unredeemableTotal", in.maybe_major("unredeemableTotal"));
    return call;
}

Call calculate(Reader in, InputForms forms) {
    Reader receipt = in.object("receipt");
    Calculate call;
    call.points = not_negative(receipt, "points", receipt.maybe_points("points"));
    call.who = identity_of(in, !call.points || call.points->count != 0, forms);
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

Call create_operation(Reader in, InputForms forms) {
    Reader receipt = in.object("receipt");
    CreateOperation call;
    call.points = not_negative(receipt, "points", receipt.points("points"));
    call.who = identity_of(in, call.points.count != 0, forms);
    call.nonce = nonce_of(in);
    call.cashier = cashier_of(in, forms);
    call.total = not_negative(receipt, "total", receipt.major("total"));
    call.cash = not_negative(receipt, "cash", receipt.major("cash"));
    call.number = maybe_label(receipt, "number", forms);
    call.skip_loyalty_total =
        not_negative(receipt, "skipLoyaltyTotal", receipt.maybe_major("skipLoyaltyTotal"));
    call.unredeemable_total =
        not_negative(receipt, "unredeemableTotal", receipt.maybe_major("unredeemableTotal"));
    if (in.has("tags")) call.tags = tag_ids(in, "tags");
    call.confirmation = maybe_filled(in, "confirmation", 64);
    return call;
}

/// Both lists have the same paging parameters.
template <class List>
Call list(Reader in, InputForms forms) {
    List call;
    const auto most = forms == InputForms::tolerated ? INT64_MAX : 50;
    call.max = static_cast<int>(std::min<std::int64_t>(maybe_count(in, "max", 1, most).value_or(10), 50));
    call.offset = maybe_count(in, "offset", 0, 10'000);
    call.cursor = in.maybe_text("cursor");
    return call;
}

Call set_tags(ParticipantId id, Reader in) {
    return SetCustomerTags{id, tag_ids(in, "ids")};
}

Call request_confirmation(Reader in, InputForms forms) {
    RequestConfirmation call;
    call.points = in.points("points");
    if (call.points <= Points()) in.fail("points", Errc::out_of_range, "a number above 0");
    call.who = identity_of(in, true, forms);
    call.by = maybe_word<ConfirmBy>(in, "by", confirm_words);
    return call;
}

Call give_confirmation(const std::string& id, Reader in) {
    return GiveConfirmation{id, in.text("secret", 64)};
}

Call reward(Reader in, InputForms) {
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

Call voucher(Reader in, InputForms forms) {
    Reader receipt = in.object("receipt");
    return CreateVoucher{nonce_of(in), cashier_of(in, forms),
                         not_negative(receipt, "total", receipt.major("total")),
                         maybe_label(receipt, "number", forms),
                         not_negative(receipt, "skipLoyaltyTotal", receipt.maybe_major("skipLoyaltyTotal"))};
}

/// Live clients send `{}`, `[]`, null, nothing, a bare number or a numeric string.
Call refund(OperationId id, const Json& body, InputForms forms, Problems& problems) {
    const bool bare = body.number() || body.string();
    const bool whole = body.is_null() || (body.items() && body.items()->empty());
    const Json object = bare ? Json::object({{"partialAmount", body}}) : whole ? Json::object() : body;
    Reader in(object, "", problems);
    RefundOperation call{id, in.maybe_major("partialAmount")};
    if (call.partial_amount == Money() && forms == InputForms::tolerated) call.partial_amount.reset();
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

Result<Call> read_query(const Target& target, InputForms forms, Call (*read)(Reader, InputForms)) {
    Problems problems;
    const Json query = object_of(target);
    auto call = read(Reader(query, "", problems), forms);
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

Result<Call> read_refund(std::int64_t id, const HttpRequest& request, InputForms forms) {
    Json body;
    if (!request.body.empty()) {
        auto parsed = parse_json(request.body, {1u << 20, 16, false});
        if (!parsed) return parsed.error();
        body = std::move(*parsed);
    }
    Problems problems;
    auto call = refund({id}, body, forms, problems);
    return finish(std::move(call), problems);
}

Result<Call> unknown_path(const HttpRequest& request) {
    return Problem{Errc::not_found, request.method, "a path of the protocol", {}};
}

/// The paths that begin with "/customers".
Result<Call> get_customers(const HttpRequest& request, const Target& target, InputForms forms) {
    const auto& path = target.segments;
    if (path.size() == 1) return read_query(target, forms, list<ListCustomers>);
    if (path.size() == 2 && path[1] == "find") return read_query(target, forms, find_customer);
    const auto id = whole_number(path[1]);
    if (id && path.size() == 2) return Call(GetCustomer{{*id}});
    if (id && path.size() == 3 && path[2] == "tags") return Call(GetCustomerTags{{*id}});
    return unknown_path(request);
}

Result<Call> get_call(const HttpRequest& request, const Target& target, InputForms forms) {
    const auto& path = target.segments;
    if (path.size() == 1 && path[0] == "settings") return Call(GetSettings{});
    if (path.size() == 1 && path[0] == "tags") return Call(ListTags{});
    if (path.size() == 1 && path[0] == "operations") return read_query(target, forms, list<ListOperations>);
    if (!path.empty() && path[0] == "customers") return get_customers(request, target, forms);
    if (path.size() == 2 && path[0] == "operations")
        if (const auto id = whole_number(path[1])) return Call(GetOperation{{*id}});
    return unknown_path(request);
}

Result<Call> post_call(const HttpRequest& request, const Target& target, InputForms forms) {
    const auto& path = target.segments;
    if (path.size() == 3 && path[0] == "customers" && path[2] == "tags")
        if (const auto id = whole_number(path[1]))
            return read_body(request, [&](Reader in) { return set_tags({*id}, in); });
    if (path.size() == 2 && path[0] == "customers" && path[1] == "confirmation")
        return read_body(request, [&](Reader in) { return request_confirmation(in, forms); });
    if (path.size() == 3 && path[0] == "customers" && path[1] == "confirmation")
        return read_body(request, [&](Reader in) { return give_confirmation(path[2], in); });
    if (path.empty() || path[0] != "operations" || path.size() > 3) return unknown_path(request);
    if (path.size() == 1) return read_body(request, [&](Reader in) { return create_operation(in, forms); });
    if (path.size() == 3 && path[2] == "refund")
        if (const auto id = whole_number(path[1])) return read_refund(*id, request, forms);
    if (path.size() == 2 && path[1] == "calc")
        return read_body(request, [&](Reader in) { return calculate(in, forms); });
    if (path.size() == 2 && path[1] == "reward")
        return read_body(request, [&](Reader in) { return reward(in, forms); });
    if (path.size() == 2 && path[1] == "voucher")
        return read_body(request, [&](Reader in) { return voucher(in, forms); });
    return unknown_path(request);
}

}  // namespace

Result<Call> call_of(const HttpRequest& request, InputForms forms) {
    const auto target = parse_target(request.target);
    if (!target) return bad("target", "a path with valid escapes");
    if (request.method == "GET") return get_call(request, *target, forms);
    if (request.method == "POST") return post_call(request, *target, forms);
    return unknown_path(request);
}

}  // namespace tillpoints::loyalty
