#include "cloud/backoffice/customer_calls.hpp"

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/guesses/guesses.hpp"
#include "cloud/api/operations/voucher.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view card_kinds[] = {"telegram", "wallet", "plastic"};
constexpr std::string_view certificate_states[] = {"active", "used", "lapsed"};

HttpAnswer customer_not_found() {
    return backoffice_refusal(Problem{Errc::not_found, "customer", "a registered one", {}});
}

HttpAnswer too_many_failed(std::chrono::seconds wait) {
    auto answer = backoffice_refusal(
        429, Problems{Problem{Errc::too_many_requests, "code", "no more failed look-ups for now", {}}});
    answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    return answer;
}

Json json(const CertificateRecord& record) {
    return Json::object({{"code", record.code},
                         {"points", decimal(record.nominal)},
                         {"from", to_text(record.valid_from)},
                         {"to", to_text(record.valid_to)},
                         {"state", certificate_states[static_cast<std::size_t>(record.state)]}});
}

Json json(const CardRecord& card) {
    return Json::object({{"code", card.code},
                         {"kind", card_kinds[static_cast<std::size_t>(card.kind)]},
                         {"blocked", card.blocked}});
}

}  // namespace

HttpAnswer add_customer(RequestContext& context, Reader in) {
    NewCustomer newcomer;
    newcomer.name = in.text("name");
    newcomer.phone = phone_in(in);
    newcomer.birth_date = in.maybe_text("birth_date", 32);
    if (auto inviter = in.maybe_text("inviter")) newcomer.inviter = CustomerUid(std::move(*inviter));
    newcomer.promo_code = in.maybe_text("promo_code", 32);
    if (newcomer.birth_date &&
        (newcomer.birth_date->size() != 10 || !parse_timestamp(*newcomer.birth_date + "T00:00:00Z")))
        in.fail("birth_date", Errc::invalid_value, "a date such as 1990-02-28");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto record = register_customer(context, newcomer);
    if (!record) return backoffice_refusal(record.error());
    return backoffice_answer(200,
                             Json::object({{"uid", record->uid->text},
                                           {"participant", shown_id(record->id).value},
                                           {"phone", record->phone ? Json(record->phone->e164()) : Json()},
                                           {"code", issue_code(context, record->id).code}}));
}

HttpAnswer show_one_customer(RequestContext& context, Reader in) {
    const auto record = customer_in(context, in);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!record) return backoffice_refusal(Problem{Errc::not_found, "customer", "one who is known", {}});
    apply_due_events(context, *record);
    const auto totals = context.db.customers.totals(record->id);
    const auto& tier = tier_of(context, totals);
    Json cards = Json::array();
    for (const auto& card : context.db.identifiers.cards_of(record->id)) cards.push(json(card));
    Json certificates = Json::array();
    for (const auto& one : context.db.promotions.certificates_of(record->id)) certificates.push(json(one));
    const auto inviter = record->inviter ? context.db.customers.find(*record->inviter) : std::nullopt;
    return backoffice_answer(
        200, Json::object({{"uid", record->uid ? Json(record->uid->text) : Json()},
                           {"participant", shown_id(record->id).value},
                           {"name", record->name},
                           {"phone", record->phone ? Json(record->phone->e164()) : Json()},
                           {"birth_date", record->birth_date ? Json(*record->birth_date) : Json()},
                           {"source", record->source ? Json(*record->source) : Json()},
                           {"inviter", inviter && inviter->uid ? Json(inviter->uid->text) : Json()},
                           {"blocked", record->blocked},
                           {"tier", tier.name},
                           {"points", decimal(totals.balance)},
                           {"spent", decimal(totals.cash_spent)},
                           {"purchases", totals.purchases - totals.full_refunds},
                           {"invited", totals.invited},
                           {"invited_who_bought", totals.effective_invited},
                           {"cards", std::move(cards)},
                           {"certificates", std::move(certificates)}}));
}

