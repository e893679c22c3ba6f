#include "cloud/api/digest.hpp"
#include "cloud/api/shop_name.hpp"
#include "cloud/card/card_call.hpp"
#include "cloud/messages/templates.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int cookie_days = 180;

loyalty::Language language_in(Reader& in, loyalty::Language otherwise) {
    const auto word = in.maybe_text("language", 2);
    const auto language = word ? language_named(*word) : std::nullopt;
    if (word && !language) in.fail("language", Errc::invalid_value, "ru, kk or en");
    return language.value_or(otherwise);
}

/// A phone that a subscriber may have; it is never repeated in an answer.
std::optional<Phone> phone_of(Reader& in) {
    auto phone = Phone::parse(in.text("phone", 32));
    if (!phone && in.problems().empty()) in.fail("phone", Errc::invalid_value, "a telephone number");
    return phone;
}

bool is_date(const std::string& text) {
    return text.size() == 10 && parse_timestamp(text + "T00:00:00Z");
}

Json session_view(CardCall& call, const std::optional<CardSession>& session,
                  const std::optional<CustomerRecord>& customer) {
    auto& context = call.context;
    return Json::object({{"shop", shop_name(context)},
                         {"currency", context.programme.currency},
                         {"language", name_of(call.settings.language)},
                         {"welcome", context.programme.welcome.count},
                         {"birthday", context.programme.birthday.has_value()},
                         {"hook", call.settings.messages.hook},
                         {"telegram", call.settings.telegram_link},
                         {"push", push_view(call.settings)},
                         {"wallets", wallets_view(call.settings)},
                         {"confirmation", context.programme.confirmation.has_value()},
                         {"confirmed", session.has_value()},
                         {"joined", customer.has_value()},
                         {"token", session ? Json(session->token) : Json()}});
}

}  // namespace

std::string_view cookie_name(const CardSettings& settings) {
    return settings.origin.scheme == "https" ? "__Host-tillpoints-card" : "tillpoints-card";
}

std::string card_cookie(const CardSettings& settings, const std::string& id) {
    auto text = session_cookie(cookie_name(settings), id, settings.origin.scheme == "https");
    // A card stays in the phone until it is not used for half a year.
    if (!id.empty()) text += "; Max-Age=" + std::to_string(cookie_days * 86'400);
    return text;
}

HttpAnswer show_session(CardCall& call, Reader) {
    return card_answer(session_view(call, call.session, call.customer));
}

HttpAnswer request_code(CardCall& call, Reader in) {
    const auto phone = phone_of(in);
    const auto language = language_in(in, call.settings.language);
    if (!in.problems().empty()) return wrong_input(in.problems());
    if (const auto wait = call.codes.request(call.context, *phone, call.address, language))
        return wait_first(*wait);
    return card_answer(Json::object({{"seconds", std::chrono::seconds(PhoneCodes::lifetime).count()}}));
}

HttpAnswer confirm_phone(CardCall& call, Reader in) {
    const auto phone = phone_of(in);
    const auto code = in.text("code", 6);
    if (!in.problems().empty()) return wrong_input(in.problems());
    const auto found = call.codes.check(call.context, *phone, call.address, code);
    if (found == PhoneCodes::Check::too_many) return wait_first(std::chrono::minutes(3));
    if (found == PhoneCodes::Check::wrong)
        return card_refusal(403, "wrong_code", "The code is wrong, or its five minutes or tries are over.");
    // Always a new one, so that an id that somebody else may know is worth nothing.
    if (call.session) call.context.db.cards.end_session(call.session->id);
    const auto id = random_hex(call.context.randomness, 32);
    const CardSession session{sha256_hex(id), phone->e164(), random_hex(call.context.randomness, 16),
                              call.context.now, call.context.now};
    call.context.db.cards.add_session(session);
    auto customer = call.context.db.customers.find_by_phone(*phone);
    if (customer && !customer->uid) customer.reset();
    auto answer = card_answer(session_view(call, session, customer));
    answer.headers.emplace_back("Set-Cookie", card_cookie(call.settings, id));
    return answer;
}

HttpAnswer join_programme(CardCall& call, Reader in) {
    JoinRequest asked;
    asked.name = in.text("name", 128);
    asked.birth_date = in.maybe_text("birth_date", 10);
    asked.invitation = in.maybe_text("invitation", 32).value_or("");
    asked.language = language_in(in, call.settings.language);
    const auto words = in.has("advertising") ? in.texts("advertising", 3) : std::vector<std::string>();
    for (const auto& word : words) {
        const auto channel = channel_named(word);
        if (!channel) in.fail("advertising", Errc::invalid_value, "app, hook or telegram");
        if (channel) asked.advertising.push_back(*channel);
    }
    if (asked.birth_date && !is_date(*asked.birth_date))
        in.fail("birth_date", Errc::invalid_value, "a date such as 1990-02-28");
    if (!in.problems().empty()) return wrong_input(in.problems());
    const auto phone = Phone::from_e164(call.session->phone);
    const auto joined = join(call.context, call.settings.messages, call.codes, *phone, asked);
    if (!joined && joined.error().code == Errc::not_found)
        return card_refusal(409, "unknown_invitation", "This invitation is not known here.");
    if (!joined) return card_refusal(409, "joined_already", "The phone is registered already.");
    return card_answer(session_view(call, call.session, *joined));
}

HttpAnswer sign_out(CardCall& call, Reader) {
    call.context.db.cards.end_session(call.session->id);
    auto answer = card_answer(session_view(call, {}, {}));
    answer.headers.emplace_back("Set-Cookie", card_cookie(call.settings, ""));
    return answer;
}

HttpAnswer leave_programme(CardCall& call, Reader) {
    leave(call.context, call.codes, *call.customer);
    auto answer = card_answer(session_view(call, {}, {}));
    answer.headers.emplace_back("Set-Cookie", card_cookie(call.settings, ""));
    return answer;
}

}  // namespace tillpoints::cloud
