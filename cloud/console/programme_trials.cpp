#include "cloud/console/programme_trials.hpp"

#include <algorithm>
#include <cstdio>
#include <unordered_set>

#include "cloud/console/console_call.hpp"
#include "cloud/trial/replay.hpp"
#include "http/background_thread.hpp"

namespace tillpoints::cloud {
namespace {

/// Operations that are read in one transaction.
constexpr int read_of_trial = 200;

/// A number that no other process and no earlier start has given, small enough for a page.
std::int64_t trial_id(const Randomness& randomness) {
    constexpr std::uint64_t most = (std::uint64_t{1} << 53) - 1;
    const auto high = std::uint64_t{randomness()};
    return static_cast<std::int64_t>(std::max<std::uint64_t>(1, ((high << 32) | randomness()) & most));
}

/// What the books say of the same purchases.
struct AsBooked {
    Points awarded;
    Points redeemed;
    std::int64_t unexplained = 0;  ///< purchases that earned what the rules in force do not explain
};

/// What one transaction reads for a purchase.
struct ReadPurchase {
    PastPurchase past;
    Points awarded;
    std::optional<BuyerBefore> buyer;  ///< of one who is seen for the first time
    OperationId id;
};

/// How many inviters stand above a customer, at most so many.
std::size_t circles_above(Transaction& db, const CustomerRecord& customer, std::size_t most) {
    std::size_t count = 0;
    auto next = customer.inviter;
    while (next && count < most) {
        ++count;
        const auto inviter = db.customers.find(*next);
        next = inviter ? inviter->inviter : std::nullopt;
    }
    return count;
}

BuyerBefore buyer_before(Transaction& db, ParticipantId customer, Timestamp from, std::size_t circles) {
    const auto spent = db.programme.spent_before(customer, from);
    BuyerBefore buyer{spent.cash, spent.purchases, db.customers.totals(customer).effective_invited, 0};
    if (const auto record = db.customers.find(customer)) buyer.circles = circles_above(db, *record, circles);
    return buyer;
}

Json sums_json(const ReplaySums& sums) {
    return Json::object({{"purchases", sums.purchases},
                         {"total", decimal_of(sums.total)},
                         {"cash", decimal_of(sums.cash)},
                         {"discount", decimal_of(sums.discount)},
                         {"redeemable", decimal_of(sums.redeemable)},
                         {"redeemed", decimal_of(sums.redeemed)},
                         {"awarded", decimal_of(sums.awarded)},
                         {"first_purchase", decimal_of(sums.first_purchase)},
                         {"referral_rewards", decimal_of(sums.referral_rewards)},
                         {"referral_shares", decimal_of(sums.referral_shares)},
                         {"welcome", decimal_of(sums.welcome)},
                         {"staff", decimal_of(sums.staff)},
                         {"cost", decimal_of(sums.cost())}});
}

Json tiers_of_trial(const Programme& programme, const ReplaySums& sums) {
    Json rows = Json::array();
    for (std::size_t at = 0; at < programme.tiers.size(); ++at)
        rows.push(Json::object({{"name", programme.tiers[at].name}, {"buyers", sums.buyers[at]}}));
    return rows;
}

/// A period played again under two programmes, part by part.
class TwoReplays {
  public:
    TwoReplays(Programme in_force, Programme changed, ReplayBases bases, Period period)
        : before_(std::move(in_force), bases), after_(std::move(changed), bases), period_(period) {
        circles_ = std::max({std::size_t{1}, before_.programme().referral.rates.size(),
                             after_.programme().referral.rates.size()});
    }

    void add_newcomers(const Newcomers& newcomers) {
        before_.add_newcomers(newcomers.all, newcomers.invited);
        after_.add_newcomers(newcomers.all, newcomers.invited);
    }

    /// Plays the next operations; false if there are none.
    bool play_next(Storage& storage) {
        std::vector<BookedOperation> operations;
        std::vector<ReadPurchase> purchases;
        storage.read_much([&](Transaction& db) {
            purchases.clear();
            operations = db.accounting.operations(period_, place_, read_of_trial);
            std::unordered_set<std::int64_t> met;
            for (const auto& operation : operations)
                if (!operation.origin) purchases.push_back(read(db, operation, met));
        });
        if (operations.empty()) return false;
        for (const auto& purchase : purchases) play(purchase);
        for (const auto& operation : operations)
            if (operation.origin && refunded_.contains(operation.origin->value)) {
                booked_.awarded -= operation.awarded;
                booked_.redeemed -= operation.redeemed;
            }
        place_ = BookedPlace{operations.back().created, operations.back().id};
        seen_ += static_cast<std::int64_t>(operations.size());
        return true;
    }

