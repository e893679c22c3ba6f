#pragma once
#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/sender/outbox_sender.hpp"

namespace tillpoints {

/// What an earlier run left on the disk.
struct StoredState {
    std::vector<StoredSession> sessions;
    std::vector<OutboxEntry> entries;
    bool complete = true;  ///< false: more entries are on the disk
    limits::Rows limits = {};
    std::optional<loyalty::Settings> settings = {};  ///< the programme's, as last heard
    std::vector<ReceiptId> manually_resolved = {};   ///< receipts that were resolved manually
    bool in_doubt_noted = false;
    std::optional<Timestamp> cloud_time =
        {};  ///< the cloud's when the database was last written, as far as known
};
/// Reads at most `most_entries` of the queue, and all entries of open receipts.
Result<StoredState> read_stored_state(Outbox& outbox, std::size_t most_entries = QueueWindow().most);

/// Dispatcher and sender, wired to each other. Everything the library does with a receipt happens in here.
class Engine {
  public:
    explicit Engine(const RuntimeEnv& env);

    void resume(StoredState stored_state);
    void stop();

    OutboxSender sender;
    ReceiptDispatcher dispatcher;
};

}  // namespace tillpoints
