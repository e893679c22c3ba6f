#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/pricing/returns.hpp"
#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/till/events.hpp"

/// A receipt as the plugin knows it, from opened to closed and on to its returns.
namespace tillpoints::session {

/// What is known of the customer who stands at the till.
enum class CustomerStatus {
    found,         ///< the cloud knows the customer
    unregistered,  ///< the cloud does not know the phone; points will wait for its owner
    offline,       ///< not asked: the cloud is out of reach
};

struct Customer {
    till::PresentedBy by = till::PresentedBy::code;
    std::string value;  ///< as presented, a phone in E.164; secret
    CustomerStatus known = CustomerStatus::offline;
    bool code_spent = false;  ///< the code was used in an attempt that was withdrawn
    std::string name;
    std::string tier;
    std::optional<CustomerUid> uid;
    Points points;
    Percent cashback_rate;
    std::optional<Timestamp> as_of = {};  ///< points and tier are remembered from then, not asked for
    std::vector<std::string> keys = {};   ///< keyed hashes under which awards to this customer are counted
    friend bool operator==(const Customer&, const Customer&) = default;
};

/// What the cloud calculated for the session's cart: forgotten when the cart changes.
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
    Money tender;  ///< points as a payment instead (tender mode)
    std::vector<till::FiscalLine> lines;
    Money receipt_total;  ///< before loyalty
    Money sent_total;
    Money skip_total;
    Money unredeemable_total;
    Points cashback;       ///< to be accrued, as far as is known now
    bool offline = false;  ///< granted without the cloud, within the shop's limits
    friend bool operator==(const Quote&, const Quote&) = default;
};

/// The attempt to redeem that the receipt stands on.
struct Redemption {
    EntryId entry;
    QuoteId quote;
    Points points;
    Money total;  ///< the `total` the cloud is told
    bool confirmed = false;
    bool offline = false;  ///< promised without the cloud: sent once it is printed
    friend bool operator==(const Redemption&, const Redemption&) = default;
};

/// A return taken, as it was answered.
struct Returned {
    ReceiptId receipt;
    Points expected;
    Points award;
    friend bool operator==(const Returned&, const Returned&) = default;
};

enum class Phase { open, closed, cancelled };

/// Which event the session is answering; not stored, a restart answers nothing.
enum class PendingQuestion { nothing, find, limit, requote, redemption };

struct Session {
    ReceiptId receipt;
    till::ReceiptKind kind = till::ReceiptKind::sale;
    std::string register_serial;
    std::string shift;
    till::Cashier cashier;
    till::Capabilities capabilities;
    Phase phase = Phase::open;
    bool manually_resolved = false;  ///< a person said how it ended; the register may yet know better
    Timestamp opened_at;
    std::optional<Timestamp> opened_by_cloud = {};  ///< the same by the cloud's clock, where it was known

    std::optional<Customer> customer;
    std::vector<till::Position> cart;  ///< the positions of the last event that carried them
    std::optional<Limit> limit;
    std::optional<Quote> quote;
    std::optional<Quote>
        retracted;  ///< the last offer that no longer stands: recognised if it is printed all the same
    std::optional<Redemption> redemption;
    std::optional<EntryId> settling;  ///< an earlier attempt that is being withdrawn
    int attempts = 0;                 ///< entries numbered so far

    // What a closed receipt keeps for its returns.
    std::optional<EntryId> purchase;  ///< the entry that stands for the sale
    std::vector<pricing::SoldLine> sold;
    Money sold_total;               ///< the `total` the cloud was told
    Money returned_total;           ///< of which returned so far
    Points promised;                ///< cashback as promised at closing
    std::vector<Returned> returns;  ///< taken so far; the last one's entry is waited for by the next
    std::optional<EntryId> last_return;
    till::FiscalMark fiscal;
    Timestamp closed_at;

    // While an event is being answered.
    PendingQuestion waiting = PendingQuestion::nothing;
    std::string event;  ///< its name, for the reply
    std::optional<till::DiscountRequested> discount_request;
    std::optional<Customer> presenting;  ///< takes the customer's place when the cloud has answered or cannot
};

/// Every position is equal, whatever their order.
bool same_cart(const std::vector<till::Position>& a, const std::vector<till::Position>& b);

/// The stored form, without what belongs to the event being answered.
Json to_json(const Session& session);
Result<Session> session_from(const Json& json);

}  // namespace tillpoints::session
