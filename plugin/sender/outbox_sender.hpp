#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/ports/runtime_env.hpp"
#include "plugin/replay/decide.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/link.hpp"
#include "plugin/replay/restart.hpp"
#include "plugin/sender/held_entries.hpp"

namespace tillpoints {

/// Performs what replay decides: takes entries to the cloud, those of a few customers at a time, and at once
/// every entry that a receipt is waiting for. Runs on the library's thread only.
///
/// The entries are its own. The dispatcher asks for changes of them by value, for a batch that it composes,
/// and reports whether that batch was stored.
class OutboxSender {
  public:
    struct Listener {
        std::function<void(const OutboxEntry&, replay::EntryOutcome, std::optional<Errc>)> entry_outcome;
        std::function<void(const loyalty::Settings&)> settings;
        std::function<bool(const ReceiptId&)>
            keeps;  ///< the receipt is open: its settled redemption may yet be withdrawn
    };

    /// What an earlier run left on the disk.
    struct Resumed {
        std::vector<OutboxEntry> entries = {};
        bool complete = true;                      ///< false: more is on the disk than was given
        bool used = false;                         ///< an earlier run wrote the database
        std::optional<Timestamp> cloud_time = {};  ///< the cloud's time when it was last written, if known
    };

    OutboxSender(const RuntimeEnv& env, Listener listener);

    /// Takes over what an earlier run left.
    void resume(Resumed resumed);
    /// The programme as the cloud tells it, or told an earlier run.
    void set_programme(const loyalty::Settings& settings) { programme_ = settings.policy; }
    void start();
    void stop();

    /// A new entry, already stored. `of_new_receipt`: the receipt was opened in this run, so no earlier run
    /// can have sent it.
    void add(OutboxEntry entry, bool of_new_receipt = true);
    /// A new entry a receipt waits for: `send` is what `first_step` decided and what was stored.
    void add_awaited(const replay::Send& send);
    /// The entry as it must be stored so that it can be sent at once.
    replay::Send first_step(const OutboxEntry& entry) const;
    /// A stored entry that a receipt waits for again.
    void await(const EntryId& id);

    /// A number for a batch of which changes of entries are to become a part.
    BatchId next_batch() { return held_.next_batch(); }
    /// Puts the change into effect; gives the entry as it is to be stored with `batch`. Nothing: not held
    /// here. Every batch with a change in it must be settled.
    std::optional<OutboxEntry> change(const EntryChange& change, BatchId batch);
    /// The disk has stored the batch, or refused it: then its changes are dropped, except that a discount
    /// on paper stays on paper.
    void settle(BatchId batch, bool stored);
    /// Entries of a finished receipt, as they are on the disk, so that they can be changed.
    void hold(std::vector<OutboxEntry> entries);
    /// Drops a finished receipt's settled entries from memory.
    void forget(const ReceiptId& receipt);

    /// A step of it is under way, a receipt waits for it, or the disk does not know yet that it was sent.
    bool in_flight(const EntryId& id) const {
        return busy_.contains(id) || awaited_.contains(id) || unwritten_sends_.contains(id);
    }
    /// Takes no step of these until they are released; none may be in flight.
    void set_aside(const std::vector<EntryId>& ids);
    /// `changed` are those of them that an operator command has changed on the disk, as they are there now.
    void release(const std::vector<EntryId>& ids, std::vector<OutboxEntry> changed);

    /// After a start: the database has been compared with the cloud.
    bool compared() const { return survey_.has_value(); }
    /// No entry of an earlier run is left to compare, and what the comparison showed is given to the disk.
    bool compared_all() const;
    /// The survey found in the cloud what the disk still calls unsent.
    bool disk_is_behind(const EntryId& id) const;
    /// Notes in a batch that is stored now how far back a survey after the next start must read.
    void note_cloud_time(Batch& batch);

    bool online() const { return link_.usable(); }
    const replay::Link& link() const { return link_; }
    std::size_t held() const { return held_.size(); }
    /// Takes in what a call's outcome says about the link.
    void report_result(const CallResult& result);
    /// The same for a question. A 429 to it does not let the queue rest: it may limit look-ups of customers
    /// only, and if it concerns every call, the next entry gets one of its own.
    void report_question(const CallResult& result);
    void pump();

