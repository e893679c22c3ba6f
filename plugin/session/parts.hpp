#pragma once
#include "plugin/pricing/allocate.hpp"
#include "plugin/pricing/rules.hpp"
#include "plugin/session/step.hpp"

/// The parts `next` is made of, one file for each stage of a receipt.
namespace tillpoints::session {

// presenting.cpp: identifies the customer.
Step present(Session session, const till::CustomerPresented& event, const StepContext& context);
Step presented(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step remove_customer(Session session);
loyalty::Identity identity_of(const Customer& customer);
bool will_award(const Session& session, const StepContext& context);

// quoting.cpp: what may be redeemed, and the prices that follow.
Step request_discount(Session session, const till::DiscountRequested& event, const StepContext& context);
Step limit_known(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step reply_with_quote(Session session, const StepContext& context);
Limit limit_of(const loyalty::PurchaseCalc& calc);
Quote quote_for(const Session& session, const till::RequestedPoints& requested, const StepContext& context);
Points expected_cashback(const Customer& customer, Money cash, Money skip);

// confirming.cpp: the customer confirms a redemption where the programme wants that.
/// As many of the points as may be redeemed without a confirmation.
Points most_unconfirmed(const Session& session, Points wanted, const StepContext& context);
/// The quote may not be paid with before the customer has confirmed it.
bool needs_confirmation(const Session& session, const Quote& quote, const StepContext& context);
Step request_confirmation(Session session, const till::ConfirmationRequested& event,
                          const StepContext& context);
Step confirmation_answered(Session session, const Result<loyalty::Answer>& answer,
                           const StepContext& context);
/// Refuses to redeem the current quote before it is confirmed, and offers it again.
Step refuse_unconfirmed(Session session, const StepContext& context);

// paying.cpp: redeems, or withdraws a redemption.
Step start_payment(Session session, const till::PaymentStarted& event, const StepContext& context);
Step redemption_outcome(Session session, const EntryUpdate& update, const StepContext& context);
Step requoted(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);
Step abandon(Session session, const StepContext& context);
/// Withdraws the quote and keeps it only to recognise it if it is printed nevertheless.
void retract_quote(Session& session);
/// Gives up the current redemption. It will be reversed, and a customer identified by code must show a new
/// one.
void withdraw_redemption(Session& session, std::vector<Action>& actions);

// redeeming.cpp: builds the entry of a redemption.
OutboxEntry redemption_entry(const Session& session, Money rounding, const StepContext& context);
/// The journal's explanation of each price.
JournalNote pricing_note(const Session& session, const StepContext& context);
Step redeem(Session session, Money rounding, const StepContext& context);
std::optional<loyalty::Cashier> cashier_of(const Session& session);

// offline_redeeming.cpp: redeems without the cloud, at the shop's risk.
/// Shop and programme let this customer redeem points without asking the cloud.
bool may_redeem_offline(const Session& session, const StepContext& context);
/// Answers a discount request without the cloud.
Step reply_with_offline_quote(Session session, const StepContext& context);
/// Redeems the quote without the cloud. The entry and its counts are stored before the reply is sent.
Step offline_redemption(Session session, Money rounding, const StepContext& context);
Json offline_redemption_reply(const Session& session, const StepContext& context);

// customer_cache.cpp: customers the cloud has told of, for the time without network.
/// A phone or a card identifies its customer for years, a code for less than an hour.
bool is_permanent(till::PresentedBy by);
/// Caches what the cloud told of the customer presented.
void cache_customer(const Session& session, const loyalty::Customer& found, const StepContext& context,
                    std::vector<Action>& actions);
/// Completes a customer the cloud cannot be asked about with the cached values.
void fill_from_cache(Customer& customer, const StepContext& context);
const limits::Snapshot* cached_snapshot(const Customer& customer, const StepContext& context);
/// The cached balance is recent enough to be shown.
bool balance_may_be_shown(const Customer& customer, const StepContext& context);

// velocity.cpp: how often customers are awarded and cashiers redeem.
/// Notes under which keys the customer's awards are counted; true if no further award is allowed today.
bool award_limit_reached(Session& session, const StepContext& context);
bool cashier_limit_reached(const Session& session, const StepContext& context);
/// Counts, where the shop sets a limit.
void count_award(const Session& session, const StepContext& context, std::vector<Action>& actions);
void count_redemption(const Session& session, const StepContext& context, limits::Changes& changes);

// paper.cpp: compares the printed receipt with the quote.
/// The printed lines as positions at the prices paid, each with what the cart knows of its goods.
std::vector<till::Position> as_paid(const Session& session, const std::vector<till::FiscalLine>& lines);
/// What each line was sold for, with and without the redemption. Kept for returns.
std::vector<pricing::SoldLine> sold_lines(const Session& session, const till::ClosedReceipt& closed,
                                          const StepContext& context);
/// How much of the quote's discount (in tender mode: of its payment) was printed.
Money printed_discount(const Session& session, const Quote& quote, const till::ClosedReceipt& closed);
/// What the goods of a printed line cost before the discount; its own sum if no position fits it.
Money full_sum_of(const Session& session, const till::FiscalLine& line);
Money paid_with_points(const till::ClosedReceipt& closed);

// unredeemed.cpp: a discount that was printed although nothing was deducted for it.
struct Unredeemed {
    Money loss;
    std::optional<Quote> quote;        ///< the offer that the receipt shows, wholly or in part
    std::optional<Customer> customer;  ///< whose points it would take
};
bool lowers_prices(const std::optional<Quote>& quote);
Unredeemed unredeemed(const Session& session, const till::ClosedReceipt& closed);
Parking unredeemed_parking(Money loss);
void note_unredeemed(Money loss, std::vector<Action>& actions);
/// Stores the redemption that the printed discount would have needed, parked with its loss: an operator has
/// it redeemed after all, or writes the loss off. Nothing is stored if there is no loss.
void store_unredeemed(Session& session, const Unredeemed& discount, const till::ClosedReceipt& closed,
                      const StepContext& context, std::vector<Action>& actions);

// closing.cpp: what was printed decides what is redeemed and awarded.
Step close(Session session, const till::ReceiptClosed& event, const StepContext& context);
Step cancel(Session session, const till::ReceiptCancelled& event);

// printing.cpp: the lines and barcodes of the receipt's foot. Waits for a voucher that is on its way.
Step print(Session session, const till::PrintRequested& event, const StepContext& context);
Step print_with_answer(Session session, const Result<loyalty::Answer>& answer, const StepContext& context);

// voucher.cpp: the voucher of a receipt without a customer.
/// Notes the sums of a payment, from which its voucher is computed.
void note_voucher_sum(Session& session, const std::vector<till::FiscalLine>& lines, Money total,
                      const StepContext& context);
/// The question for a voucher, unless there is one, the same was asked before, or none is to be had.
std::optional<Ask> ask_for_voucher(Session& session, const StepContext& context);
bool awaits_voucher(const Session& session, const StepContext& context);
/// Keeps the voucher that was asked for, or notes that there is none.
void take_voucher(Session& session, const Result<loyalty::Answer>& answer);
/// The voucher that goes with the receipt as it is now, or null.
const IssuedVoucher* voucher_to_print(const Session& session, const StepContext& context);

// replies.cpp
Json reply(std::string_view event, std::string_view status);
Json error(const Session& session, Errc code, std::string where, std::string expected, std::string found);
Json lines_json(const std::vector<till::FiscalLine>& lines);
std::vector<till::FiscalLine> full_price(const std::vector<till::Position>& positions);
Json granted_reply(const Session& session, const Quote& quote, bool committed, const StepContext& context);
Json refused_reply(const Session& session, std::string_view reason, std::string text);
/// For the cashier: why there is no link, as far as that is known.
std::string offline_text(const StepContext& context);
Json refused_reply(const Session& session, Errc reason, const StepContext& context);

/// Refuses because of one of the shop's limits and counts the refusal for the shift's summary.
Step refused_by_limit(Session session, limits::Reason reason, const StepContext& context);
Action counted_refusal(const Session& session, limits::Reason reason);

/// Replies to the event and clears what belonged to it.
Step answered(Session session, std::vector<Action> actions, Json json);
Step answered(Session session, Json json);
/// The same quantities at the same prices, whatever the ids and the order: a register may merge equal lines
/// or divide them.
bool same_content(const std::vector<till::FiscalLine>& a, const std::vector<till::FiscalLine>& b);
Money sum_of(const std::vector<till::FiscalLine>& lines);
Money sum_of(const std::vector<till::Position>& positions);

}  // namespace tillpoints::session
