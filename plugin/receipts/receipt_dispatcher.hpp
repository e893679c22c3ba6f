#pragma once
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/limits/limits_state.hpp"
#include "plugin/ports/runtime_env.hpp"
#include "plugin/receipts/pending_reply.hpp"
#include "plugin/receipts/refused_openings.hpp"
#include "plugin/replay/command.hpp"
#include "plugin/sender/outbox_sender.hpp"
#include "plugin/session/step.hpp"

namespace tillpoints {

/// Takes the register's events: keeps the sessions, takes one step after another for each receipt, and
/// performs what the steps ask for. Runs on the library's thread only.
class ReceiptDispatcher {
  public:
    ReceiptDispatcher(const RuntimeEnv& env, OutboxSender& sender);

    /// What earlier runs remembered and counted; without it nothing is.
    void load_limits(const limits::Rows& rows, std::optional<loyalty::Settings> settings);
    /// Takes over the receipts that were open when an earlier run ended, and what it knew of their entries.
    void resume(const std::vector<StoredSession>& sessions, const std::vector<OutboxEntry>& entries = {});
    void take(till::Event event, PendingReplyPtr pending);
    /// A receipt_opened that could not be read: the reply to the receipt's closing says why.
    void opening_refused(const ReceiptId& receipt, const Problem& problem) {
        refused_openings_.add(receipt, problem);
    }
    /// What an operator says became of a receipt. Answered as command_answer.hpp says; or with not_stored,
    /// and then the command is to be given again.
    void resolve(replay::Command command, PendingReplyPtr pending);
    /// Receipts that an operator resolved in earlier runs: the register may yet report something else of
    /// them.
    void remember_resolutions(std::vector<ReceiptId> manually_resolved, bool in_doubt_noted);
    void entry_outcome(const OutboxEntry& entry, replay::EntryOutcome entry_outcome,
                       std::optional<Errc> reason);
    void settings(const loyalty::Settings& settings);
    /// Drops what is remembered of a customer for the time without network, by the keyed hashes of what names
    /// them.
    void forget_customer(const std::set<std::string>& keys);
    bool is_open(const ReceiptId& receipt) const;
    /// Answers everything that waits with shutting_down.
    void stop();
    /// Gives the disk what it was not given yet. An ordered end begins with it.
    void write_unwritten();

  private:
    struct Job {
        session::Input input;
        PendingReplyPtr pending;     ///< with an event only
        std::uint64_t question = 0;  ///< with an answer: the question it belongs to
        bool turned_away = false;  ///< it came when too many waited: its event is dropped, and it is answered
                                   ///< busy in its turn
        std::optional<replay::Command> command = {};  ///< an operator's, in the place of an event
    };
    /// One receipt: its session, the event that is being processed and the inputs that wait.
    struct ReceiptQueue {
        std::optional<session::Session> session;
        std::string stored_form;
        std::vector<till::Position> synced_cart;  ///< the cart that a power cut does not take
        bool opened_in_this_run = false;
        bool at_work = false;  ///< the register has sent an event of it since its lists left it in doubt
        PendingReplyPtr current;
        bool busy = false;           ///< a step is being made durable
        std::uint64_t question = 0;  ///< the latest asked
        std::deque<Job> urgent;      ///< answers, outcomes and deadlines that belong to the current event
        std::deque<Job> waiting;     ///< events that come after it
    };
    /// Receipts the register's lists did not explain while the cloud's time was unknown.
    struct Doubt {
        Timestamp told;            ///< on this run's clock
        Timestamp told_wall;       ///< on the terminal's
        Timestamp complete_since;  ///< on the terminal's
        std::set<ReceiptId> receipts;
    };
    /// What a step turns into.
    struct Effects {
        BatchId id;  ///< under which the sender was asked for changes
        Batch batch;
        std::optional<session::Ask> ask;
        std::optional<Json> reply;
        std::vector<OutboxEntry> new_entries;
        std::optional<replay::Send> awaited;
        std::vector<limits::Changes> entered;
    };

    /// What was stepped and is not given to the disk yet (unwritten.cpp).
    struct Unwritten {
        Batch batch;                   ///< without sessions and entries
        std::set<ReceiptId> receipts;  ///< whose sessions are to be written
        bool timed = false;
    };

