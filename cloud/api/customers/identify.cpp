#include "cloud/api/customers/identify.hpp"

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/orders/order_quote.hpp"

namespace tillpoints::cloud {
namespace {

/// The customer whose code this is, and may be used now.
std::optional<ParticipantId> owner_of(RequestContext& context, const std::string& text) {
    if (const auto certificate = active_certificate(context, loyalty::ByCode{text}))
        return certificate->customer;
    if (const auto card = context.db.identifiers.find_card(text)) return card->customer;
    const auto code = context.db.identifiers.find_code(text);
    if (!code || code->used || code->order || code->expires <= context.now) return {};
    return code->customer;
}

/// A question looks at the customer; a purchase keeps others from changing what it is decided by.
enum class Hold { look, lock };

std::optional<CustomerRecord> customer_by_code(RequestContext& context, const std::string& text, Hold hold) {
    const auto owner = owner_of(context, text);
    if (!owner || hold == Hold::look) return owner ? context.db.customers.find(*owner) : std::nullopt;
    auto customer = context.db.customers.lock(*owner);
    // Before this one had the lock, another purchase may have used the code up, and it may be somebody else's
    // now.
    if (!context.db.is_alone() && owner_of(context, text) != owner) return {};
    return customer;
}

std::optional<CustomerRecord> customer_of(RequestContext& context, const loyalty::Identity& who, Hold hold) {
    auto& customers = context.db.customers;
    const bool lock = hold == Hold::lock;
    if (const auto* code = std::get_if<loyalty::ByCode>(&who))
        return customer_by_code(context, code->code, hold);
    if (const auto* uid = std::get_if<loyalty::ByUid>(&who))
        return lock ? customers.lock_by_uid(uid->uid) : customers.find_by_uid(uid->uid);
    const auto& phone = std::get<loyalty::ByPhone>(who).phone;
    return lock ? customers.lock_by_phone(phone) : customers.find_by_phone(phone);
}

std::optional<CardRecord> card_shown(RequestContext& context, const loyalty::Identity& who) {
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    return code ? context.db.identifiers.find_card(code->code) : std::nullopt;
}

Result<CustomerRecord> find_identified(RequestContext& context, const loyalty::Identity& who, Hold hold) {
    auto customer = customer_of(context, who, hold);
    if (!customer) return Problem{Errc::not_found, {}, {}, {}};
    const auto card = card_shown(context, who);
    if (customer->blocked || (card && card->blocked)) return Problem{Errc::participant_blocked, {}, {}, {}};
    apply_due_events(context, *customer);
    return *customer;
}

}  // namespace

Identification identification_of(RequestContext& context, const loyalty::Identity& who) {
    if (const auto certificate = active_certificate(context, who))
        return identification_of(context, *certificate);
    if (card_shown(context, who)) return Identification::card;
    static constexpr Identification identification[] = {Identification::code, Identification::uid,
                                                        Identification::phone};
    return identification[who.index()];
}

Result<CustomerRecord> identify(RequestContext& context, const loyalty::Identity& who) {
    auto customer = find_identified(context, who, Hold::look);
    if (customer && !customer->uid) return Problem{Errc::not_found, {}, {}, {}};
    return customer;
}

Result<CustomerRecord> identify_buyer(RequestContext& context, const loyalty::Identity& who) {
    auto customer = find_identified(context, who, Hold::lock);
    const auto* by_phone = std::get_if<loyalty::ByPhone>(&who);
    if (customer || !by_phone || customer.error().code != Errc::not_found) return customer;
    CustomerRecord phantom;
    phantom.phone = by_phone->phone;
    phantom.created = context.now;
    return phantom;
}

std::optional<OrderRecord> order_by_code(RequestContext& context, const loyalty::Identity& who) {
    const auto* by_code = std::get_if<loyalty::ByCode>(&who);
    const auto code = by_code ? context.db.identifiers.find_code(by_code->code) : std::nullopt;
    if (!code || !code->order || code->used || code->expires <= context.now) return {};
    auto order = context.db.orders.find(*code->order);
    if (!order || !next_stage(stage_of(*order), OrderAction::complete)) return {};
    return order;
}

}  // namespace tillpoints::cloud