HttpAnswer import_customers(RequestContext& context, Reader in) {
    std::int64_t imported = 0;
    std::int64_t known = 0;
    std::int64_t departed = 0;
    std::vector<std::pair<std::string, Phone>> contacts;
    in.each("contacts", 10'000, [&](Reader one) {
        const auto name = one.maybe_text("name").value_or("");
        const auto phone = phone_in(one);
        if (!one.has("phone")) one.fail("phone", Errc::missing_field, "a phone number");
        if (phone) contacts.emplace_back(name, *phone);
    });
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    for (const auto& [name, phone] : contacts) {
        const auto outcome = import_contact(context, name, phone);
        ++(outcome == ImportedContact::added   ? imported
           : outcome == ImportedContact::known ? known
                                               : departed);
    }
    return backoffice_answer(
        200, Json::object({{"imported", imported}, {"known", known}, {"departed", departed}}));
}

HttpAnswer block_customer(RequestContext& context, Reader in) {
    auto record = customer_in(context, in);
    const auto blocked = in.flag("blocked", true);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (record) record = context.db.customers.lock(record->id);
    if (!record) return customer_not_found();
    record->blocked = blocked;
    context.db.customers.update(*record);
    return backoffice_answer(
        200, Json::object({{"participant", shown_id(record->id).value}, {"blocked", blocked}}));
}

HttpAnswer add_code(RequestContext& context, Reader in) {
    const auto customer = customer_in(context, in);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!customer || !customer->uid) return customer_not_found();
    const auto code = issue_code(context, customer->id);
    return backoffice_answer(200, Json::object({{"code", code.code},
                                                {"expires", to_text(code.expires)},
                                                {"qr_svg", qr_as_svg(*qr_code_of(code.code))}}));
}

HttpAnswer add_card(RequestContext& context, Reader in) {
    const auto customer = customer_in(context, in);
    const auto kind = in.one_of("kind", {"telegram", "wallet", "plastic"});
    const auto code = in.maybe_text("code", 64);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!customer || !customer->uid) return customer_not_found();
    const auto card = issue_card(context, customer->id, static_cast<CardKind>(kind), code);
    if (!card) return backoffice_refusal(card.error());
    auto answer = json(*card);
    answer.set("qr_svg", qr_as_svg(*qr_code_of(card->code)));
    return backoffice_answer(200, answer);
}

HttpAnswer block_card(RequestContext& context, Reader in) {
    const auto code = in.text("code", 64);
    const auto blocked = in.flag("blocked", true);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!context.db.identifiers.find_card(code))
        return backoffice_refusal(Problem{Errc::not_found, "code", "a card's", code});
    context.db.identifiers.block_card(code, blocked);
    return backoffice_answer(200, json(*context.db.identifiers.find_card(code)));
}

HttpAnswer add_certificate(RequestContext& context, Reader in) {
    const auto customer = customer_in(context, in);
    const auto points = in.maybe_points("points");
    const auto days = in.maybe_integer("days", 1, 3650);
    if (points.has_value() != days.has_value())
        in.fail("days", Errc::missing_field, "points and days, or neither");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!customer || !customer->uid) return customer_not_found();
    const auto record = points ? issue_certificate(context, customer->id, *points, std::chrono::days(*days))
                               : issue_birthday_certificate(context, *customer);
    if (!record) return backoffice_refusal(409, Problems{record.error()});
    return backoffice_answer(200, json(*record));
}

HttpAnswer collect_printed_voucher(RequestContext& context, Reader in) {
    const auto code = in.text("code");
    const auto customer = customer_in(context, in);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (!customer || !customer->uid) return customer_not_found();
    const Guesser office{true, {}};
    const loyalty::Identity guess = loyalty::ByCode{code};
    if (const auto wait = wait_before_lookup(context, office, guess)) return too_many_failed(*wait);
    const auto points = collect_voucher(context, code, customer->id);
    if (!points) {
        count_failed_lookup(context, office, guess);
        return backoffice_refusal(points.error());
    }
    return backoffice_answer(200, Json::object({{"points", decimal(*points)}}));
}

HttpAnswer add_tag(RequestContext& context, Reader in) {
    const auto name = in.text("name", 64);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto tag = context.db.tags.find_or_add(name);
    return backoffice_answer(200, Json::object({{"id", tag.id}, {"name", tag.name}}));
}

}  // namespace tillpoints::cloud
