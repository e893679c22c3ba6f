#pragma once
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plugin/entries/entry.hpp"
#include "plugin/limits/limits_state.hpp"
#include "plugin/pricing/rules.hpp"
#include "plugin/session/session.hpp"
#include "plugin/session/step_context.hpp"
#include "protocol/json.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/till/events.hpp"

namespace tillpoints::session {

// ---- what comes in ---------------------------------------------------------------------------------------

/// The cloud's answer to the session's question, or its refusal where that concerns the customer or the
/// operation. A Problem is why there is neither.
struct Answered {
    Result<loyalty::Answer> answer;
};

/// What became of an entry this session waits for.
struct EntryUpdate {
    enum class Kind { confirmed, refused, unclear, withdrawn };
    EntryId entry;
    Kind kind = Kind::confirmed;
    std::optional<Errc> reason;
};

/// The event must be answered now, with what is known.
struct DeadlineReached {};

using Input = std::variant<till::Event, Answered, EntryUpdate, DeadlineReached>;

/// The keyed hashes that a step may need: of the present customer, of the one that is being presented, of the
/// one in an answer, and of the uid under which the limits know one of them. `hash` makes one.
KeyedHashes hash_identities(const Session& session, const Input& input, const limits::LimitsState& limits,
                            const std::function<std::string(std::string_view)>& hash);

// ---- what goes out ---------------------------------------------------------------------------------------

/// Who is this customer, how many points may this cart take, does the customer confirm that, and which
/// voucher goes with this receipt?
using Question = std::variant<loyalty::FindCustomer, loyalty::Calculate, loyalty::RequestConfirmation,
                              loyalty::GiveConfirmation, loyalty::CreateVoucher>;

/// Ask the cloud; an Answered follows.
struct Ask {
    Question question;
};

/// Store a new entry; `awaited` when the receipt waits for its confirmation.
struct StoreEntry {
    OutboxEntry entry;
    bool awaited = false;
};

/// The entry is no longer wanted: replay takes it back.
struct WithdrawEntry {
    EntryId entry;
};

/// The discount of this entry is on a fiscal receipt now, whatever the cloud says.
struct MarkPrinted {
    EntryId entry;
};

/// The entry needs an operator.
struct ParkEntry {
    EntryId entry;
    Parking parking;
};

/// Changes of the limits, stored in the same batch as everything else of the step.
struct UpdateLimits {
    limits::Changes changes;
};

/// The receipt is finished: its line of the shift's summary.
struct RecordReceipt {
    bool with_card = false;
    Money total;
    Points redeemed;
    Points expected_award;
};

struct JournalNote {
    std::string what;
    std::string detail;
};

struct Reply {
    Json json;
};

using Action = std::variant<Ask, StoreEntry, WithdrawEntry, MarkPrinted, ParkEntry, UpdateLimits,
                            RecordReceipt, JournalNote, Reply>;

/// The session and what follows. Everything in `actions` that is to be stored, and the session itself, is
/// stored before a Reply leaves or an Ask goes out; `must_be_synced` says whether a power cut may lose it.
struct Step {
    Session session;
    std::vector<Action> actions;
};

/// One step of a receipt's life. Pure. An event that does not fit is answered with an error and the session
/// comes back unchanged.
Step next(Session session, const Input& input, const StepContext& context);

/// True if a power cut must not lose what the step stores: a customer was taken or removed, a voucher handed
/// out, the customer's cart holds goods that `rules` do not treat like all others, an entry is to be sent,
/// withdrawn, parked or marked as printed, or the receipt ended. The register or the cloud tells anything
/// else again.
bool must_be_synced(const Session& before, const Step& step, const std::vector<till::Position>& synced_cart,
                    const pricing::Rules& rules);

/// A session for a receipt that is opened now; `cloud_now` where the cloud's time is known.
Session opened(const till::ReceiptOpened& event, Timestamp now, std::optional<Timestamp> cloud_now = {});

}  // namespace tillpoints::session
