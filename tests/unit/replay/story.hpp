#pragma once
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "plugin/replay/decide.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/schedule.hpp"

/// A language for telling what happens to one entry: steps in the words of replay, time under control.
namespace tillpoints::replay {

using namespace std::chrono_literals;

inline const Timestamp nine_o_clock = *parse_timestamp("2026-03-01T09:00:00Z");

/// The first entry that may take its next step.
inline std::optional<std::size_t> next_due(const EntryQueue& queue, const std::set<EntryId>& busy, Now now) {
    const auto due = due_now(queue, busy, now, 1);
    return due.empty() ? std::nullopt : std::optional(due.front());
}

/// The first attempt of receipt r: 1000.00 of which `points` are paid with points.
OutboxEntry a_redemption(Points points = Points(15'000));
/// 1000.00 paid in money, points to be awarded.
OutboxEntry an_award();
/// 150.00 of 1000.00 promised while the cloud was out of reach; the customer's uid is known.
OutboxEntry an_offline_redemption();
/// The return of 400.00 of the sale r/1, operation 7, whose lines carried 60.00 points.
OutboxEntry a_return();
/// 1.50 points given by hand of the plugin.
OutboxEntry a_correction();

loyalty::Refusal refusal(int status, Errc code);

/// What happens to one entry. Every step stores the entry as the product would.
class Story {
  public:
    explicit Story(OutboxEntry entry) : entry_(std::move(entry)) {}

    // ---- what the world does -----------------------------------------------------------------------------
    Story& waits(std::chrono::milliseconds time);
    Story& clock_is_set_by(std::chrono::hours jump);  ///< the terminal's clock; the cloud's stays right
    Story& not_knowing_the_cloud_time();
    Story& no_longer_wanted();
    Story& is_printed();

    // ---- what replay does --------------------------------------------------------------------------------
    Decision decides() const { return decide(entry_, now(), policy); }
    Story& sends();    ///< takes the Send that must be due; its bytes leave
    Story& settles();  ///< takes the Settle that must be due

    // ---- what comes of a send ----------------------------------------------------------------------------
    Story& answered(loyalty::Answer answer, std::optional<std::chrono::milliseconds> retry_after = {});
    Story& refused(int status, Errc code) { return answered(refusal(status, code)); }
    Story& unanswered(Errc why = Errc::timed_out);
    Story& unsent(Errc why = Errc::unreachable);

    // ---- what a look-up shows ----------------------------------------------------------------------------
    Story& looks_and_sees(std::vector<loyalty::Operation> rows);  ///< the whole list
    Story& looks_and_gets_lost();                                 ///< a scan that proves nothing
    /// Looks, sees `rows`, and again when it may, until absence is believed.
    Story& looks_until_the_horizon(std::vector<loyalty::Operation> rows = {});

    // ---- rows of the cloud's list ------------------------------------------------------------------------
    loyalty::Operation its_operation(std::int64_t id = 7) const;
    loyalty::Operation its_reversal(std::int64_t id = 8) const;

    Now now() const;
    const OutboxEntry& entry() const { return entry_; }
    const Learned& last() const { return *last_; }
    const loyalty::Call& sent_call() const { return *call_; }

    Policy policy = {.missing_discount_refusal = Errc::invalid_checksum};

  private:
    Story& learned(Learned outcome);

    OutboxEntry entry_;
    Timestamp local_ = nine_o_clock;
    std::optional<Timestamp> cloud_ = nine_o_clock;
    std::optional<Learned> last_;
    std::optional<loyalty::Call> call_;
};

/// It was sent a second ago, and no answer came.
Story sent_without_answer(OutboxEntry entry);

}  // namespace tillpoints::replay
