#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

/// The cloud takes [A-Za-z0-9_-] only.
std::string external_id(std::string_view id) {
    std::string out;
    for (const char c : id) {
        const bool allowed = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             c == '_' || c == '-';
        out += allowed ? c : '_';
    }
    return out;
}

}  // namespace

Fact redemption_fact(const Session& session, Money rounding, const Surroundings& around) {
    const Quote& quote = *session.quote;
    Fact fact;
    fact.id = fact_id_for(session.receipt, session.attempts);
    fact.receipt = session.receipt;
    fact.customer = around.customer_key;
    fact.created = around.now;
    loyalty::CreateOperation operation;
    operation.who = identity_of(*session.customer);
    operation.nonce = Nonce(around.fresh_nonce);
    operation.cashier = cashier_of(session);
    operation.total = quote.sent_total - rounding;
    operation.cash = operation.total - quote.discount;
    operation.points = quote.granted;
    if (quote.skip_total > Money()) operation.skip_loyalty_total = quote.skip_total;
    if (quote.unredeemable_total > Money()) operation.unredeemable_total = quote.unredeemable_total;
    fact.body = PurchaseFact{std::move(operation)};
    return fact;
}

Note why(const Session& session, const Surroundings& around) {
    constexpr std::size_t longest = 8'000;
    const auto& rules = around.config->rules;
    const auto receipt = pricing::assess(session.cart, rules);
    const Quote& quote = *session.quote;
    const auto allocation = quote.tender > Money() ? pricing::tender(receipt, quote.discount)
                                                   : pricing::allocate(receipt, quote.discount,
                                                                       session.capabilities.split, rules);
    Note note{"priced", ""};
    for (const auto& line : allocation.explanation) {
        if (note.detail.size() > longest) return note.detail += "; ...", note;
        note.detail += (note.detail.empty() ? "" : "; ") + line.id.text + ": " + line.reason;
    }
    return note;
}

std::optional<loyalty::Cashier> cashier_of(const Session& session) {
    if (session.cashier.id.empty()) return {};
    return loyalty::Cashier{external_id(session.cashier.id), session.cashier.name};
}

Step redeem(Session session, Money rounding, const Surroundings& around) {
    session.attempts += 1;
    session.quote->offline = false;  // offered without the cloud, perhaps, but it is asked
    Fact fact = redemption_fact(session, rounding, around);
    session.redemption = Redemption{fact.id,
                                    session.quote->id,
                                    session.quote->granted,
                                    std::get<PurchaseFact>(fact.body).operation.total,
                                    false,
                                    false};
    session.waiting = Waiting::redemption;
    std::vector<Action> actions{StoreFact{std::move(fact), true}, why(session, around)};
    limits::Changes changes;
    count_redemption(session, around, changes);
    if (!changes.empty()) actions.push_back(Enter{std::move(changes)});
    return {std::move(session), std::move(actions)};
}

}  // namespace tillpoints::session
