#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/pricing/returns.hpp"
#include "plugin/session/voucher.hpp"
#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/till/events.hpp"

/// A receipt as the plugin knows it, from its opening to its closing and on to its returns.
namespace tillpoints::session {

/// What the cloud said of the customer presented.
enum class CustomerStatus {
    found,         ///< the cloud knows the customer
    unregistered,  ///< the cloud does not know the phone; points are kept until its owner registers
    offline,       ///< the cloud could not be asked
};

struct Customer {
    till::PresentedBy by = till::PresentedBy::code;
    std::string value;  ///< as presented, a phone in E.164; secret
    CustomerStatus status = CustomerStatus::offline;
    bool code_spent = false;  ///< the code was used by a redemption that was withdrawn or refused
    std::string name;
    std::string tier;
    std::optional<CustomerUid> uid;
    Points points;
    Percent cashback_rate;
    std::optional<Timestamp> as_of = {};       ///< points and tier are cached since then
    std::vector<std::string> keys = {};        ///< keyed hashes under which the customer's awards are counted
    std::optional<Points> confirm_above = {};  ///< the cloud wants a redemption of more points confirmed
    friend bool operator==(const Customer&, const Customer&) = default;
};

/// What the cloud calculated for the session's cart; it is discarded when the cart changes.
struct Limit {
    Points max_points;
    Money discount_amount;
    Points certificate_points;
    friend bool operator==(const Limit&, const Limit&) = default;
};

/// A priced offer for the session's cart and customer.
struct Quote {
    QuoteId id;
    till::RequestedPoints requested;
    Points granted;  ///< points to redeem
    Money discount;  ///< what comes off the prices: points, certificate, percent discount
    Points certificate;
    Money tender;  ///< tender mode: points as a payment instead of lower prices
    std::vector<till::FiscalLine> lines;
    Money receipt_total;  ///< before loyalty
    Money sent_total;
    Money skip_total;
    Money unredeemable_total;
    Points cashback;       ///< expected accrual
    bool offline = false;  ///< granted without the cloud, within the shop's offline limits
    friend bool operator==(const Quote&, const Quote&) = default;
};

/// The redemption that the current quote is paid with. Each attempt of a receipt is an entry of its own.
struct Redemption {
    EntryId entry;
    QuoteId quote;
    Points points;
    Money total;  ///< the `total` the cloud is told
    bool confirmed = false;
    bool offline = false;  ///< made without the cloud; sent once the discount is printed
    friend bool operator==(const Redemption&, const Redemption&) = default;
};

/// How returned goods were found among the sold ones, from the most to the least certain way.
enum class MatchedBy { id, content, proportion, nothing };

/// A return of this sale and the points that its reply stated.
struct Returned {
    ReceiptId receipt;
    Points expected;                    ///< points given back
    Points award;                       ///< award withdrawn
    MatchedBy matched = MatchedBy::id;  ///< the least certain way that any of its lines needed
    Money parked = {};                  ///< the sum of goods that could not be matched
    /// What the goods had earned, if the cloud withdraws something else: it takes the share of the total.
    std::optional<Points> earned = {};
    friend bool operator==(const Returned&, const Returned&) = default;
};

enum class Phase { open, closed, cancelled };

/// What the event being answered waits for. Not stored: after a restart no event waits.
enum class PendingQuestion { nothing, find, limit, requote, confirmation, redemption, voucher };

struct Session {
    ReceiptId receipt;
    till::ReceiptKind kind = till::ReceiptKind::sale;
    std::string register_serial;
    std::string shift;
    till::Cashier cashier;
    till::Capabilities capabilities;
    Phase phase = Phase::open;
    /// Set if the register reported the end of the receipt but no opening was taken: why. It has no loyalty.
    std::optional<std::string> unopened = {};
    bool manually_resolved =
        false;  ///< an operator stated how it ended; a later event of the register overrides it
    Timestamp opened_at;
    std::optional<Timestamp> opened_by_cloud = {};  ///< the same by the cloud's clock, where that is known

    std::optional<Customer> customer;
    std::vector<till::Position> cart;  ///< the positions of the last event that carried them
    std::optional<Limit> limit;
    std::optional<Quote> quote;
    /// The last quote that was withdrawn. A register may print it nevertheless, which is a loss to notice.
    std::optional<Quote> retracted;
    std::optional<Customer> retracted_for;  ///< whose points that quote would take
    /// The customer's, for this receipt and one redemption. Not stored: it lives for minutes.
    std::optional<loyalty::Confirmation> confirmation = {};
    /// An earlier run knew the receipt with a customer and may have made an offer that a power cut took.
    bool offer_may_be_forgotten = false;
    std::optional<Redemption> redemption;
    std::optional<EntryId> settling;  ///< an earlier attempt that is being withdrawn
    int attempts = 0;                 ///< entries numbered so far

    // Kept after closing, for returns.
    std::optional<EntryId> purchase;  ///< the entry that stands for the sale
    std::vector<pricing::SoldLine> sold;
    Money sold_total;                    ///< the `total` the cloud was told
    Money returned_total;                ///< of which returned so far
    Points expected_award;               ///< cashback that was expected when the receipt was closed
    std::vector<Returned> returns;       ///< so far
    std::optional<EntryId> last_return;  ///< the entry that the next return waits for
    till::FiscalMark fiscal;
    Timestamp closed_at;

    /// What the last payment without a customer counts for; with vouchers only.
    std::optional<VoucherSum> voucher_sum;
    std::optional<IssuedVoucher> voucher;
    std::optional<VoucherQuestion> voucher_question;  ///< the last one; not stored

    // Only while an event is being answered.
    PendingQuestion waiting = PendingQuestion::nothing;
    std::string event;  ///< its name, for the reply
    std::optional<till::DiscountRequested> discount_request;
    std::optional<till::PrintRequested> print_request;
    std::optional<Customer> presenting;  ///< becomes the customer when the cloud has answered or cannot
};

/// A session that an earlier run stored, brought in line with its entries. Offers need not be synced, so the
/// run may have made one more.
Session resumed(Session stored, const std::vector<OutboxEntry>& entries = {});

/// The two carts hold equal positions, in any order.
bool same_cart(const std::vector<till::Position>& a, const std::vector<till::Position>& b);

/// The stored form, without what belongs to the event being answered.
Json to_json(const Session& session);
Result<Session> session_from(const Json& json);
/// The same from the text that the outbox keeps.
Result<Session> session_from_text(std::string_view text);

}  // namespace tillpoints::session
