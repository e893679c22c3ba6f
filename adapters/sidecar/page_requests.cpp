#include "adapters/sidecar/page_requests.hpp"

#include <algorithm>
#include <array>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/pin.hpp"
#include "adapters/sidecar/request_parts.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::size_t longest_page_event = 64u << 10;
/// A browser keeps the first one to the exact host, and sends it over TLS only.
constexpr const char* secure_cookie = "__Host-tillpoints";
constexpr const char* plain_cookie = "tillpoints";

constexpr std::array page_events{"receipt_opened",     "customer_presented",     "customer_removed",
                                 "discount_requested", "confirmation_requested", "payment_started",
                                 "payment_abandoned",  "print_requested",        "receipt_closed",
                                 "receipt_cancelled",  "return_closed",          "shift_closed"};
constexpr std::array decisions{"retry",
                               "edit",
                               "write_off",
                               "cancel",
                               "receipt_closed",
                               "receipt_closed_at_full_price",
                               "receipt_cancelled"};

std::string_view cookie_of(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto part = header.substr(0, header.find(';'));
        header = part.size() == header.size() ? std::string_view() : header.substr(part.size() + 1);
        const auto begin = std::min(part.find_first_not_of(' '), part.size());
        const auto equals = part.find('=');
        if (equals != std::string_view::npos && part.substr(begin, equals - begin) == name)
            return part.substr(equals + 1);
    }
    return {};
}

template <class List>
bool has_word(const List& list, const std::string& word) {
    return std::any_of(list.begin(), list.end(), [&](const char* each) { return word == each; });
}

/// %XX and + of a query.
std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const auto digits = text.substr(i + 1, 2);
        const auto value = [](char c) {
            const auto place = std::string_view("0123456789abcdef")
                                   .find(static_cast<char>(c | ('A' <= c && c <= 'F' ? 32 : 0)));
            return place == std::string_view::npos ? -1 : static_cast<int>(place);
        };
        if (digits.size() != 2 || value(digits[0]) < 0 || value(digits[1]) < 0) return {};
        out += static_cast<char>(value(digits[0]) * 16 + value(digits[1]));
        i += 2;
    }
    return out;
}

}  // namespace

std::string session_cookie(const HttpRequest& request) {
    const auto header = header_of(request.headers, "Cookie");
    const auto secure = cookie_of(header, secure_cookie);
    return std::string(secure.empty() ? cookie_of(header, plain_cookie) : secure);
}

std::string cookie_text(const Listener& listener, const std::string& id) {
    const bool secure = listener.scheme == "https";
    return std::string(secure ? secure_cookie : plain_cookie) + "=" + id +
           "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "") +
           (id.empty() ? "; Max-Age=0" : "");
}

bool is_navigation(const HttpRequest& head) {
    return head.method == "GET" && header_of(head.headers, "Sec-Fetch-Mode") == "navigate" &&
           header_of(head.headers, "Sec-Fetch-Dest") == "document";
}

HttpAnswer not_signed_in() {
    return error_answer(401, "not_signed_in", "Nobody is signed in here, or the session has ended. Sign in.");
}

HttpAnswer wrong_method(std::string_view right) {
    auto answer = error_answer(405, "wrong_method", "This path takes " + std::string(right) + ".");
    answer.headers.emplace_back("Allow", right);
    return answer;
}

std::optional<HttpAnswer> refusal_of_page_body(const HttpRequest& head) {
    if (!header_of(head.headers, "Content-Type").starts_with("application/json"))
        return error_answer(415, "wrong_type", "Send JSON, with Content-Type: application/json.");
    const auto length = whole_number(header_of(head.headers, "Content-Length"));
    if (!length) return error_answer(411, "no_length", "State the length of the body in Content-Length.");
    if (*length > max_page_request)
        return error_answer(413, "too_large",
                            "At most " + std::to_string(max_page_request) + " bytes are taken.");
    return {};
}

