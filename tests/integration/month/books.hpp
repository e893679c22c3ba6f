#pragma once
#include <map>
#include <optional>

#include "protocol/timestamp.hpp"
#include "rules.hpp"

namespace tillpoints::cloud::test {

/// Lines of a report or of accounts by their names ("purchases/turnover"), in hundredths.
using Figures = std::map<std::string, std::int64_t>;

struct Span {
    Timestamp from;
    Timestamp to;
    bool holds(Timestamp moment) const { return from <= moment && moment < to; }
};

/// The test's own books of a shop: what people did, and what this comes to by the programme's rules. It knows
/// nothing of the cloud's code.
class Books {
  public:
    struct Person {
        std::string phone;
        Timestamp known{};
        std::string source{};  ///< its promo code
        std::optional<std::size_t> inviter{};
        bool member = true;
        bool imported = false;
        std::optional<std::chrono::month_day> birthday{};
        std::int64_t id = 0;  ///< as the cloud shows it
    };
    struct Refund {
        Timestamp at;
        Money total;
        Money cash;
        Points points;
        Points award;
    };
    struct Sale {
        Timestamp at;
        std::size_t person = 0;
        std::string cashier{};  ///< empty: nobody
        Money total;
        Points points{};
        Points certificate{};
        bool by_phone = false;
        std::int64_t operation = 0;  ///< as the cloud numbers it
        Points award{};
        std::vector<Refund> refunds{};

        Money cash() const { return total - worth(points + certificate); }
        bool refunded() const;  ///< all of it
    };
    struct Certificate {
        std::size_t person = 0;
        Timestamp from;
        Timestamp to;
        bool used = false;
        bool lapsed = false;
    };

    struct Rating {
        std::size_t sale = 0;
        Timestamp at;
        int stars = 0;
        bool comment = false;
    };

    explicit Books(ShopRules rules) : rules_(std::move(rules)) {}

    // What happens.
    std::size_t add(Person person);  ///< a member gets the points of welcome
    std::size_t sell(Sale sale);
    void take_back(std::size_t sale, Money part, Timestamp at);
    void rate(std::size_t sale, int stars, bool comment, Timestamp at);
    void sell_without_card(const std::string& cashier, Money total, Timestamp at);
    void give(std::size_t person, const std::string& cause, Points points, Timestamp at);
    /// What becomes due by itself is done.
    void begin_day(Timestamp now);

    // What is known of somebody.
    const std::vector<Person>& people() const { return people_; }
    Person& person(std::size_t who) { return people_[who]; }
    const std::vector<Sale>& sales() const { return sales_; }
    const std::vector<Rating>& ratings() const { return ratings_; }
    Points balance(std::size_t person) const;
    const ShopRules::Level& level(std::size_t person) const;
    bool has_bought(std::size_t person) const;
    const Certificate* certificate(std::size_t person, Timestamp now) const;
    static Points certificate_pays(Money total);
    const ShopRules& rules() const { return rules_; }

    // What it comes to.
    Figures report(const Span& span) const;
    Figures accounting(const Span& span) const;
    /// Of each account and cause: "customer/1100000000007/award".
    Figures ledger() const;

  private:
    struct Movement {
        Timestamp at;
        std::string account;  ///< "customer/3", "certificates", "staff/kassa-1"
        std::string cause;
        Points points;
    };
    struct Gift {
        std::size_t person = 0;
        Timestamp given;
        Timestamp until;
        bool over = false;
    };
    struct Receipt {
        std::string cashier;
        Timestamp at;
        Money total;
    };

    void move(Timestamp at, std::string account, std::string cause, Points points);
    void move(Timestamp at, std::size_t person, std::string cause, Points points);
    std::optional<Timestamp> last_purchase(std::size_t person) const;
    std::vector<std::size_t> circles_above(std::size_t person) const;
    std::size_t generation(std::size_t person) const;
    void expire(std::size_t person, Timestamp now);
    void issue_certificate(std::size_t person, Timestamp now);
    void win_back(std::size_t person, Timestamp now);
    void lapse(Timestamp now);
    Points sum(const Span& span, const std::string& account, const std::string& cause) const;
    std::string bucket(const Sale& sale) const;
    void report_customers(Figures& out, const Span& span) const;
    void report_sales(Figures& out, const Span& span) const;
    void report_points(Figures& out, const Span& span) const;
    void report_gifts(Figures& out, const Span& span) const;
    void report_staff(Figures& out, const Span& span) const;

    ShopRules rules_;
    std::vector<Person> people_;
    std::vector<Sale> sales_;
    std::vector<Certificate> certificates_;
    std::vector<Gift> gifts_;
    std::vector<Rating> ratings_;
    std::vector<Receipt> receipts_;
    std::vector<Movement> movements_;
    std::map<std::size_t, std::size_t> friend_rewards_;  ///< of a friend, by which sale
};

}  // namespace tillpoints::cloud::test
