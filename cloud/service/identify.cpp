#include "cloud/service/identify.hpp"

#include "cloud/service/catch_up.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/order_view.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<CustomerRecord> behind_code(Desk& desk, const std::string& text) {
    if (const auto certificate = living_certificate(desk, loyalty::ByCode{text}))
        return desk.books.customer(certificate->customer);
    if (const auto card = desk.books.card(text)) return desk.books.customer(card->customer);
    const auto code = desk.books.code(text);
    if (!code || code->used || code->order || code->expires <= desk.now) return {};
    return desk.books.customer(code->customer);
}

std::optional<CardRecord> card_shown(Desk& desk, const loyalty::Identity& who) {
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    return code ? desk.books.card(code->code) : std::nullopt;
}

Result<CustomerRecord> known(Desk& desk, const loyalty::Identity& who) {
    std::optional<CustomerRecord> customer;
    if (const auto* code = std::get_if<loyalty::ByCode>(&who)) customer = behind_code(desk, code->code);
    if (const auto* uid = std::get_if<loyalty::ByUid>(&who)) customer = desk.books.customer_by_uid(uid->uid);
    if (const auto* phone = std::get_if<loyalty::ByPhone>(&who))
        customer = desk.books.customer_by_phone(phone->phone);
    if (!customer) return Problem{Errc::not_found, {}, {}, {}};
    const auto card = card_shown(desk, who);
    if (customer->blocked || (card && card->blocked)) return Problem{Errc::participant_blocked, {}, {}, {}};
    catch_up(desk, *customer);
    return *customer;
}

}  // namespace

Means means_of(Desk& desk, const loyalty::Identity& who) {
    if (const auto certificate = living_certificate(desk, who)) return means_of(desk, *certificate);
    if (card_shown(desk, who)) return Means::card;
    static constexpr Means means[] = {Means::code, Means::uid, Means::phone};
    return means[who.index()];
}

Result<CustomerRecord> identify(Desk& desk, const loyalty::Identity& who) {
    auto customer = known(desk, who);
    if (customer && !customer->uid) return Problem{Errc::not_found, {}, {}, {}};
    return customer;
}

Result<CustomerRecord> identify_buyer(Desk& desk, const loyalty::Identity& who) {
    auto customer = known(desk, who);
    const auto* by_phone = std::get_if<loyalty::ByPhone>(&who);
    if (customer || !by_phone || customer.error().code != Errc::not_found) return customer;
    CustomerRecord phantom;
    phantom.phone = by_phone->phone;
    phantom.created = desk.now;
    return phantom;
}

std::optional<OrderRecord> order_behind(Desk& desk, const loyalty::Identity& who) {
    const auto* by_code = std::get_if<loyalty::ByCode>(&who);
    const auto code = by_code ? desk.books.code(by_code->code) : std::nullopt;
    if (!code || !code->order || code->used || code->expires <= desk.now) return {};
    auto order = desk.books.order(*code->order);
    if (!order || !next_stage(stage_of(*order), OrderAction::complete)) return {};
    return order;
}

}  // namespace tillpoints::cloud