std::optional<std::string> text_member(const Json& body, const char* name) {
    if (!body.is_object()) return {};
    const auto found = body.find(name);
    if (found == body.end() || !found->is_string()) return {};
    return found->get<std::string>();
}

std::optional<ReceiptQuery> receipt_query(const Json& body) {
    ReceiptQuery query;
    for (const auto& [name, value] : body.items()) {
        if (name == "number" && value.is_number_unsigned())
            query.number = value.get<std::int64_t>();
        else if (name == "unfinished" && value.is_boolean())
            query.unfinished = value.get<bool>();
        else if (name == "day" && value.is_string())
            query.day = value.get<std::string>();
        else if (name == "receipt_id" && value.is_string())
            query.receipt = value.get<std::string>();
        else if (name == "phone" && value.is_string())
            query.phone = value.get<std::string>();
        else if (name == "shift" && value.is_string())
            query.shift = value.get<std::string>();
        else
            return {};
    }
    return query;
}

std::optional<Json> command_of(const Json& body, const std::string& by) {
    const auto action = text_member(body, "action");
    const auto reason = text_member(body, "reason");
    if (!action || !has_word(decisions, *action) || !reason || reason->empty()) return {};
    Json command{{"action", *action}, {"by", by}, {"reason", *reason}};
    const bool of_receipt = action->starts_with("receipt_");
    const auto* subject = of_receipt ? "receipt_id" : "number";
    if (!text_member(body, subject)) return {};
    command[subject] = body[subject];
    if (*action == "edit") {
        if (!text_member(body, "phone")) return {};
        command["phone"] = body["phone"];
    }
    if (text_member(body, "id")) command["id"] = body["id"];
    return command;
}

std::optional<HttpAnswer> refusal_of_page_event(const std::string& event, const std::string& employee,
                                                const std::string& open_shift) {
    const auto json = event.size() > longest_page_event ? Json() : Json::parse(event, nullptr, false);
    const auto name = text_member(json, "event");
    if (!name || !has_word(page_events, *name))
        return error_answer(403, "not_of_pages", "This is no event that a page may submit.");
    if (open_shift.empty() && (*name == "receipt_opened" || *name == "shift_closed"))
        return error_answer(409, "no_shift", "Your shift is not open. Open it first.");
    if (*name == "shift_closed" && text_member(json, "shift") != open_shift)
        return error_answer(403, "other_shift", "This is not your open shift. Load the page again.");
    if (*name == "receipt_opened") {
        const auto cashier = json.find("cashier");
        const bool own = cashier != json.end() && text_member(*cashier, "id") == employee &&
                         text_member(json, "shift") == open_shift;
        if (!own)
            return error_answer(403, "other_shift",
                                "The receipt names another cashier or shift. Load the page again.");
    }
    return {};
}

std::optional<std::string> closed_shift(const std::string& event, const std::string& reply) {
    if (event.find("shift_closed") == std::string::npos) return {};
    const auto json = Json::parse(event, nullptr, false);
    if (text_member(json, "event") != "shift_closed") return {};
    if (text_member(Json::parse(reply, nullptr, false), "status") != "ok") return {};
    return text_member(json, "shift");
}

HttpAnswer qr_answer(const HttpRequest& request) {
    const auto text = decoded(parameter_of(request, "text").value_or(""));
    const auto code = text && !text->empty() ? qr_code_of(*text) : std::nullopt;
    if (!code) return error_answer(404, "no_qr_code", "A QR code holds 1 to 106 bytes here.");
    return {200,
            {{"Content-Type", "image/svg+xml"},
             {"Cache-Control", "private, max-age=3600"},
             {"X-Content-Type-Options", "nosniff"},
             {"Content-Security-Policy", "default-src 'none'"}},
            qr_as_svg(*code)};
}

const std::string& hash_of_nobody() {
    static const std::string hash = hash_pin("0");
    return hash;
}

}  // namespace tillpoints::sidecar
