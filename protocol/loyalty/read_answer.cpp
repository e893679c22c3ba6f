#include <algorithm>
#include <limits>

#include "protocol/loyalty/read_values.hpp"
#include "protocol/loyalty/read_words.hpp"
#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

Problem not_the_cloud(std::string where, std::string found) {
    return {Errc::not_the_cloud, std::move(where), "an answer of the protocol", std::move(found)};
}

/// A word that this version does not know is read as a purchase.
FindType find_type(Reader& in) {
    Problems ignored;
    Reader words = in.tolerant(ignored);
    return maybe_word<FindType>(words, "type", find_type_words).value_or(FindType::purchase);
}

/// The protocol does not say whether this is a time or a duration; only a time is read.
std::optional<Timestamp> expires(Reader& in) {
    const Json* value = in.raw("expiresIn");
    return value && value->string() ? parse_timestamp(*value->string()) : std::nullopt;
}

/// Another cloud may mean something else by the member; what cannot be read is no rule.
std::optional<Points> read_confirm_above(Reader& in) {
    Problems ignored;
    Reader shown = in.tolerant(ignored);
    auto rule = shown.maybe_object("redemptionConfirmation");
    const auto above = rule ? rule->maybe_points("above") : std::nullopt;
    return above && *above >= Points() ? above : std::nullopt;
}

Confirmation read_confirmation(Reader& in) {
    return {in.text("id", 64), word<ConfirmBy>(in, "by", confirm_words), in.points("points"),
            in.time("expires"), in.flag("given", false)};
}

/// Reads the answer to a call. One overload for each kind of call, without a catch-all: a call that is added
/// does not compile before its answer can be read.
struct AnswerReader {
    Reader in;

    Answer operator()(const GetSettings&) { return read_settings(in); }
    Answer operator()(const CreateOperation&) { return read_own_operation(in); }
    Answer operator()(const GetOperation&) { return read_own_operation(in); }
    Answer operator()(const RefundOperation&) { return read_own_operation(in); }

    Answer operator()(const FindCustomer&) {
        Found found{read_customer(in.object("user")), in.maybe_text("code", 1024), find_type(in), {}};
        if (auto purchase = in.maybe_object("purchase")) found.purchase = read_calc(*purchase);
        found.confirm_above = read_confirm_above(in);
        return found;
    }

    Answer operator()(const Calculate&) {
        return Calculated{read_customer(in.object("user")), read_calc(in.object("purchase")),
                          read_confirm_above(in)};
    }

    Answer operator()(const ListOperations&) { return read_operations(in); }

    Answer operator()(const ListCustomers&) {
        CustomerPage page;
        in.each("rows", 1000, [&](Reader row) { page.rows.push_back(read_customer(row)); });
        page.cursor = in.maybe_text("cursor", 4096);
        return page;
    }

    Answer operator()(const GetCustomer&) { return read_customer(in); }
    Answer operator()(const GetCustomerTags&) { return TagList{read_tags(in, "rows")}; }
    Answer operator()(const SetCustomerTags&) { return TagList{read_tags(in, "rows")}; }
    Answer operator()(const ListTags&) { return TagList{read_tags(in, "rows")}; }

    Answer operator()(const RequestConfirmation&) { return read_confirmation(in); }
    Answer operator()(const GiveConfirmation&) { return read_confirmation(in); }

    Answer operator()(const Reward&) {
        return Accepted{in.integer("accepted", 0, std::numeric_limits<std::int64_t>::max())};
    }

    Answer operator()(const CreateVoucher&) {
        return Voucher{in.text("code", 1024),
                       in.maybe_text("qrCodeText", 1u << 16).value_or(""),
                       in.maybe_text("qrCode128", 1u << 20),
                       in.maybe_text("qrCode256", 1u << 20),
                       expires(in),
                       in.maybe_points("points").value_or(Points())};
    }
};

