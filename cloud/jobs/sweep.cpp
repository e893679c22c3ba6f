#include "cloud/jobs/sweep.hpp"

#include <algorithm>

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/due/win_back_gift.hpp"
#include "cloud/programme/certificate.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t max_visits = 50;      ///< in a slice
constexpr int max_pictures = 200;           ///< in a slice
constexpr std::int64_t slice_width = 1000;  ///< ids looked through in a slice
constexpr int max_confirmations = 1000;     ///< in a slice
constexpr std::chrono::days confirmations_kept{1};
/// So long after its upload slot ended, a picture must be shown by some goods.
constexpr std::chrono::days until_shown{1};

/// Points of a customer who joined, and bought if that counts, no later than this moment have expired at
/// `now`.
std::optional<Timestamp> inactive_since(const Programme& programme, Timestamp now) {
    if (!programme.expiry) return {};
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
    const auto month = today.year() / today.month() - *programme.expiry;
    const auto last = std::chrono::sys_days(month / std::chrono::last);
    // A period that began on a day the current month does not have ends on the month's last day.
    const bool month_ends = today == today.year() / today.month() / std::chrono::last;
    const auto same_day = std::chrono::sys_days(month / std::chrono::day(1)) +
                          std::chrono::days(static_cast<unsigned>(today.day()) - 1);
    return (month_ends ? last : std::min(same_day, last)) + std::chrono::days(1);
}

}  // namespace

std::vector<ParticipantId> Sweep::next_customers(RequestContext& context) {
    const auto& programme = context.programme;
    if (stage_ == Stage::due) return context.db.due_customers.with_due_events(context.now);
    if (stage_ == Stage::birthdays) {
        if (!programme.birthday) return {};
        return context.db.due_customers.born_on(birthdays_within(*programme.birthday, context.now),
                                                context.now);
    }
    const DueRange range{context.now, seen_, {seen_.value + slice_width}};
    std::vector<ParticipantId> found;
    const auto by = programme.purchases_extend ? Activity::joining_and_purchases : Activity::joining;
    if (const auto since = inactive_since(programme, context.now))
        found = context.db.due_customers.expiry_candidates(range, *since, by);
    if (programme.win_back) {
        const auto win_back_candidates =
            context.db.due_customers.win_back_candidates(range, context.now - programme.win_back->after);
        found.insert(found.end(), win_back_candidates.begin(), win_back_candidates.end());
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    return found;
}

void Sweep::visit(RequestContext& context, ParticipantId id, SweepCounts& swept) const {
    const auto customer = context.db.customers.lock(id);
    if (!customer) return;
    ++swept.visited;
    apply_due_events(context, *customer);
    if (stage_ == Stage::birthdays && issue_birthday_certificate(context, *customer)) ++swept.certificates;
    if (stage_ == Stage::everybody && win_back(context, id)) ++swept.gifts;
}

bool Sweep::remove_confirmations() {
    int removed = 0;
    service_.transact([&](RequestContext& context) {
        removed = context.db.confirmations.forget(context.now - confirmations_kept, max_confirmations);
    });
    swept_.confirmations += removed;
    if (removed < max_confirmations) stage_ = Stage::pictures;
    return true;
}

bool Sweep::remove_images() {
    int forgotten = 0;
    service_.transact([&](RequestContext& context) {
        // No goods begin to show one of them meanwhile.
        context.db.take_turn();
        forgotten = context.db.images.remove_unused(context.now, context.now - until_shown, max_pictures);
    });
    swept_.pictures += forgotten;
    if (forgotten < max_pictures) stage_ = Stage::done;
    return stage_ != Stage::done;
}

void Sweep::visit_some() {
    const auto count = std::min(waiting_.size(), max_visits);
    std::vector<SweepCounts> swept(count);
    std::vector<std::function<void(RequestContext&)>> visits;
    for (std::size_t i = 0; i < count; ++i)
        visits.push_back([this, &swept, i](RequestContext& context) {
            swept[i] = {};
            visit(context, waiting_[i], swept[i]);
        });
    for (const auto& failure : service_.transact_all(visits))
        if (failure) std::rethrow_exception(failure);
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    for (const auto& one : swept) {
        swept_.visited += one.visited;
        swept_.certificates += one.certificates;
        swept_.gifts += one.gifts;
    }
}

bool Sweep::step() {
    if (stage_ == Stage::done) return false;
    if (stage_ == Stage::confirmations) return remove_confirmations();
    if (stage_ == Stage::pictures) return remove_images();
    if (waiting_.empty())
        service_.read([&](RequestContext& context) {
            waiting_ = next_customers(context);
            newest_ = context.db.customers.newest();
        });
    visit_some();
    if (!waiting_.empty()) return true;
    if (stage_ == Stage::due) {
        stage_ = Stage::birthdays;
    } else if (stage_ == Stage::birthdays) {
        stage_ = Stage::everybody;
    } else {
        seen_.value += slice_width;
        if (seen_ >= newest_) stage_ = Stage::confirmations;
    }
    return stage_ != Stage::done;
}

SweepCounts sweep(Service& service) {
    Sweep whole(service);
    while (whole.step()) continue;
    return whole.swept();
}

}  // namespace tillpoints::cloud
