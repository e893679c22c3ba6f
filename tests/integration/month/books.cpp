#include "books.hpp"

#include <algorithm>
#include <stdexcept>

namespace tillpoints::cloud::test {
namespace {

constexpr Points birthday_points{5'000'00};
constexpr Points gift_points{1'000'00};
constexpr std::chrono::days silence{61};
constexpr std::chrono::days gift_lasts{30};

/// Exact: the month's sums are round, so that no rule of rounding has to be written a second time.
std::int64_t exactly(std::int64_t amount, std::int64_t part, std::int64_t whole) {
    if (amount * part % whole != 0) throw std::logic_error("the month's sums must divide without a rest");
    return amount * part / whole;
}

Points share(Money cash, std::int64_t hundredths_of_percent) {
    return Points(exactly(cash.count, hundredths_of_percent, 10'000));
}

Timestamp a_year_after(Timestamp moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const auto date = std::chrono::year_month_day(day) + std::chrono::years(1);
    return std::chrono::sys_days(date) + (moment - day);
}

}  // namespace

bool Books::Sale::refunded() const {
    Money back;
    for (const auto& refund : refunds) back += refund.total;
    return back == total;
}

void Books::move(Timestamp at, std::string account, std::string cause, Points points) {
    if (points != Points()) movements_.push_back({at, std::move(account), std::move(cause), points});
}

void Books::move(Timestamp at, std::size_t person, std::string cause, Points points) {
    move(at, "customer/" + std::to_string(person), std::move(cause), points);
}

std::size_t Books::add(Person person) {
    people_.push_back(std::move(person));
    const auto who = people_.size() - 1;
    if (people_[who].member) move(people_[who].known, who, "welcome", rules_.welcome);
    return who;
}

std::vector<std::size_t> Books::circles_above(std::size_t person) const {
    std::vector<std::size_t> above;
    for (auto next = people_[person].inviter; next; next = people_[*next].inviter) above.push_back(*next);
    return above;
}

const ShopRules::Level& Books::level(std::size_t person) const {
    Money spent;
    for (const auto& sale : sales_) {
        if (sale.person != person) continue;
        spent += sale.cash();
        for (const auto& refund : sale.refunds) spent -= refund.cash;
    }
    const auto* reached = &rules_.levels.front();
    for (const auto& one : rules_.levels)
        if (spent >= one.from) reached = &one;
    return *reached;
}

bool Books::has_bought(std::size_t person) const {
    return last_purchase(person).has_value();
}

std::optional<Timestamp> Books::last_purchase(std::size_t person) const {
    std::optional<Timestamp> last;
    for (const auto& sale : sales_)
        if (sale.person == person && !sale.refunded()) last = sale.at;
    return last;
}

Points Books::balance(std::size_t person) const {
    Points sum;
    for (const auto& one : movements_)
        if (one.account == "customer/" + std::to_string(person)) sum += one.points;
    return sum;
}

std::size_t Books::sell(Sale sale) {
    auto& buyer = people_[sale.person];
    buyer.imported = false;
    const bool first = !has_bought(sale.person);
    sale.award = share(sale.cash(), level(sale.person).rate);
    move(sale.at, sale.person, "redemption", -sale.points);
    move(sale.at, sale.person, "award", sale.award);
    const auto above = circles_above(sale.person);
    for (std::size_t circle = 0; circle < std::min(above.size(), rules_.circles.size()); ++circle)
        move(sale.at, above[circle], "referral_share", share(sale.cash(), rules_.circles[circle]));
    if (buyer.inviter && first && !friend_rewards_.contains(sale.person)) {
        friend_rewards_[sale.person] = sales_.size();
        move(sale.at, *buyer.inviter, "referral_reward", rules_.for_a_friend);
    }
    if (!sale.cashier.empty())
        move(sale.at, "staff/" + sale.cashier, "staff_award", share(sale.cash(), rules_.staff));
    if (sale.certificate > Points()) {
        for (auto& one : certificates_) {
            if (one.person != sale.person || one.used || one.lapsed) continue;
            one.used = true;
            move(sale.at, "certificates", "certificate_redemption", -sale.certificate);
            move(sale.at, "certificates", "certificate_lapsed", sale.certificate - birthday_points);
            break;
        }
    }
    sales_.push_back(std::move(sale));
    return sales_.size() - 1;
}

void Books::take_back(std::size_t which, Money part, Timestamp at) {
    auto& sale = sales_[which];
    const auto of = [&](std::int64_t whole) { return exactly(whole, part.count, sale.total.count); };
    const Refund refund{at, part, Money(of(sale.cash().count)), Points(of(sale.points.count)),
                        Points(of(sale.award.count))};
    sale.refunds.push_back(refund);
    move(at, sale.person, "redemption_returned", refund.points);
    move(at, sale.person, "award_withdrawn", -refund.award);
    const auto above = circles_above(sale.person);
    for (std::size_t circle = 0; circle < std::min(above.size(), rules_.circles.size()); ++circle)
        move(at, above[circle], "referral_share_withdrawn", -share(refund.cash, rules_.circles[circle]));
    if (!sale.cashier.empty())
        move(at, "staff/" + sale.cashier, "staff_award_withdrawn", -share(refund.cash, rules_.staff));
    const auto reward = friend_rewards_.find(sale.person);
    if (sale.refunded() && reward != friend_rewards_.end() && reward->second == which) {
        move(at, *people_[sale.person].inviter, "referral_reward_withdrawn", -rules_.for_a_friend);
        friend_rewards_.erase(reward);
    }
}

void Books::rate(std::size_t sale, int stars, bool comment, Timestamp at) {
    ratings_.push_back({sale, at, stars, comment});
}

void Books::sell_without_card(const std::string& cashier, Money total, Timestamp at) {
    receipts_.push_back({cashier, at, total});
}

void Books::give(std::size_t person, const std::string& cause, Points points, Timestamp at) {
    move(at, person, cause, points);
}

Points Books::certificate_pays(Money total) {
    return std::min(birthday_points, share(total, 500));
}

const Books::Certificate* Books::certificate(std::size_t person, Timestamp now) const {
    for (const auto& one : certificates_)
        if (one.person == person && !one.used && !one.lapsed && one.from <= now && now < one.to) return &one;
    return nullptr;
}

void Books::begin_day(Timestamp now) {
    lapse(now);
    for (std::size_t who = 0; who < people_.size(); ++who) {
        if (rules_.expires) expire(who, now);
        if (rules_.birthdays && people_[who].birthday) issue_certificate(who, now);
        if (rules_.win_back) win_back(who, now);
    }
}

void Books::lapse(Timestamp now) {
    for (auto& one : certificates_) {
        if (one.used || one.lapsed || now < one.to) continue;
        one.lapsed = true;
        move(now, "certificates", "certificate_lapsed", -birthday_points);
    }
    for (auto& gift : gifts_) {
        if (gift.over || now < gift.until) continue;
        gift.over = true;
        Points spent;
        for (const auto& sale : sales_) {
            if (sale.person != gift.person) continue;
            if (sale.at >= gift.given) spent += sale.points;
            for (const auto& refund : sale.refunds)
                if (refund.at >= gift.given) spent -= refund.points;
        }
        const auto left = std::min(gift_points - std::min(spent, gift_points), balance(gift.person));
        move(now, gift.person, "win_back_lapsed", -std::max(Points(), left));
    }
}

void Books::expire(std::size_t person, Timestamp now) {
    const auto last = std::max(people_[person].known, last_purchase(person).value_or(Timestamp()));
    const auto end = a_year_after(last);
    // The month has one such day for a person: what comes after it lives a year longer than the test.
    if (end > now || sum({end, now}, "customer/" + std::to_string(person), "expiry") != Points()) return;
    if (balance(person) > Points()) move(now, person, "expiry", -balance(person));
}

void Books::issue_certificate(std::size_t person, Timestamp now) {
    const auto year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year();
    const auto day = std::chrono::sys_days(year / *people_[person].birthday);
    const Certificate certificate{person, day - std::chrono::days(7), day + std::chrono::days(15)};
    if (now < certificate.from || now >= certificate.to) return;
    for (const auto& one : certificates_)
        if (one.person == person) return;
    certificates_.push_back(certificate);
    move(now, "certificates", "certificate", birthday_points);
}

void Books::win_back(std::size_t person, Timestamp now) {
    const auto last = last_purchase(person);
    if (!last || *last + silence > now) return;
    for (const auto& gift : gifts_)
        if (gift.person == person && gift.given >= *last) return;
    gifts_.push_back({person, now, now + gift_lasts});
    move(now, person, "win_back", gift_points);
}

}  // namespace tillpoints::cloud::test