  private:
    /// Tells a receipt what has become of an entry that is settled.
    void announce(const OutboxEntry& entry);
    void step(const EntryId& id);
    void perform(const EntryId& id, replay::Decision decision);
    void send(replay::Send send);
    /// Sends a purchase whose mark may be lost, because the survey finds it: it is stored with the outcome.
    void send_before_storing(const OutboxEntry& sent);
    void transmit(const OutboxEntry& entry);
    void look_up(const EntryId& id, const replay::Look& look);
    void prepare_refund(const EntryId& id);
    void apply_response(replay::Learned learned);
    void applied(const replay::Learned& learned);
    /// The disk refused a step: the entry, which is as it was before, rests.
    void not_stored(const EntryId& id);
    /// Puts a step into effect and stores it.
    void store(const OutboxEntry& entry, std::vector<OutboxEntry> follow_ups, std::string note,
               std::function<void(bool)> then);
    void finish_step(const EntryId& id);

    // survey.cpp: compares a database that may be older than the cloud before what an earlier run left is
    // sent.
    /// Takes in an entry as it is on the disk.
    void arrive(OutboxEntry entry);
    /// It must not be sent or given up before the survey.
    bool awaits_survey(const EntryId& id) const { return !survey_ && unchecked_.contains(id); }
    std::set<EntryId> held_back() const;
    void begin_survey_if_due();
    void surveyed(replay::Findings findings, replay::Now started);
    void compare(replay::Survey survey, bool complete);
    void check_entries(const replay::Survey& survey);
    void check_refund(const EntryId& id, replay::Send send);
    void check_refund(const EntryId& id, replay::Send send, const std::vector<OperationId>& claimed);

    /// After a 429 the whole queue rests, not only the refused entry.
    void rest_if_asked(const CallResult& result);
    void link_status(replay::LinkStatus link_status, std::optional<Errc> reason);
    void probe();
    void probed(const CallResult& result);
    void schedule_next_step();
    void reload();

    const OutboxEntry* find(const EntryId& id) const { return held_.find(id); }
    /// Entries that are held and that replay cannot bring on now. They do not count against the window.
    std::size_t waiting_for_others() const;
    bool has_room() const;
    bool awaited(const EntryId& id) const { return awaited_.contains(id); }
    replay::Policy policy() const;
    replay::LinkPolicy link_policy() const;

    const Config& config_;
    Loop& loop_;
    Clock& clock_;
    LoyaltyProvider& provider_;
    OutboxExecutor& executor_;
    Log& log_;
    Listener listener_;
    const Decisions decisions_;
    const QueueWindow window_;

    HeldEntries held_;
    bool complete_ = true;  ///< every live entry on the disk is held
    bool reloading_ = false;
    std::set<EntryId> busy_;
    std::set<EntryId> awaited_;
    std::map<EntryId, replay::Now> unwritten_sends_;  ///< when; the disk does not know of them
    std::set<EntryId> sent_before_survey_;            ///< by this run; the disk may not know
    std::set<EntryId> queue_steps_;                   ///< the entries whose turn it is in the queue
    std::optional<replay::Survey> survey_;  ///< nothing until the list has been compared with the disk
    bool surveying_ = false;
    Timestamp survey_at_;  ///< not earlier
    replay::Look survey_look_;
    Timestamp absence_from_;               ///< see replay::Policy
    std::set<EntryId> unchecked_;          ///< pending, and not compared with the survey yet
    std::set<EntryId> unchecked_refunds_;  ///< the same for returns that do not know their sale yet
    std::set<EntryId> of_earlier_run_;     ///< purchases that may have been in the cloud before the start
    std::set<EntryId> refunds_of_earlier_run_;  ///< and not sent in this one
    std::set<EntryId> contradicted_;            ///< a person decided about them since
    std::optional<Timestamp> written_;  ///< the cloud's time when an earlier run last wrote the database
    std::optional<Timestamp> cloud_time_noted_;
    replay::Link link_;
    std::optional<loyalty::DiscountPolicy> programme_;
    std::function<std::uint64_t()> dice_;
    bool probing_ = false;
    bool stopping_ = false;
    std::unique_ptr<Loop::Timer> timer_;
    std::unique_ptr<Loop::Timer> settings_timer_;
};

}  // namespace tillpoints
