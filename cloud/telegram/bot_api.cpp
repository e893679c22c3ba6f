#include "cloud/telegram/bot_api.hpp"

#include <algorithm>

#include "cloud/telegram/texts.hpp"
#include "protocol/decimal.hpp"
#include "protocol/json.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::Language;

constexpr int picture_scale = 10;
constexpr std::string_view boundary = "----tillpoints-f3a1c6b0d9e24875";

Json button(std::string_view text) {
    return Json::object({{"text", text}});
}

Json menu(Language language) {
    const auto row = [&](BotCommand left, BotCommand right) {
        return Json(Json::Array{button(button_of(left, language)), button(button_of(right, language))});
    };
    return Json::object(
        {{"keyboard", Json::Array{row(BotCommand::card, BotCommand::balance),
                                  row(BotCommand::history, BotCommand::certificates),
                                  row(BotCommand::invite, BotCommand::offers),
                                  row(BotCommand::shops, BotCommand::language),
                                  Json(Json::Array{button(button_of(BotCommand::stop, language))})}},
         {"resize_keyboard", true},
         {"is_persistent", true}});
}

Json contact_button(Language language) {
    auto share = button(bot_texts().share_contact.in(language));
    share.set("request_contact", true);
    return Json::object({{"keyboard", Json::Array{Json(Json::Array{std::move(share)})}},
                         {"resize_keyboard", true},
                         {"one_time_keyboard", true}});
}

Json language_buttons() {
    Json row = Json::array();
    for (const auto language : {Language::russian, Language::kazakh, Language::english})
        row.push(button(own_name(language)));
    return Json::object({{"keyboard", Json::Array{std::move(row)}}, {"resize_keyboard", true}});
}

/// Five buttons under a message.
Json star_buttons(const std::string& operation) {
    Json row = Json::array();
    for (int stars = 1; stars <= 5; ++stars)
        row.push(Json::object({{"text", std::to_string(stars) + " \u2605"},
                               {"callback_data", "rate:" + operation + ":" + std::to_string(stars)}}));
    return Json::object({{"inline_keyboard", Json::Array{std::move(row)}}});
}

std::string value_of(const MessageRecord& record, const char* name) {
    const auto found = record.values.find(name);
    return found == record.values.end() ? std::string() : found->second;
}

std::optional<Json> keyboard_of(const MessageRecord& record) {
    if (record.template_name == "rate") return star_buttons(value_of(record, "operation"));
    const auto keyboard = value_of(record, "keyboard");
    if (keyboard == "menu") return menu(record.language);
    if (keyboard == "contact") return contact_button(record.language);
    if (keyboard == "languages") return language_buttons();
    return {};
}

std::string part(std::string_view name, std::string_view more, std::string_view content) {
    return "--" + std::string(boundary) + "\r\nContent-Disposition: form-data; name=\"" + std::string(name) +
           "\"" + std::string(more) + "\r\n\r\n" + std::string(content) + "\r\n";
}

HttpRequest send_photo(const std::string& token, const MessageRecord& record, const std::string& text,
                       const std::string& picture) {
    auto body = part("chat_id", "", record.address) + part("caption", "", text);
    if (const auto keyboard = keyboard_of(record)) body += part("reply_markup", "", dump(*keyboard));
    body += part("photo", "; filename=\"card.png\"\r\nContent-Type: image/png", picture);
    body += "--" + std::string(boundary) + "--\r\n";
    return {"POST",
            "/bot" + token + "/sendPhoto",
            {{"Content-Type", "multipart/form-data; boundary=" + std::string(boundary)}},
            std::move(body)};
}

Json chat_id(const MessageRecord& record) {
    return Json::Number{record.address};
}

/// The wait that a 429 tells, within what is sensible.
std::chrono::seconds retry_after(const OutboundOutcome& outcome) {
    const auto body = parse_json(outcome.answer->body);
    const auto* parameters = body ? body->find("parameters") : nullptr;
    const auto* after = parameters ? parameters->find("retry_after") : nullptr;
    const auto seconds =
        after && after->number() ? parse_decimal(after->number()->digits, 0, Rounding::exact) : std::nullopt;
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds.value_or(5), 1, 3600));
}