    ReceiptQueue& queue_of(const ReceiptId& receipt) { return queues_[receipt]; }
    using Kept = std::optional<StoredSession>;
    /// True if the event belongs to the whole register; then it is answered here.
    bool take_shop_event(const till::Event& event, const PendingReplyPtr& pending);
    void enqueue(const ReceiptId& receipt, till::Event event, PendingReplyPtr pending);
    /// Answers busy, after the events of the receipt that came before.
    void turn_away(const ReceiptId& receipt, PendingReplyPtr pending);
    void recover(const ReceiptId& receipt, till::Event event, PendingReplyPtr pending);
    void arm(const ReceiptId& receipt, const PendingReplyPtr& pending);
    void give_up(const ReceiptId& receipt, const PendingReplyPtr& pending);
    void run(const ReceiptId& receipt);
    /// Drops events at the front of a receipt queue that must not be processed any more.
    void drop_unheard(ReceiptQueue& queue);
    void begin(const ReceiptId& receipt, Job job);
    void load_finished(const ReceiptId& receipt, Job job);
    void without_session(const ReceiptId& receipt, Job job);
    void take_step(const ReceiptId& receipt, const session::Input& input);
    void perform(const ReceiptId& receipt, session::Step step, const replay::Command* by_person = nullptr);
    void resolved(const ReceiptId& receipt, const replay::Command& command);
    void sign(Effects& effects, const session::Session& session, const replay::Command& command);
    /// Takes the closings of receipts that were resolved manually meanwhile from the register's list.
    void recover_resolved(const till::RegisterLists& lists);
    void note_doubt(const Json& receipts);
    Effects effects_of(const ReceiptId& receipt, const session::Session& session,
                       std::vector<session::Action> actions);
    void hold_back(Batch batch);
    /// Commits the batch and what is unwritten. `done` is not called once the dispatcher is stopped.
    void commit(Batch batch, std::function<void(const Result<void>&)> done);
    Batch with_unwritten(Unwritten& taken, Batch batch);
    void keep_unwritten(Unwritten refused);
    void identify(OutboxEntry& entry, const session::Session& session) const;
    void add_effect(Effects& effects, const session::Session& session, session::Action action);
    void stored(const ReceiptId& receipt, session::Session session, Effects effects);
    void not_stored(const ReceiptId& receipt, const Effects& effects);
    void ask(const ReceiptId& receipt, const session::Ask& ask);
    session::StepContext step_context(const session::Session& session, const session::Input& input) const;
    Timestamp limits_now() const;
    void keep(Batch batch);
    void settle_offline_redemption(const OutboxEntry& entry);
    session::OpenElsewhere open_elsewhere(const ReceiptId& receipt,
                                          const std::vector<std::string>& keys) const;
    Json refusals_json(const std::string& shift) const;

    void take_return(const till::ReturnClosed& event, const PendingReplyPtr& pending);
    void returned(const till::ReturnClosed& event, const PendingReplyPtr& pending,
                  std::optional<session::Session> original);
    /// `done` gets true when the batch was stored, false when its entries were there before.
    void commit_once(Batch batch, std::function<void(const Result<bool>&)> done);
    session::Session closed_return(const till::ReturnClosed& event, const session::Session& sale) const;
    void register_started(const till::RegisterStarted& event, const PendingReplyPtr& pending);
    void shift_closed(const till::ShiftClosed& event, const PendingReplyPtr& pending);
    std::vector<ReceiptId> reconcile(const till::RegisterLists& lists, bool absence_counts,
                                     const ReceiptId& except);
    void recover_all(std::vector<till::Event> events);
    /// Decides again about receipts in doubt, once the cloud's time is known.
    void settle_doubt();
    void remember(const PendingReplyPtr& pending);
    /// Runs `then` after every event that the reconciliation has queued.
    void after_reconciling(std::function<void()> then);
    StoredSession stored_form(const session::Session& session, const std::string& form) const;

    const Config& config_;
    Loop& loop_;
    Clock& clock_;
    LoyaltyProvider& provider_;
    OutboxExecutor& executor_;
    OutboxSender& sender_;
    Log& log_;
    std::function<std::string()> fresh_uuid_;
    const Decisions decisions_;
    std::optional<loyalty::Settings> settings_;
    limits::LimitsState limits_state_;
    std::size_t waiting_ = 0;  ///< events in all receipt queues that wait their turn
    std::string shift_;        ///< of the receipt opened last
    std::optional<Doubt> doubt_;
    std::map<ReceiptId, ReceiptQueue> queues_;
    std::vector<ReceiptId> manually_resolved_;  ///< receipts that were resolved manually, latest last
    const std::string installation_;            ///< its mark in the numbers of its purchases
    Unwritten unwritten_;
    std::unique_ptr<Loop::Timer> write_timer_;
    bool in_doubt_noted_ = false;                            ///< the disk names receipts in doubt
    std::vector<std::weak_ptr<PendingReply>> shop_replies_;  ///< events of no receipt
    RefusedOpenings refused_openings_;
    bool stopping_ = false;
};

}  // namespace tillpoints
