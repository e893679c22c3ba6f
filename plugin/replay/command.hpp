#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "protocol/phone.hpp"

/// What a person decides about an entry that cannot go on by itself. Pure: `apply` says what becomes of it.
namespace tillpoints::replay {

enum class CommandKind {
    retry,      ///< tried again; looked up first wherever it may have happened
    edit,       ///< a purchase that certainly never happened is given another customer, by phone
    write_off,  ///< given up with its loss in money; the returns of a sale go with it
    cancel,     ///< given up before it happened
    // About a receipt the register never explained; the session decides what follows
    // (session/manually_resolved.hpp).
    receipt_closed,                ///< it was printed as quoted
    receipt_closed_at_full_price,  ///< it was printed without the discount
    receipt_cancelled,             ///< it was never printed
    forget,                        ///< who a customer was is erased from everything that is finished
};

std::string_view name_of(CommandKind kind);
bool about_receipt(CommandKind kind);
/// It is carried out only where nothing of the entry can be in the cloud. After a start that is certain only
/// when the database has been compared with the cloud (replay/restart.hpp), so it waits until then.
bool needs_certain_absence(CommandKind kind);

struct Command {
    std::string id;  ///< a UUID: the same command given twice happens once
    CommandKind kind = CommandKind::retry;
    EntryId entry;       ///< what it is about, or else `receipt`
    std::string by;      ///< who
    std::string reason;  ///< why; goes into the journal, so no personal data
    /// With `edit`. With `forget` only until the command is stored.
    std::optional<Phone> phone;
    ReceiptId receipt = {};
    std::string customer = {};  ///< with `forget` only: the keyed hash of a phone, never the phone
    friend bool operator==(const Command&, const Command&) = default;
};

/// "by WHO: WHY", for the journal.
std::string signature(const Command& command);

Json to_json(const Command& command);
/// Anyone may have written it: a wrong one is a Problem that names the member.
Result<Command> command_from(const Json& json);

/// What must be known beside the entry.
struct Standing {
    std::vector<OutboxEntry> refunds;  ///< the returns of the sale the entry is, or is a return of
    std::string customer;              ///< the order key of the command's phone
    Nonce nonce;                       ///< a fresh one
    bool receipt_open = false;         ///< the register has not finished the receipt
};

struct CommandResult {
    struct Entry {
        ReceiptId receipt;
        EntryId entry;
        std::string what;
        std::string detail;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::vector<OutboxEntry> entries;  ///< to be stored: the entry itself first, then those that end with it
    std::vector<Entry> journal;
    friend bool operator==(const CommandResult&, const CommandResult&) = default;
};

/// True where nothing of the entry can be in the cloud: it never left, or a refusal or a look-up proved it.
bool certainly_absent(const OutboxEntry& entry);

/// A command about an entry. It must not be in flight, and neither must the refunds. Refused with what was
/// expected and found where the entry's state does not allow the command; nothing changes then.
Result<CommandResult> apply(const Command& command, const OutboxEntry& entry, const Standing& standing);

}  // namespace tillpoints::replay
