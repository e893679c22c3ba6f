#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/json.hpp"
#include "protocol/money.hpp"
#include "protocol/quantity.hpp"
#include "protocol/timestamp.hpp"

/// The events a register submits (see protocol/EVENTS.md for the JSON), as values.
namespace tillpoints::till {

/// How far a register lets one position be printed as two lines with different prices.
enum class Split { none, pieces, any };

/// A position as the register has it, at its price before loyalty. `sum` is what is paid for it; amounts.hpp
/// says how the price and the quantity fit it.
struct Position {
    PositionId id;
    std::string name;
    Money price;
    Quantity quantity;
    Money sum;
    std::string type = "NORMAL";        ///< the register's raw product type; an unknown one is excluded
    bool marked = false;                ///< carries a marking code: never split; excluded on a NORMAL line
    bool excluded = false;              ///< the host itself keeps it out of loyalty
    bool unredeemable = false;          ///< bundle or promotion: awarded, but not payable with points
    bool has_modifiers = false;         ///< sub-positions: never split
    std::optional<Money> min_price;     ///< the lowest legal unit price (alcohol)
    std::optional<Fraction> part = {};  ///< only this part of one piece; `price` is that of the whole piece
    friend bool operator==(const Position&, const Position&) = default;
};

/// A line as it stands (or will stand) on the fiscal receipt. Two lines may carry the same id: a split.
struct FiscalLine {
    PositionId id;
    Money price;
    Quantity quantity;
    Money sum;
    std::optional<Fraction> part = {};  ///< as of a position
    friend bool operator==(const FiscalLine&, const FiscalLine&) = default;
};

struct Cashier {
    std::string id;
    std::string name;
    friend bool operator==(const Cashier&, const Cashier&) = default;
};

struct Capabilities {
    bool payment_event =
        true;  ///< the register has an event before printing, at which a redemption is confirmed
    Split split = Split::none;
    bool tender = false;  ///< takes points as a separate payment
    bool prompt = false;  ///< can show the cashier a text
    friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

/// Where a receipt stands in the fiscal storage: proof that it was printed, and a natural key.
struct FiscalMark {
    std::string drive;
    std::string document;
    std::string sign;
    std::string number;
    friend bool operator==(const FiscalMark&, const FiscalMark&) = default;
};

struct Payment {
    std::string type;  ///< "cash", "card", "points", ... as the register calls it
    Money sum;
    friend bool operator==(const Payment&, const Payment&) = default;
};

/// The content of a closed receipt; an event of its own and an element of the lists in others.
struct ClosedReceipt {
    ReceiptId receipt;
    std::vector<FiscalLine> lines;
    FiscalMark fiscal;
    std::vector<Payment> payments;
    Money total;
    Timestamp closed_at;
    friend bool operator==(const ClosedReceipt&, const ClosedReceipt&) = default;
};

/// A receipt of the register's lists that cannot be taken. The others are.
struct OddReceipt {
    ReceiptId receipt;  ///< empty: its id cannot be read either
    Problem problem;
    friend bool operator==(const OddReceipt&, const OddReceipt&) = default;
};

/// What the register knows of its receipts. That a receipt is in neither list proves nothing if it was opened
/// before `complete_since`.
struct RegisterLists {
    std::vector<ReceiptId> open;
    std::vector<ClosedReceipt> closed;
    std::optional<Timestamp> complete_since;
    std::vector<OddReceipt> odd =
        {};  ///< in one of the lists, but not as a receipt: neither open, closed nor absent
    friend bool operator==(const RegisterLists&, const RegisterLists&) = default;
};

struct RegisterStarted {
    std::string serial;
    RegisterLists lists;
};

enum class ReceiptKind { sale, sale_return, other };  ///< other: correction, buy, exchange; no points
/// "sale", "return" or "other": as receipts are recorded and listed.
std::string_view name_of(ReceiptKind kind);

struct ReceiptOpened {
    ReceiptId receipt;
    ReceiptKind kind = ReceiptKind::sale;
    std::string register_serial;
    std::string shift;
    Cashier cashier;
    Capabilities capabilities;
    RegisterLists lists;  ///< optional here: recovers lost close events
};

enum class PresentedBy { code, phone, card, certificate };

struct CustomerPresented {
    ReceiptId receipt;
    PresentedBy by = PresentedBy::code;
    std::string value;                ///< secret and personal: never logged
    std::vector<Position> positions;  ///< the cart so far, when the host has it: saves a round trip later
};

struct CustomerRemoved {
    ReceiptId receipt;
};

struct RequestedPoints {
    enum class Kind { none, amount, max };
    Kind kind = Kind::none;
    Points amount;
    friend bool operator==(const RequestedPoints&, const RequestedPoints&) = default;
};

struct DiscountRequested {
    ReceiptId receipt;
    std::vector<Position> positions;
    Money total;  ///< the sum of the positions
    RequestedPoints points;
    bool commit = false;  ///< no payment event will come: redeem before answering
};

/// The customer has to confirm a redemption before it is paid with: begins that, or carries what was
/// answered.
struct ConfirmationRequested {
    ReceiptId receipt;
    QuoteId quote;
    std::string value;       ///< the PIN or the code, secret: never logged; empty: the confirmation begins
    bool send_code = false;  ///< by a code although the customer has a PIN
};

struct PaymentStarted {
    ReceiptId receipt;
    std::vector<FiscalLine> lines;  ///< as they will be printed
    Money total;                    ///< after the register's own rounding
    QuoteId quote;                  ///< empty: no quote was used
};

struct PaymentAbandoned {
    ReceiptId receipt;
};

struct PrintRequested {
    ReceiptId receipt;
    int width = 48;  ///< characters in a line, 24 .. 64
};

struct ReceiptClosed {
    ClosedReceipt closed;
};

struct ReceiptCancelled {
    ReceiptId receipt;
    std::string reason;
};

/// A line that comes back: a quantity of a sold line at the price it was sold for.
struct ReturnedLine {
    PositionId id;  ///< the sold position's id where the register knows it, else empty: matched by content
    std::string name;
    Money price;  ///< the discounted unit price of the sale
    Quantity quantity;
    Money sum;
    std::optional<Fraction> part = {};  ///< as of a position
    friend bool operator==(const ReturnedLine&, const ReturnedLine&) = default;
};

struct ReturnClosed {
    ReceiptId receipt;                  ///< of the return itself
    std::optional<ReceiptId> original;  ///< absent, with `extra` absent too: no points move
    std::optional<Json> extra;          ///< what the register stored with the sale's quote
    std::vector<ReturnedLine> lines;
    Money total;
    FiscalMark fiscal;
    Timestamp closed_at;
    std::string shift = {};  ///< for a return that is not opened as a receipt of its own; empty: not told
};

struct ShiftClosed {
    std::string shift;
    RegisterLists lists;
};

using Event = std::variant<RegisterStarted, ReceiptOpened, CustomerPresented, CustomerRemoved,
                           DiscountRequested, ConfirmationRequested, PaymentStarted, PaymentAbandoned,
                           PrintRequested, ReceiptClosed, ReceiptCancelled, ReturnClosed, ShiftClosed>;

/// Reads one event from a register. The first problem found is returned, with the path of its field; an
/// unknown event name is Errc::unsupported. Checks each value and the total, never the receipt's state.
Result<Event> event_from(const Json& json);

/// True for a kind of event that belongs to the whole register and to no receipt.
template <class Kind>
inline constexpr bool is_shop_event =
    std::is_same_v<Kind, RegisterStarted> || std::is_same_v<Kind, ShiftClosed>;

/// The receipt of an event that cannot be read, as far as its id can; else an empty id.
ReceiptId receipt_in(const Json& json);

/// The receipt an event belongs to; null for a shop event.
const ReceiptId* receipt_of(const Event& event);
std::string_view name_of(const Event& event);

Json to_json(const Position&);
Json to_json(const FiscalLine&);
Json to_json(const ClosedReceipt&);
Json to_json(const Capabilities&);
/// The odd receipts for a reply: [{"receipt_id","error":{...}}], at most a hundred.
Json to_json(const std::vector<OddReceipt>&);
/// The positions that take no part in a discount because their amounts do not agree, for a reply:
/// [{"id","reason"}], at most a hundred.
Json left_alone(const std::vector<Position>& positions);
/// The printed lines that take no part in loyalty, because nothing is known of them but their sum.
Json left_alone(const std::vector<FiscalLine>& lines);
/// The same for the receipts of a list: [{"receipt_id","id","reason"}].
Json left_alone(const std::vector<ClosedReceipt>& receipts);
std::vector<Position> positions_from(const Json& array, const std::string& path, Problems& problems);
std::vector<FiscalLine> lines_from(const Json& array, const std::string& path, Problems& problems);
ClosedReceipt closed_receipt_from(const Json& json, const std::string& path, Problems& problems);
Capabilities capabilities_from(const Json& json, const std::string& path, Problems& problems);

/// The reply to an event that could not be read or processed: {"v":1,"status":"error","error":{...}}.
Json error_reply(std::string_view event, const Problem& problem);

}  // namespace tillpoints::till
