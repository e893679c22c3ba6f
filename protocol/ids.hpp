#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints {

/// A string that means one thing. Two identifiers of different kinds do not compare or convert.
template <class Kind>
struct Id {
    std::string text;

    Id() = default;
    explicit Id(std::string value) : text(std::move(value)) {}

    bool empty() const { return text.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;
};

/// The register's UUID of a receipt (any 1..64 characters of [A-Za-z0-9_.:-] are taken).
using ReceiptId = Id<struct ReceiptIdKind>;
/// The register's id of a position within its receipt, 1..64 printable characters.
using PositionId = Id<struct PositionIdKind>;
/// A quote: one priced offer for one cart and customer.
using QuoteId = Id<struct QuoteIdKind>;
/// A UUID made once per entry and sent with every try of it.
using Nonce = Id<struct NonceKind>;
/// The loyalty cloud's UUID of a customer.
using CustomerUid = Id<struct CustomerUidKind>;
/// Receipt id, slash, attempt: the number under which an entry is known here and in the cloud (saga rule 1).
using EntryId = Id<struct EntryIdKind>;

/// The loyalty cloud's id of an operation.
struct OperationId {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(OperationId, OperationId) = default;
};

/// The loyalty cloud's id of a participant (a customer within one company).
struct ParticipantId {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(ParticipantId, ParticipantId) = default;
};

bool is_receipt_id(std::string_view text);
/// Lower or upper case hexadecimal, 8-4-4-4-12.
bool is_uuid(std::string_view text);

EntryId entry_id_for(const ReceiptId& receipt, int attempt);

}  // namespace tillpoints

template <class Kind>
struct std::hash<tillpoints::Id<Kind>> {
    std::size_t operator()(const tillpoints::Id<Kind>& id) const { return std::hash<std::string>()(id.text); }
};
