#pragma once
#include "plugin/pricing/allocate.hpp"
#include "plugin/pricing/rules.hpp"
#include "plugin/session/step.hpp"

/// The parts `next` is made of, one file for each stage of a receipt.
namespace tillpoints::session {

// presenting.cpp: who is this?
Step present(Session session, const till::CustomerPresented& event, const StepContext& context);
Step presented(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step remove_customer(Session session);
loyalty::Identity identity_of(const Customer& customer);
bool will_award(const Session& session, const StepContext& context);

// quoting.cpp: what may be redeemed, and what do the prices become?
Step request_discount(Session session, const till::DiscountRequested& event, const StepContext& context);
Step limit_known(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step offer(Session session, const StepContext& context);
Limit limit_of(const loyalty::PurchaseCalc& calc);
Quote quote_for(const Session& session, const till::RequestedPoints& requested, const StepContext& context);
Points expected_cashback(const Customer& customer, Money cash, Money skip);

// paying.cpp: redeem, or take back.
Step start_payment(Session session, const till::PaymentStarted& event, const StepContext& context);
Step redemption_outcome(Session session, const EntryUpdate& entry_outcome, const StepContext& context);
Step requoted(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step abandon(Session session, const StepContext& context);
/// The offer no longer stands; it is kept only to be recognised on paper.
void retract_quote(Session& session);
/// Gives up the attempt the receipt stands on: it will be taken back, a code must be shown anew.
void withdraw_redemption(Session& session, std::vector<Action>& actions);

// redeeming.cpp: the attempt as an entry.
OutboxEntry redemption_entry(const Session& session, Money rounding, const StepContext& context);
/// The answer to the owner's question "why this price?", kept in the journal.
JournalNote why(const Session& session, const StepContext& context);
Step redeem(Session session, Money rounding, const StepContext& context);
std::optional<loyalty::Cashier> cashier_of(const Session& session);

// promising.cpp: without the cloud, on the shop's credit.
/// The shop and the programme let this customer spend points that the cloud has not been asked for.
bool may_redeem_offline(const Session& session, const StepContext& context);
/// The answer to a discount asked for offline.
Step offer_offline_redemption(Session session, const StepContext& context);
/// Redeems the quote without asking: durable, and counted against every limit, before it is answered.
Step offline_redemption(Session session, Money rounding, const StepContext& context);
Json offline_redemption_reply(const Session& session, const StepContext& context);

// knowing.cpp: what is remembered of customers, and how often they and cashiers come.
/// What the cloud told of who was presented, for the time without it.
void learn(const Session& session, const loyalty::Customer& found, const StepContext& context,
           std::vector<Action>& actions);
/// Fills in what is remembered of a customer the cloud cannot be asked about.
void recall(Customer& customer, const StepContext& context);
const limits::Snapshot* remembered(const Customer& customer, const StepContext& context);
/// What is remembered is recent enough to be shown.
bool worth_showing(const Customer& customer, const StepContext& context);
/// Says under which keys the customer is counted, and whether that was often enough today.
bool awarded_enough(Session& session, const StepContext& context);
bool cashier_redeemed_enough(const Session& session, const StepContext& context);
/// Adds what is counted where the shop sets a limit.
void count_award(const Session& session, const StepContext& context, std::vector<Action>& actions);
void count_redemption(const Session& session, const StepContext& context, limits::Changes& changes);

// paper.cpp: what stands on the fiscal receipt?
/// The closed lines as positions at the prices paid, with what the cart knew of each.
std::vector<till::Position> as_paid(const Session& session, const std::vector<till::FiscalLine>& lines);
/// What each line was sold for, with and without the redemption: kept for returns.
std::vector<pricing::SoldLine> sold_lines(const Session& session, const till::ClosedReceipt& closed,
                                          const StepContext& context);
/// How much of the offer's discount (in tender mode: of its payment) is on paper.
Money printed_discount(const Session& session, const Quote& offer, const till::ClosedReceipt& closed);
/// The offer stands on paper for certain.
bool printed_as_offered(const std::optional<Quote>& offer, const till::ClosedReceipt& closed);

// closing.cpp: what was printed decides what is owed.
Step close(Session session, const till::ReceiptClosed& event, const StepContext& context);
Step cancel(Session session, const till::ReceiptCancelled& event);

// printing.cpp
Step print(Session session, const till::PrintRequested& event, const StepContext& context);

// replies.cpp
Json reply(std::string_view event, std::string_view status);
Json error(const Session& session, Errc code, std::string where, std::string expected, std::string found);
Json lines_json(const std::vector<till::FiscalLine>& lines);
std::vector<till::FiscalLine> full_price(const std::vector<till::Position>& positions);
Json granted_reply(const Session& session, const Quote& quote, bool committed, const StepContext& context);
Json refused_reply(const Session& session, std::string_view reason, std::string text);
Json refused_reply(const Session& session, Errc reason, const StepContext& context);

/// A limit the shop has set says no; it is counted for the shift's summary.
Step refused_by_limit(Session session, limits::Reason reason, const StepContext& context);
Action counted_refusal(const Session& session, limits::Reason reason);

/// The event has been answered.
Step answered(Session session, std::vector<Action> actions, Json json);
Step answered(Session session, Json json);
/// The same goods at the same prices, whatever their ids and order: a register merges equal lines or parts
/// them.
bool same_content(const std::vector<till::FiscalLine>& a, const std::vector<till::FiscalLine>& b);
Money sum_of(const std::vector<till::FiscalLine>& lines);
Money sum_of(const std::vector<till::Position>& positions);

}  // namespace tillpoints::session