bool claims_json(const HttpAnswer& http) {
    const auto type = header_of(http.headers, "Content-Type");
    constexpr std::string_view json = "json";
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return type.empty() ||
           std::search(type.begin(), type.end(), json.begin(), json.end(), same) != type.end();
}

Result<Answer> read_success(const Call& call, const HttpAnswer& http) {
    if (!claims_json(http))
        return not_the_cloud("content-type", std::string(header_of(http.headers, "Content-Type")));
    const auto body = parse_json(http.body);
    if (!body) return not_the_cloud("body", "no JSON");
    Problems problems;
    Answer answer = std::visit(AnswerReader{Reader(*body, "", problems)}, call);
    if (!problems.empty())
        return Problem{Errc::not_the_cloud, problems.front().where, problems.front().expected,
                       problems.front().found};
    return answer;
}

std::vector<FieldError> read_field_errors(const Json& body) {
    std::vector<FieldError> errors;
    const Json* list = body.find("errors");
    if (!list || !list->items()) return errors;
    const auto text = [](const Json& item, std::string_view key) -> std::optional<std::string> {
        const Json* value = item.find(key);
        if (!value || value->is_null()) return {};
        return value->string() ? *value->string() : dump(*value);
    };
    for (const auto& item : *list->items()) {
        if (errors.size() == 50) break;
        errors.push_back({text(item, "errorCode").value_or(""), text(item, "message").value_or(""),
                          text(item, "field"), text(item, "value")});
    }
    return errors;
}

/// A refusal in the protocol's words, if the body is one.
std::optional<Refusal> read_refusal(const HttpAnswer& http) {
    if (!claims_json(http)) return {};
    const auto body = parse_json(http.body);
    const Json* code = body ? body->find("errorCode") : nullptr;
    if (!code || !code->string() || code->string()->empty()) return {};
    const Json* message = body->find("message");
    return Refusal{http.status, errc_of(http.status, *code->string()), *code->string(),
                   message && message->string() ? *message->string() : "", read_field_errors(*body)};
}

/// Whether the cloud may say 404 to a call. It never does to those that name no customer, operation or
/// cashier: then the path in base_url is wrong.
struct MayBeNotFound {
    bool operator()(const GetSettings&) const { return false; }
    bool operator()(const ListOperations&) const { return false; }
    bool operator()(const ListCustomers&) const { return false; }
    bool operator()(const ListTags&) const { return false; }
    bool operator()(const FindCustomer&) const { return true; }
    bool operator()(const Calculate&) const { return true; }
    bool operator()(const CreateOperation&) const { return true; }
    bool operator()(const GetOperation&) const { return true; }
    bool operator()(const RefundOperation&) const { return true; }
    bool operator()(const Reward&) const { return true; }
    bool operator()(const CreateVoucher&) const { return true; }
    bool operator()(const GetCustomer&) const { return true; }
    bool operator()(const GetCustomerTags&) const { return true; }
    bool operator()(const SetCustomerTags&) const { return true; }
    bool operator()(const RequestConfirmation&) const { return true; }
    bool operator()(const GiveConfirmation&) const { return true; }
};

}  // namespace

Result<Answer> answer_of(const Call& call, const HttpAnswer& http) {
    if (http.status >= 200 && http.status <= 299) return read_success(call, http);
    if (http.status < 400 || http.status > 599) return not_the_cloud("status", std::to_string(http.status));
    if (http.status == 404 && !std::visit(MayBeNotFound(), call))
        return not_the_cloud("status", "404: the path in base_url is wrong");
    if (auto refusal = read_refusal(http)) return Answer(std::move(*refusal));
    // A gateway may send these statuses with a body of its own. A 404 with another body is not the cloud's
    // statement about a customer or an operation.
    const bool gateway = http.status == 401 || http.status == 403 || http.status == 429 || http.status >= 500;
    if (gateway) return Answer(Refusal{http.status, errc_of(http.status, ""), "", "", {}});
    return not_the_cloud("body", "status " + std::to_string(http.status) + " without an errorCode");
}

}  // namespace tillpoints::loyalty
