#pragma once
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plugin/entries/entry_status.hpp"
#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// Entries: what must reach the loyalty cloud. An entry is stored before its first send and lives until it is
/// confirmed, withdrawn, cancelled or written off. Pure values; the outbox keeps them, replay moves them on.
namespace tillpoints {

enum class Wanted { keep, withdraw };

/// Points were redeemed while the cloud could not be reached, at the shop's risk.
struct OfflineRedemption {
    loyalty::Identity
        award_to;          ///< the customer who is awarded for what was paid if the cloud refuses the points
    Nonce award_nonce;     ///< of that award
    bool refused = false;  ///< the cloud refused the points and the award was made instead: the points are
                           ///< the shop's loss
    friend bool operator==(const OfflineRedemption&, const OfflineRedemption&) = default;
};

/// A sale: an award, and a redemption when `operation.points` is above zero. number.hpp says what its number
/// is.
struct PurchaseEntry {
    static constexpr std::string_view kind = "purchase";
    loyalty::CreateOperation operation;
    std::optional<OfflineRedemption> offline = {};  ///< waits for its receipt to be printed before it is sent
    std::optional<CustomerUid> customer = {};  ///< as the cloud named the customer, however it was identified
    friend bool operator==(const PurchaseEntry&, const PurchaseEntry&) = default;
};

/// What the extra of another terminal's sale says of it. The register may have rounded its total down, and
/// goods that are excluded may or may not stand in it.
struct NotedSale {
    Money least;
    Money most;
    Points points;
    friend bool operator==(const NotedSale&, const NotedSale&) = default;
};

/// A return of goods of a sale that is, or will be, in the cloud.
struct RefundEntry {
    static constexpr std::string_view kind = "refund";
    EntryId purchase;  ///< the sale's entry here; empty when another terminal sold it
    std::string
        number;  ///< the sale's number in the cloud; without an attempt it means each of the receipt's
    std::optional<Timestamp> sold_at;      ///< how far back to look for a sale of another terminal
    std::optional<OperationId> operation;  ///< the sale's operation, once known
    std::optional<Money> partial;          ///< pre-points sum of the returned goods; absent: the whole
    std::optional<Points> carried =
        Points();  ///< points the returned lines were paid with; absent: not known
    std::vector<OperationId> known_reversals;  ///< reversals of the sale known before the first send
    /// The total that `partial` is a part of, where the host's `extra` of the sale named points of the goods.
    std::optional<Money> of_total = {};
    std::optional<NotedSale> sale = {};  ///< of another terminal's sale, where its extra is known
    friend bool operator==(const RefundEntry&, const RefundEntry&) = default;
};

/// A correction of points by the plugin: the difference that a refund's proportion left (saga rule 7).
struct RewardEntry {
    static constexpr std::string_view kind = "reward";
    EntryId cause;
    ParticipantId participant;
    Points points;
    std::string comment;
    friend bool operator==(const RewardEntry&, const RewardEntry&) = default;
};

using EntryBody = std::variant<PurchaseEntry, RefundEntry, RewardEntry>;

/// The kind's name on disk and in what a technician reads.
std::string_view kind_of(const EntryBody& body);

/// When something was first sent, by this terminal's clock and, if it was known, by the cloud's.
struct SentAt {
    Timestamp local;
    std::optional<Timestamp> cloud;
    friend bool operator==(const SentAt&, const SentAt&) = default;
};

struct OutboxEntry {
    EntryId id;
    ReceiptId receipt;
    EntryBody body;
    EntryStatus state;  ///< pending; transition.hpp moves it on
    Wanted wanted = Wanted::keep;
    std::optional<EntryId> after;  ///< waits until that entry is final
    std::string customer;          ///< order key: a keyed hash of the identity, never the identity
    Timestamp created;
    int tries = 0;
    Timestamp not_before;  ///< earliest next step
    bool printed =
        false;  ///< the discount is on a fiscal receipt, so a refusal parks the entry and never ends it
    std::optional<SentAt>
        first_sent;  ///< first unclear send of the operation: how far back a look-up must reach
    std::optional<SentAt>
        last_sent;  ///< latest send of the operation or its reversal: the settle horizon counts from here
    std::optional<SentAt> reversal_first_sent;
    std::optional<Errc> refusal;  ///< the cloud's refusal of a send that followed an unclear one
    std::optional<OperationId> operation;
    std::optional<OperationId> reversal;
    Points cloud_points;  ///< operation.points as the cloud answered (negative: deducted)
    /// Why it is parked, or was given up; nothing for every other entry.
    const std::optional<Parking>& parking() const { return state.parking(); }
    friend bool operator==(const OutboxEntry&, const OutboxEntry&) = default;
};

/// Entries in order of storing. Those that are over leave it near its front.
using EntryQueue = std::deque<OutboxEntry>;

/// What the customer does not pay in money: points, certificate and percent discount together.
Money discount_of(const PurchaseEntry& purchase);

/// True for a purchase that spends points or a certificate, or takes a percent discount.
bool redeems(const OutboxEntry& entry);

/// The same without who the customer and the cashier were; ids and sums stay. For entries that are over.
EntryBody anonymous(EntryBody body);

/// Null for an entry that is no offline redemption.
const OfflineRedemption* offline_redemption_of(const OutboxEntry& entry);

/// The award of what was paid, made in the place of a redemption that the cloud refused.
EntryId award_instead_of(const OutboxEntry& entry);
/// The same by the redemption's id alone, which is a receipt's id and an attempt.
EntryId award_instead_of(const EntryId& redemption);

Json to_json(const EntryBody& body);
Result<EntryBody> entry_body_from(const Json& json);

}  // namespace tillpoints