    std::int64_t seen() const { return seen_; }

    Json result() const {
        const auto before = before_.sums();
        const auto after = after_.sums();
        return Json::object({{"from", to_text(period_.from)},
                             {"to", to_text(period_.to)},
                             {"booked", Json::object({{"awarded", decimal_of(booked_.awarded)},
                                                      {"redeemed", decimal_of(booked_.redeemed)}})},
                             {"unexplained", booked_.unexplained},
                             {"before", sums_json(before)},
                             {"after", sums_json(after)},
                             {"tiers_before", tiers_of_trial(before_.programme(), before)},
                             {"tiers_after", tiers_of_trial(after_.programme(), after)}});
    }

  private:
    ReadPurchase read(Transaction& db, const BookedOperation& operation,
                      std::unordered_set<std::int64_t>& met) const {
        const auto parts = db.programme.parts_of(operation.id);
        ReadPurchase out;
        out.id = operation.id;
        out.awarded = operation.awarded;
        out.past = {operation.customer.value,
                    {operation.total, parts.skip_loyalty, parts.unredeemable, operation.certificate},
                    operation.redeemed,
                    db.operations.refunded(operation.id),
                    operation.cashier != 0};
        if (!before_.knows(out.past.customer) && met.insert(out.past.customer).second)
            out.buyer = buyer_before(db, operation.customer, period_.from, circles_);
        return out;
    }

    void play(const ReadPurchase& purchase) {
        if (purchase.buyer) {
            before_.meet(purchase.past.customer, *purchase.buyer);
            after_.meet(purchase.past.customer, *purchase.buyer);
        }
        const auto award = before_.add(purchase.past);
        after_.add(purchase.past);
        booked_.awarded += purchase.awarded;
        booked_.redeemed += purchase.past.points;
        if (purchase.past.refunded > Money()) {
            refunded_.insert(purchase.id.value);
        } else if (award != purchase.awarded) {
            ++booked_.unexplained;
        }
    }

    Replay before_;
    Replay after_;
    Period period_;
    std::size_t circles_ = 1;
    std::optional<BookedPlace> place_;
    std::unordered_set<std::int64_t> refunded_;
    AsBooked booked_;
    std::int64_t seen_ = 0;
};

}  // namespace

ProgrammeTrials::~ProgrammeTrials() {
    stopped_ = true;
    if (worker_.joinable()) worker_.join();
}

std::optional<std::int64_t> ProgrammeTrials::start(Programme changed) {
    const std::lock_guard lock(mutex_);
    if (state_.id > 0 && state_.phase == TrialState::Phase::running) return {};
    if (worker_.joinable()) worker_.join();
    const auto id = trial_id(service_.randomness());
    state_ = TrialState();
    state_.id = id;
    worker_ = std::thread([this, programme = std::move(changed)] { run(programme); });
    return id;
}

std::optional<TrialState> ProgrammeTrials::state(std::int64_t id) const {
    const std::lock_guard lock(mutex_);
    return id == state_.id && id > 0 ? std::optional(state_) : std::nullopt;
}

void ProgrammeTrials::tell_progress(std::int64_t done, std::int64_t total) {
    const std::lock_guard lock(mutex_);
    state_.done = done;
    state_.total = total;
}

void ProgrammeTrials::run(const Programme& changed) {
    become_background_thread();
    auto phase = TrialState::Phase::failed;
    Json result;
    try {
        result = play(changed);
        if (!stopped_) phase = TrialState::Phase::done;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: a trial of a programme failed: %s\n", error.what());
    }
    const std::lock_guard lock(mutex_);
    state_.result = std::move(result);
    state_.phase = phase;
}

Json ProgrammeTrials::play(const Programme& changed) {
    std::optional<TwoReplays> replays;
    std::int64_t total = 0;
    service_.read_much([&](RequestContext& context) {
        const Period period{context.now - trial_period, context.now + std::chrono::milliseconds(1)};
        const ReplayBases bases{context.variants.max_points_base, context.variants.award_base};
        replays.emplace(context.programme, changed, bases, period);
        replays->add_newcomers(context.db.programme.newcomers(period.from, period.to));
        total = context.db.programme.operations_between(period.from, period.to);
    });
    tell_progress(0, total);
    while (!stopped_ && replays->play_next(service_.storage())) tell_progress(replays->seen(), total);
    return replays->result();
}

}  // namespace tillpoints::cloud