/// The API's own words; they name no token.
std::string description_in(const OutboundOutcome& outcome) {
    const auto body = parse_json(outcome.answer->body);
    const auto* text = body ? body->find("description") : nullptr;
    const auto words =
        text && text->string() ? text->string()->substr(0, 200) : std::string("no description");
    return "Telegram answered " + std::to_string(outcome.answer->status) + ": " + words;
}

std::string conflict_in(const OutboundOutcome& outcome) {
    const auto told = description_in(outcome);
    const bool webhook = told.find("webhook") != std::string::npos;
    return (webhook ? "another program has set a webhook for this bot, so that it cannot be polled: end it "
                      "there, "
                      "or call deleteWebhook. "
                    : "another program polls for this bot: stop it. ") +
           told;
}

bool is_ok(const OutboundOutcome& outcome) {
    if (!outcome.answer || outcome.answer->status != 200) return false;
    const auto body = parse_json(outcome.answer->body);
    const auto* ok = body ? body->find("ok") : nullptr;
    return ok && ok->boolean() && *ok->boolean();
}

}  // namespace

HttpRequest bot_call(const std::string& token, const std::string& method, const Json& body) {
    return {"POST", "/bot" + token + "/" + method, {{"Content-Type", "application/json"}}, dump(body)};
}

Json handled_updates() {
    return Json(Json::Array{"message", "callback_query", "my_chat_member"});
}

HttpRequest get_updates(const std::string& token, std::int64_t offset, std::chrono::seconds wait) {
    auto body = Json::object({{"timeout", wait.count()}, {"allowed_updates", handled_updates()}});
    if (offset != 0) body.set("offset", offset);
    return bot_call(token, "getUpdates", body);
}

HttpRequest send_request(const std::string& token, const MessageRecord& record, const std::string& text) {
    if (const auto call = value_of(record, "button"); !call.empty())
        return bot_call(token, "answerCallbackQuery",
                        Json::object({{"callback_query_id", call}, {"text", text}}));
    const auto code = value_of(record, "qr");
    const auto picture = code.empty() ? std::nullopt : qr_code_of(code);
    if (picture) return send_photo(token, record, text, qr_as_png(*picture, picture_scale));
    auto body = Json::object({{"chat_id", chat_id(record)}, {"text", text}});
    if (auto keyboard = keyboard_of(record)) body.set("reply_markup", std::move(*keyboard));
    return bot_call(token, "sendMessage", body);
}

SendOutcome send_outcome(const OutboundOutcome& outcome) {
    using Kind = SendOutcome::Kind;
    if (!outcome.answer) return {outcome.reached ? Kind::unclear : Kind::unsent, {}, outcome.what};
    if (is_ok(outcome)) return {Kind::taken, {}, {}};
    const auto status = outcome.answer->status;
    if (status == 429) return {Kind::busy, retry_after(outcome), description_in(outcome)};
    const bool refused = status >= 300 && status < 500;
    return {refused ? Kind::refused : Kind::unclear, {}, description_in(outcome)};
}

bool is_blocked(const OutboundOutcome& outcome) {
    return outcome.answer && outcome.answer->status == 403;
}

std::optional<PollTrouble> poll_trouble(const OutboundOutcome& outcome, int failures) {
    using namespace std::chrono_literals;
    if (is_ok(outcome)) return {};
    const auto growing = std::min<std::chrono::milliseconds>(30s, 500ms * (1 << std::min(failures, 6)));
    if (!outcome.answer) return PollTrouble{growing, outcome.what};
    switch (outcome.answer->status) {
        case 409:
            return PollTrouble{std::max<std::chrono::milliseconds>(growing, 5s), conflict_in(outcome)};
        case 401:
        case 404:
            return PollTrouble{60s, "the bot's token is not right. " + description_in(outcome)};
        case 429:
            return PollTrouble{retry_after(outcome), description_in(outcome)};
        default:
            return PollTrouble{growing, description_in(outcome)};
    }
}

}  // namespace tillpoints::cloud
