#include <catch2/catch.hpp>

#include "month.hpp"

/// Which day brings what.
namespace tillpoints::cloud::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr auto year = std::chrono::year(2031);

/// Long enough before March for points to expire in it, or for who bought then to have stayed away.
sys_days first_day_of(const ShopRules& rules) {
    return rules.expires ? sys_days(std::chrono::year(2030) / 3 / 10)
                         : sys_days(std::chrono::year(2030) / 12 / 20);
}

constexpr auto noon = 9h + 0min;  ///< of UTC

}  // namespace

Month::Month(const ShopRules& rules, const std::string& database, std::uint64_t seed)
    : rules_(rules),
      random_(seed),
      clock_(first_day_of(rules) + noon),
      first_day_(first_day_of(rules)),
      shop_(rules, database, clock_),
      books_(rules) {}

sys_days Month::march(int day) const {
    return sys_days(year / 3 / 1) + std::chrono::days(day - 1);
}

/// Nine o'clock and a little later every day, so that what began on an earlier day and lasts whole days is
/// over.
void Month::begin_day(sys_days day) {
    shop_.messages(0);
    for (auto next = std::chrono::floor<std::chrono::days>(clock_) + std::chrono::days(1); next <= day;
         next += std::chrono::days(1)) {
        clock_ = next + 9h + 10s * (next - first_day_).count() - rules_.utc_offset;
        shop_.set_time(clock_);
        books_.begin_day(clock_);
    }
}

void Month::go_to(std::chrono::minutes local) {
    shop_.messages(0);
    clock_ = std::chrono::floor<std::chrono::days>(clock_) + local - rules_.utc_offset;
    shop_.set_time(clock_);
}

std::int64_t Month::below(std::int64_t most) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
}

/// Whole thousands; now and then a lot, so that levels are climbed.
Money Month::price() {
    return Money((1 + below(below(6) == 0 ? 150 : 20)) * 1'000'00);
}

std::size_t Month::any_buyer() {
    while (true) {
        const auto who = static_cast<std::size_t>(below(std::ssize(customers_)));
        if (!customers_[who].stays_away) return who;
    }
}

void Month::before_the_month() {
    open();
    const auto waits = join_by_office();
    customers_[waits].stays_away = true;
    const auto returns = join_by_office();
    customers_[returns].stays_away = true;
    if (rules_.win_back) {
        // A gift that lapses within the month, and one that brings its customer back.
        buy(waits, price());
        buy(returns, price());
        begin_day(sys_days(year / 1 / 4));
        for (int i = 0; i < 2; ++i) {
            const auto later = join_by_office();
            customers_[later].stays_away = true;
            buy(later, price());
            if (i == 0) won_back_ = {returns, later};
        }
    } else {
        // The points of one expire within the month; the other's purchase keeps them.
        begin_day(sys_days(std::chrono::year(2030) / 9 / 1));
        buy(returns, price());
    }
}

void Month::joins(int day) {
    const auto& source = rules_.sources[static_cast<std::size_t>(below(std::ssize(rules_.sources)))];
    if (day == 1) {
        for (const auto& each : rules_.sources) join_by_card(each.promo_code, {}, true, {});
        join_by_card("", {}, true, 10);
        customers_[join_by_card("", {}, true, 9)].keeps_certificate = true;
        for (int i = 0; i < 3; ++i) newest_friend_ = join_by_bot(source.promo_code, {}, true);
        return;
    }
    // A friend, the friend's friend, and so on: five generations.
    if (day <= 6) {
        newest_friend_ =
            day % 2 == 0 ? join_by_card("", newest_friend_, true, {}) : join_by_bot("", newest_friend_, true);
        return;
    }
    if (day > 26 || below(3) == 0) return;
    const bool invited = below(2) == 0;
    std::optional<std::size_t> inviter;
    while (invited && !inviter)
        if (const auto who = any_buyer();
            customers_[who].way == Way::card || customers_[who].way == Way::telegram)
            inviter = who;
    const auto code = invited || below(4) == 0 ? std::string() : source.promo_code;
    if (below(3) == 0)
        join_by_bot(code, inviter, below(2) == 0);
    else
        join_by_card(code, inviter, below(2) == 0,
                     below(2) == 0 ? std::optional(static_cast<int>(12 + below(16))) : std::nullopt);
}

void Month::sales(int day) {
    for (auto left = 2 + below(4); left > 0; --left) buy(any_buyer(), price());
    if (day % 6 == 3) buy_by_phone("+7702" + std::to_string(1'000'000 + day), price());
    if (day == 11) buy_by_phone("+77030000001", price());
    for (std::size_t who = 0; who < customers_.size(); ++who)
        if (!customers_[who].keeps_certificate && books_.certificate(who, clock_) && below(3) != 0)
            buy_with_certificate(who, Money(120'000'00));
    if (rules_.win_back && day == 5) buy(won_back_[0], price());
    if (rules_.win_back && day == 10) buy(won_back_[1], price());
    const auto cashier = "kassa-" + std::to_string(1 + below(2));
    const auto total = price();
    ++receipts_;
    shop_.office("/receipts", Json::object({{"id", "bare-" + std::to_string(receipts_)},
                                            {"total", Json::Number{to_text(points_for(total))}},
                                            {"cashier", Json::object({{"external_id", cashier}})}}));
    books_.sell_without_card(cashier, total, clock_);
    if (day % 3 == 0) take_some_back();
}

/// Of the three of the list one buys later.
void Month::import_a_list() {
    Json contacts = Json::array();
    for (int i = 1; i <= 3; ++i) {
        const auto phone = "+7703000000" + std::to_string(i);
        contacts.push(Json::object({{"phone", phone}, {"name", "Of a list"}}));
        Books::Person person{phone, clock_};
        person.member = false;
        person.imported = true;
        enter(person, {.way = Way::phone, .stays_away = true});
    }
    shop_.office("/customers/import", Json::object({{"contacts", contacts}}));
}

/// Half an hour after the last purchase everybody is asked; some answer.
void Month::evening() {
    go_to(18h + 45min);
    for (const auto sale : asked_today_) expect_message(books_.sales()[sale].person, "rate");
    const auto rows = shop_.messages(expected_messages());
    CHECK(rows.size() == expected_messages());
    for (const auto& [chat, count] : log_) CHECK(shop_.bot().wait_for(chat, count).size() == count);
    rate_what_was_asked();
}

void Month::live() {
    before_the_month();
    for (int day = 1; day <= 31; ++day) {
        INFO("March " << day);
        begin_day(march(day));
        if (!campaigns_.empty() && campaigns_.back().begun + std::chrono::days(1) > clock_)
            morning_after(campaigns_.back(), campaigns_.size() == 1 ? Points(100'00) : Points());
        // The shop is closed on Sundays, but for its first and the draw's.
        if (day == 9 || day == 23 || day == 30) continue;
        go_to(12h);
        joins(day);
        sales(day);
        if (day == 2) import_a_list();
        if (day == 7 || day == 20) {
            auto who = any_buyer();
            while (customers_[who].way != Way::card) who = any_buyer();
            order(who);
        }
        evening();
        if (day == 5) make_club();
        if (day == 6) campaign("The club meets on Sunday.", 40, Points(100'00));
        if (day == 8) campaign("New headphones for the club.", 0, Points());
        if (day == 10) campaign("The club's last news.", 0, Points());
        if (day == 16) draw();
    }
    begin_day(march(32));
    go_to(12h);
}

}  // namespace tillpoints::cloud::test
