#pragma once
#include <random>
#include <set>

#include "books.hpp"
#include "month_shop.hpp"

namespace tillpoints::cloud::test {

/// March 2031 in a shop, by a script that a seed fills: who comes how, buys what, is told, rates, and so on.
/// Everything happens over the network as in a shop's life, and is written down in `Books`.
class Month {
  public:
    Month(const ShopRules& rules, const std::string& database, std::uint64_t seed);

    /// What was before, the 31 days, and the first of April.
    void live();
    /// Console, report, ledger, accounting, messages, the Bot API's log and the audit say what the books say.
    void compare();

  private:
    enum class Way { card, telegram, plastic, phone };
    /// What the books need not know of a person.
    struct Customer {
        Way way = Way::card;
        std::optional<PageVisitor> page{};
        std::int64_t chat = 0;
        std::string uid{};
        std::string invitation{};  ///< the code by which friends come
        bool consents = false;
        bool club = false;
        bool stays_away = false;
        bool keeps_certificate = false;  ///< until it lapses
        std::vector<Timestamp> advertised{};
    };
    struct Campaign {
        std::int64_t id = 0;
        std::string text;
        Timestamp begun;
        std::set<std::size_t> members;
        std::set<std::size_t> told;
        bool has_control_group = false;
    };
    struct DrawnPrizes {
        std::int64_t id = 0;
        std::string commitment;
        std::set<std::size_t> participants;
        std::set<std::size_t> winners;
        std::string text;
    };

    // The clock.
    void begin_day(std::chrono::sys_days day);
    void go_to(std::chrono::minutes local);
    std::chrono::sys_days march(int day) const;

    // What people do.
    std::int64_t below(std::int64_t most);
    std::size_t enter(Books::Person person, Customer customer);
    std::size_t join_by_card(const std::string& source, std::optional<std::size_t> inviter, bool consents,
                             std::optional<int> birthday);
    std::size_t join_by_bot(const std::string& source, std::optional<std::size_t> inviter, bool consents);
    std::size_t join_by_office();
    std::string invitation_of(std::size_t who);
    void talk(std::size_t who, const std::string& text);
    std::string code_of(std::size_t who);
    void buy(std::size_t who, Money total);
    void buy_by_phone(const std::string& phone, Money total);
    bool buy_with_certificate(std::size_t who, Money total);
    void sold(Books::Sale sale);
    void take_some_back();
    void order(std::size_t who);
    void rate_what_was_asked();
    void answer_rating(std::size_t which);

    // What the shop does.
    void open();
    void make_club();
    void campaign(const std::string& text, int held_out, Points points);
    void morning_after(Campaign& campaign, Points points);
    void draw();

    // The days.
    void before_the_month();
    void joins(int day);
    void sales(int day);
    void import_a_list();
    void evening();
    Money price();
    std::size_t any_buyer();

    // What is told.
    void expect_message(std::size_t who, const std::string& template_name, bool advertising = false);
    std::size_t expected_messages() const;
    bool may_be_told(std::size_t who) const;
    bool was_told(std::size_t who, const std::string& text);

    // The comparison.
    void compare_reports();
    void compare_accounting();
    void compare_ledger();
    void compare_messages();
    void compare_campaigns();
    void compare_ratings();

    ShopRules rules_;
    std::mt19937_64 random_;
    Timestamp clock_;
    std::chrono::sys_days first_day_;
    MonthShop shop_;
    Books books_;
    std::vector<Customer> customers_;
    std::optional<PageVisitor> owner_, accountant_, employee_;
    std::vector<Campaign> campaigns_;
    std::optional<DrawnPrizes> drawn_;
    std::int64_t goods_ = 0;
    std::vector<std::size_t> won_back_;  ///< come again in the month, one after another
    std::size_t newest_friend_ = 0;      ///< who invites the next one of the line
    int receipts_ = 0;
    std::vector<std::size_t> asked_today_;  ///< sales whose customers are asked in the evening
    std::set<std::int64_t> answered_;       ///< operations of which the rating was answered
    /// How many there are by channel and template, how many came to each chat, and presses of buttons.
    std::map<std::string, std::size_t> messages_;
    std::map<std::int64_t, std::size_t> log_;
    std::size_t presses_ = 0;
};

}  // namespace tillpoints::cloud::test
