#pragma once
#include "plugin/pricing/allocate.hpp"
#include "plugin/pricing/rules.hpp"
#include "plugin/session/step.hpp"

/// The parts `next` is made of, one file for each stage of a receipt.
namespace tillpoints::session {

// presenting.cpp: who is this?
Step present(Session session, const till::CustomerPresented& event, const Surroundings& around);
Step presented(Session session, const Result<loyalty::Answer>& answer, const Surroundings& around);
Step remove_customer(Session session);
loyalty::Identity identity_of(const Customer& customer);
bool will_award(const Session& session, const Surroundings& around);

// quoting.cpp: what may be redeemed, and what do the prices become?
Step request_discount(Session session, const till::DiscountRequested& event, const Surroundings& around);
Step limit_known(Session session, const Result<loyalty::Answer>& answer, const Surroundings& around);
Step offer(Session session, const Surroundings& around);
Limit limit_of(const loyalty::PurchaseCalc& calc);
Quote quote_for(const Session& session, const till::RequestedPoints& requested, const Surroundings& around);
Points expected_cashback(const Customer& customer, Money cash, Money skip);

// paying.cpp: redeem, or take back.
Step start_payment(Session session, const till::PaymentStarted& event, const Surroundings& around);
Step redemption_news(Session session, const FactNews& news, const Surroundings& around);
Step requoted(Session session, const Result<loyalty::Answer>& answer, const Surroundings& around);
Step abandon(Session session, const Surroundings& around);
/// The offer no longer stands; it is kept only to be recognised on paper.
void retract_quote(Session& session);
/// Gives up the attempt the receipt stands on: it will be taken back, a code must be shown anew.
void withdraw_redemption(Session& session, std::vector<Action>& actions);

// redeeming.cpp: the attempt as a fact.
Fact redemption_fact(const Session& session, Money rounding, const Surroundings& around);
/// The answer to the owner's question "why this price?", kept in the journal.
Note why(const Session& session, const Surroundings& around);
Step redeem(Session session, Money rounding, const Surroundings& around);
std::optional<loyalty::Cashier> cashier_of(const Session& session);

// promising.cpp: without the cloud, on the shop's credit.
/// The shop and the programme let this customer spend points that the cloud has not been asked for.
bool may_promise(const Session& session, const Surroundings& around);
/// The answer to a discount asked for offline.
Step offer_promise(Session session, const Surroundings& around);
/// Redeems the quote without asking: durable, and counted against every limit, before it is answered.
Step promise(Session session, Money rounding, const Surroundings& around);
Json promised_reply(const Session& session, const Surroundings& around);

// knowing.cpp: what is remembered of customers, and how often they and cashiers come.
/// What the cloud told of who was presented, for the time without it.
void learn(const Session& session, const loyalty::Customer& found, const Surroundings& around,
           std::vector<Action>& actions);
/// Fills in what is remembered of a customer the cloud cannot be asked about.
void recall(Customer& customer, const Surroundings& around);
const limits::Snapshot* remembered(const Customer& customer, const Surroundings& around);
/// What is remembered is recent enough to be shown.
bool worth_showing(const Customer& customer, const Surroundings& around);
/// Says under which keys the customer is counted, and whether that was often enough today.
bool awarded_enough(Session& session, const Surroundings& around);
bool cashier_redeemed_enough(const Session& session, const Surroundings& around);
/// Adds what is counted where the shop sets a limit.
void count_award(const Session& session, const Surroundings& around, std::vector<Action>& actions);
void count_redemption(const Session& session, const Surroundings& around, limits::Changes& changes);

// paper.cpp: what stands on the fiscal receipt?
/// The closed lines as positions at the prices paid, with what the cart knew of each.
std::vector<till::Position> as_paid(const Session& session, const std::vector<till::FiscalLine>& lines);
/// What each line was sold for, with and without the redemption: kept for returns.
std::vector<pricing::SoldLine> sold_lines(const Session& session, const till::ClosedReceipt& closed,
                                          const Surroundings& around);
/// How much of the offer's discount (in tender mode: of its payment) is on paper.
Money printed_discount(const Session& session, const Quote& offer, const till::ClosedReceipt& closed);
/// The offer stands on paper for certain.
bool printed_as_offered(const std::optional<Quote>& offer, const till::ClosedReceipt& closed);

// closing.cpp: what was printed decides what is owed.
Step close(Session session, const till::ReceiptClosed& event, const Surroundings& around);
Step cancel(Session session, const till::ReceiptCancelled& event);

// printing.cpp
Step print(Session session, const till::PrintRequested& event, const Surroundings& around);

// replies.cpp
Json reply(std::string_view event, std::string_view status);
Json error(const Session& session, Errc code, std::string where, std::string expected, std::string found);
Json lines_json(const std::vector<till::FiscalLine>& lines);
std::vector<till::FiscalLine> full_price(const std::vector<till::Position>& positions);
Json granted_reply(const Session& session, const Quote& quote, bool committed, const Surroundings& around);
Json refused_reply(const Session& session, std::string_view reason, std::string text);
Json refused_reply(const Session& session, Errc reason, const Surroundings& around);

/// A limit the shop has set says no; it is counted for the shift's summary.
Step refused_by_limit(Session session, limits::Reason reason, const Surroundings& around);
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
