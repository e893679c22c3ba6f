#include "plugin/session/parts.hpp"

namespace tillpoints::session {
namespace {

/// The cashier's id with the characters the cloud accepts, which are [A-Za-z0-9_-] only.
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

OutboxEntry redemption_entry(const Session& session, Money rounding, const StepContext& context) {
    const Quote& quote = *session.quote;
    OutboxEntry entry;
    entry.id = entry_id_for(session.receipt, session.attempts);
    entry.receipt = session.receipt;
    entry.customer = context.customer_key;
    entry.created = context.now;
    loyalty::CreateOperation operation;
    operation.who = identity_of(*session.customer);
    operation.nonce = Nonce(context.fresh_nonce);
    operation.cashier = cashier_of(session);
    operation.total = quote.sent_total - rounding;
    operation.cash = operation.total - quote.discount;
    operation.points = quote.granted;
    if (session.confirmation && session.confirmation->given && !quote.offline)
        operation.confirmation = session.confirmation->id;
    if (quote.skip_total > Money()) operation.skip_loyalty_total = quote.skip_total;
    if (quote.unredeemable_total > Money()) operation.unredeemable_total = quote.unredeemable_total;
    entry.body = PurchaseEntry{std::move(operation)};
    return entry;
}

JournalNote pricing_note(const Session& session, const StepContext& context) {
    constexpr std::size_t longest = 8'000;
    const auto& rules = context.config->rules;
    const auto receipt = pricing::assess(session.cart, rules);
    const Quote& quote = *session.quote;
    const auto allocation = quote.tender > Money() ? pricing::tender(receipt, quote.discount)
                                                   : pricing::allocate(receipt, quote.discount,
                                                                       session.capabilities.split, rules);
    JournalNote note{"priced", ""};
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

Step redeem(Session session, Money rounding, const StepContext& context) {
    session.attempts += 1;
    session.quote->offline = false;  // the quote may have been made offline, but the cloud is asked now
    OutboxEntry entry = redemption_entry(session, rounding, context);
    session.redemption = Redemption{entry.id,
                                    session.quote->id,
                                    session.quote->granted,
                                    std::get<PurchaseEntry>(entry.body).operation.total,
                                    false,
                                    false};
    session.waiting = PendingQuestion::redemption;
    std::vector<Action> actions{StoreEntry{std::move(entry), true}, pricing_note(session, context)};
    limits::Changes changes;
    count_redemption(session, context, changes);
    if (!changes.empty()) actions.push_back(UpdateLimits{std::move(changes)});
    return {std::move(session), std::move(actions)};
}

}  // namespace tillpoints::session
