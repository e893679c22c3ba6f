#include "cloud/service/sweep.hpp"

#include <algorithm>

#include "cloud/programme/certificate.hpp"
#include "cloud/programme/expiry.hpp"
#include "cloud/service/catch_up.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/win_back.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_visits = 50;     ///< in a slice
constexpr int most_pictures = 200;          ///< in a slice
constexpr std::int64_t slice_width = 1000;  ///< ids looked through in a slice
/// From the end of a picture's slot until some goods must show it.
constexpr std::chrono::days until_shown{1};

/// Whoever joined, and bought where that counts, last by this moment has nothing left at `now`.
std::optional<Timestamp> quiet_since(const Programme& programme, Timestamp now) {
    if (!programme.expiry) return {};
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
    const auto month = today.year() / today.month() - *programme.expiry;
    const auto last = std::chrono::sys_days(month / std::chrono::last);
    // What a longer month began may end on the last day of a shorter one.
    const bool month_ends = today == today.year() / today.month() / std::chrono::last;
    const auto same_day = std::chrono::sys_days(month / std::chrono::day(1)) +
                          std::chrono::days(static_cast<unsigned>(today.day()) - 1);
    return (month_ends ? last : std::min(same_day, last)) + std::chrono::days(1);
}

}  // namespace

std::vector<ParticipantId> Sweep::next_customers(Desk& desk) {
    const auto& programme = desk.programme;
    if (stage_ == Stage::due) return desk.books.due(desk.now);
    if (stage_ == Stage::birthdays) {
        if (!programme.birthday) return {};
        return desk.books.born_on(birthdays_within(*programme.birthday, desk.now), desk.now);
    }
    const DueRange range{desk.now, seen_, {seen_.value + slice_width}};
    std::vector<ParticipantId> found;
    const auto by = programme.purchases_extend ? QuietBy::joining_and_buying : QuietBy::joining;
    if (const auto since = quiet_since(programme, desk.now)) found = desk.books.idle(range, *since, by);
    if (programme.win_back) {
        const auto silent = desk.books.silent(range, desk.now - programme.win_back->after);
        found.insert(found.end(), silent.begin(), silent.end());
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }
    return found;
}

void Sweep::visit(Desk& desk, ParticipantId id, Swept& swept) const {
    const auto customer = desk.books.customer(id);
    if (!customer) return;
    ++swept.visited;
    catch_up(desk, *customer);
    if (stage_ == Stage::birthdays && issue_birthday_certificate(desk, *customer)) ++swept.certificates;
    if (stage_ == Stage::everybody && win_back(desk, id)) ++swept.gifts;
}

bool Sweep::forget_pictures() {
    int forgotten = 0;
    service_.transact([&](Desk& desk) {
        forgotten = desk.books.forget_images(desk.now, desk.now - until_shown, most_pictures);
    });
    swept_.pictures += forgotten;
    if (forgotten < most_pictures) stage_ = Stage::done;
    return stage_ != Stage::done;
}

bool Sweep::step() {
    if (stage_ == Stage::done) return false;
    if (stage_ == Stage::pictures) return forget_pictures();
    std::vector<ParticipantId> left;
    Swept swept;
    ParticipantId newest;
    service_.transact([&](Desk& desk) {
        left = waiting_.empty() ? next_customers(desk) : waiting_;
        swept = swept_;
        const auto now = std::min(left.size(), most_visits);
        for (std::size_t i = 0; i < now; ++i) visit(desk, left[i], swept);
        left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(now));
        newest = desk.books.newest_customer();
    });
    waiting_ = std::move(left);
    swept_ = swept;
    if (!waiting_.empty()) return true;
    if (stage_ == Stage::due) {
        stage_ = Stage::birthdays;
    } else if (stage_ == Stage::birthdays) {
        stage_ = Stage::everybody;
    } else {
        seen_.value += slice_width;
        if (seen_ >= newest) stage_ = Stage::pictures;
    }
    return stage_ != Stage::done;
}

Swept sweep(Service& service) {
    Sweep whole(service);
    while (whole.step()) continue;
    return whole.swept();
}

}  // namespace tillpoints::cloud
