#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/loyalty/messages.hpp"
#include "tests/simulation/virtual_time.hpp"

namespace tillpoints::simulation {

/// What the protocol leaves open; every setting must be survived.
struct Switches {
    enum class RepeatedNonce { same, refused_400, refused_409, second_operation };
    RepeatedNonce nonce = RepeatedNonce::same;
    bool newest_first = true;
    bool receipt_exists = false;       ///< a repeated receipt number is refused with 409
    bool cancels_on_refund = false;    ///< any refund leaves the original CANCELED, else only the whole one
    bool never_cancels = false;        ///< the original stays NORMAL whatever is refunded
    bool over_refund_doubles = false;  ///< a refund beyond the rest is booked, else refused
    enum class Overdrawn { negative, clamped, refused };
    Overdrawn overdrawn = Overdrawn::negative;  ///< what happens where an award that is spent is withdrawn
    bool shows_award = false;                   ///< operation.points is the award where nothing was redeemed
    bool percent = false;                       ///< the programme takes a percentage off instead of awarding
    bool rounds_refunds_down = false;           ///< the points of a refund's part, else half up
    bool base_less_skipped = false;             ///< the most points are a share of this, else of the total
    bool wrong_key_is_403 = false;              ///< else 401
    int over_refund_status = 400;               ///< or 404, or 409
    /// Ids are not in the order in which operations appear, as where several processes take them at once; the
    /// list is in that order all the same.
    bool ids_out_of_order = false;
    /// A customer has to confirm a redemption of more points than these, and any by phone.
    std::optional<Points> confirm_above = {};
};

Switches switches_of(Random& random);

loyalty::Refusal refusal(int status, Errc code);

struct Member {
    ParticipantId id;
    std::optional<CustomerUid> uid;  ///< absent: only the phone is known, points wait
    std::string phone;
    Points start;
    Points balance;
    Points forgiven;  ///< what a clamped balance swallowed
};

/// One line of the cloud's books.
struct Posting {
    loyalty::Operation shown;
    std::string nonce;
    ParticipantId who;
    Points spent;  ///< on a reversal: given back
    Points award;  ///< on a reversal: withdrawn
    Money skip;
    Money refunded;
    bool by_another_till = false;
};

struct RewardPosting {
    ParticipantId who;
    Points points;
    std::string comment;
};

/// A version of the programme: what a purchase earns, how much of it points pay, what a discount takes off.
struct Programme {
    Percent award_rate{500};
    Percent most_share{5000};
    Percent percent_off{1000};
};

/// The loyalty cloud as this simulation understands the protocol, in memory, with its books open.
class ModelCloud {
  public:
    ModelCloud(const VirtualTime& time, Switches switches) : time_(time), switches_(switches) {}

    void join(std::string phone, Points balance);
    /// A fresh six-digit code on a member's phone.
    std::string new_code(std::size_t member);
    /// What stands on a member's plastic card, for ever.
    static std::string card_of(std::size_t member) { return "card-" + std::to_string(member); }
    /// A till that is not played sells something; gives the number.
    std::string sell_elsewhere(std::size_t member, Money total, Points points);

    /// What the cloud has sent to the customer who was asked last to confirm a redemption.
    const std::string& last_secret() const { return last_secret_; }
    /// The numbers of redemptions that needed a confirmation and came without one that the customer had
    /// given.
    const std::set<std::string>& unconfirmed() const { return unconfirmed_; }

    loyalty::Answer answer(const loyalty::Call& call);
    /// Every call that comes from now on is decided by this version, whatever an earlier answer said.
    void change(Programme programme) { programme_ = programme; }

    /// Where in `postings` the operation with this id is, if there is one.
    std::size_t index_of(OperationId id) const;

    const Switches& switches() const { return switches_; }
    const std::vector<Member>& members() const { return members_; }
    const std::vector<Posting>& postings() const { return postings_; }
    const std::vector<RewardPosting>& rewards() const { return rewards_; }

  private:
    struct Code {
        std::size_t member;
        Timestamp made;
        bool used = false;
    };

    struct Confirmation {
        loyalty::Confirmation shown;
        std::size_t member;
        std::string secret;
        int tries = 0;
        bool used = false;
    };

    /// The id of the operation at this index of `postings`.
    OperationId id_of(std::size_t index) const;
    Member* member_of(const loyalty::Identity& who);
    Member& member_of(ParticipantId id) { return members_[static_cast<std::size_t>(id.value - 1)]; }
    loyalty::Customer shown(const Member& member) const;
    Money discount_off(Money total, Money skip) const;
    Money most_by_points(Money total, Money skip, Money unredeemable) const;
    loyalty::PurchaseCalc calc(const Member& member, Money total, Money skip, Money unredeemable) const;
    void take_away(Member& member, Points points);

    std::optional<Points> confirm_above(const loyalty::Identity& who) const;
    loyalty::Answer begin_confirmation(const loyalty::RequestConfirmation& call);
    loyalty::Answer take_confirmation(const loyalty::GiveConfirmation& call);
    /// The confirmation that the purchase names, if the customer gave it for so many points and it lives.
    bool use_confirmation(const loyalty::CreateOperation& call, const Member& member);

    loyalty::Answer find(const loyalty::FindCustomer& call);
    loyalty::Answer calculate(const loyalty::Calculate& call);
    loyalty::Answer create(const loyalty::CreateOperation& call);
    std::optional<loyalty::Answer> repeated(const loyalty::CreateOperation& call) const;
    loyalty::Answer post_purchase(const loyalty::CreateOperation& call, Member& member);
    loyalty::Answer list(const loyalty::ListOperations& call) const;
    loyalty::Answer refund(const loyalty::RefundOperation& call);
    loyalty::Answer reward(const loyalty::Reward& call);

    const VirtualTime& time_;
    Switches switches_;
    Programme programme_;
    std::vector<Member> members_;
    std::map<std::string, Code> codes_;
    std::vector<Posting> postings_;
    std::vector<RewardPosting> rewards_;
    std::map<std::string, Confirmation> confirmations_;
    std::string last_secret_;
    std::set<std::string> unconfirmed_;
    int elsewhere_ = 0;
};

}  // namespace tillpoints::simulation
