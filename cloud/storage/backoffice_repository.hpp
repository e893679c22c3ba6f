#pragma once
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"
#include "cloud/ledger/records.hpp"
#include "cloud/ledger/report_rows.hpp"

namespace tillpoints::cloud {

/// Who may have something due at `now`; customers with ids above `after`, at most up to `to`.
struct DueRange {
    Timestamp now;
    ParticipantId after;
    ParticipantId to;
};

/// What ends a customer's quiet.
enum class Activity { joining_and_purchases, joining };

/// The part of the books that the back office, the sweep and the report need.
class BackOfficeRepository {
  public:
    virtual ~BackOfficeRepository() = default;

    /// Adds it, or gives the one with this promo code a new name.
    virtual void set_source(const SourceRecord& source) = 0;
    virtual std::optional<SourceRecord> source(const std::string& promo_code) = 0;
    /// In order of promo code.
    virtual std::vector<SourceRecord> sources() = 0;

    /// False if there is such a card.
    virtual bool add_card(const CardRecord& card) = 0;
    virtual std::optional<CardRecord> card(const std::string& code) = 0;
    virtual std::vector<CardRecord> cards_of(ParticipantId customer) = 0;
    virtual void block_card(const std::string& code, bool blocked) = 0;

    /// The branch of this name, made when new.
    virtual loyalty::Named branch(const std::string& name) = 0;
    virtual std::vector<loyalty::Named> branches() = 0;
    virtual void set_branch(std::int64_t cashier, std::int64_t branch) = 0;
    virtual std::optional<CashierRecord> cashier_record(std::int64_t cashier) = 0;
    virtual std::vector<CashierRecord> cashiers() = 0;

    /// Replaces what was said of this purchase before.
    virtual void rate(const RatingRecord& rating) = 0;
    /// The newest first.
    virtual std::vector<RatingRecord> ratings(int max) = 0;

    /// `campaign.id` is ignored; answers the new one.
    virtual std::int64_t add_campaign(const CampaignRecord& campaign) = 0;
    virtual std::vector<CampaignRecord> campaigns() = 0;

    /// False if there is a receipt of this id; nothing changes then.
    virtual bool add_receipt(const ReceiptRecord& receipt) = 0;
    virtual std::optional<ReceiptRecord> receipt(const std::string& id) = 0;

    /// `gift.id` is ignored.
    virtual void add_gift(const GiftRecord& gift) = 0;
    virtual std::optional<Timestamp> last_gift(ParticipantId customer) = 0;
    /// Those that lapse by `now` and are not over, the earliest first.
    virtual std::vector<GiftRecord> gifts_due(ParticipantId customer, Timestamp now) = 0;
    virtual void close_gift(std::int64_t id) = 0;
    /// Points spent on purchases since, refunds taken off.
    virtual Points redeemed_since(ParticipantId customer, Timestamp since) = 0;
    /// When the customer last got points of one of these causes.
    virtual std::optional<Timestamp> last_credit(ParticipantId customer,
                                                 const std::vector<std::string>& causes) = 0;

    /// Customers whose certificates, deferred awards or gifts are due; each once.
    virtual std::vector<ParticipantId> due(Timestamp now) = 0;
    /// Members born on one of these days ("02-28") without a birthday certificate that is valid at `now`.
    virtual std::vector<ParticipantId> born_on(const std::vector<std::string>& days, Timestamp now) = 0;
    /// Customers with points who neither joined nor, where that counts, bought since `quiet_since`.
    virtual std::vector<ParticipantId> expiry_candidates(const DueRange& range, Timestamp inactive_since,
                                                         Activity by) = 0;
    /// Customers whose last unrefunded purchase was no later than `last` and who got no gift since it.
    virtual std::vector<ParticipantId> win_back_candidates(const DueRange& range, Timestamp last) = 0;
    virtual ParticipantId newest_customer() = 0;

    /// By how much the time of these books is ahead of the real one; nothing where time is real.
    virtual std::optional<std::chrono::milliseconds> time_ahead() = 0;
    virtual void set_time_ahead(std::chrono::milliseconds ahead) = 0;
    /// When the last operation or posting was made; nothing in empty books.
    virtual std::optional<Timestamp> last_written() = 0;

    /// All the report is computed from.
    virtual ReportRows rows(const Period& period) = 0;
};

}  // namespace tillpoints::cloud
