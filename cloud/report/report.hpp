#pragma once
#include <map>
#include <string>
#include <vector>

#include "cloud/ledger/report_rows.hpp"

/// The owner's report: every line is a pure function of the rows. Ratios are in hundredths of a percent or of
/// one, as their names say, and absent if they would divide by zero.
namespace tillpoints::cloud {

/// How many people are known, have a card, bought.
struct BaseLines {
    std::int64_t contacts = 0;  ///< without imported ones
    std::int64_t imported = 0;
    std::int64_t members = 0;
    std::int64_t buyers = 0;              ///< with at least one purchase that was not refunded
    std::optional<Percent> member_share;  ///< of the contacts
    std::optional<Percent> buyer_share;   ///< of the contacts
    friend bool operator==(const BaseLines&, const BaseLines&) = default;
};

/// Purchases with a card, and receipts without one.
struct PurchaseLines {
    std::int64_t purchases = 0;
    std::int64_t by_phone = 0;
    std::optional<Percent> phone_share;
    std::optional<std::int64_t> per_buyer;  ///< hundredths
    std::optional<std::int64_t> repeats;    ///< hundredths: purchases after the first, per buyer
    Money turnover;
    std::optional<Money> average;
    std::int64_t bare = 0;  ///< receipts without a card
    Money bare_turnover;
    std::optional<Money> bare_average;
    std::optional<Percent> uplift;    ///< average with a card over average without, less 1
    std::optional<Percent> discount;  ///< points and certificate points of the card turnover
    friend bool operator==(const PurchaseLines&, const PurchaseLines&) = default;
};

/// Points without certificates: issued - redeemed - expired is what customers gained in the period.
struct PointLines {
    Points issued;
    Points redeemed;
    Points expired;
    Points saved;        ///< issued less redeemed, the platform's "saved on cashback"
    Points outstanding;  ///< a debt
    Points waiting;      ///< deferred, not in outstanding
    friend bool operator==(const PointLines&, const PointLines&) = default;
};

struct ReferralLines {
    std::int64_t newcomers = 0;
    std::int64_t bought = 0;
    std::vector<std::int64_t>
        generations;  ///< newcomers by their distance from a customer without an inviter
    friend bool operator==(const ReferralLines&, const ReferralLines&) = default;
};

/// The turnover of one source of customers; each purchase is in exactly one bucket.
struct Bucket {
    std::string name;
    std::int64_t joined = 0;  ///< customers of this source who came in the period; of sources only
    std::int64_t bought = 0;  ///< customers whose purchases are in this bucket
    std::int64_t purchases = 0;
    Money revenue;
    bool counts = true;  ///< to the total benefit; false for customers whom nothing brought
    friend bool operator==(const Bucket&, const Bucket&) = default;
};

/// What one employee did, in a month or in the whole period. Sales count in the month they were made, net of
/// their refunds; returns in the month they came.
struct StaffFigures {
    std::int64_t with_card = 0;
    std::int64_t without_card = 0;
    std::optional<Percent> card_share;  ///< of all receipts; absent where no receipt without a card is known
    Money card_turnover;
    std::optional<Money> card_average;
    std::int64_t newcomers = 0;  ///< customers whose first purchase ever was made here
    Points redeemed;             ///< without certificates
    Points awarded;
    std::int64_t returns = 0;
    Money returned;
    Money owed;  ///< staff award
    std::int64_t ratings = 0;
    std::int64_t stars = 0;              ///< of all of them
    std::optional<std::int64_t> rating;  ///< hundredths of a star, on average
    friend bool operator==(const StaffFigures&, const StaffFigures&) = default;
};

/// One employee.
struct StaffLine {
    std::int64_t cashier = 0;
    std::string name;
    StaffFigures whole;
    std::map<std::string, StaffFigures> months;  ///< "2026-01", in UTC
    friend bool operator==(const StaffLine&, const StaffLine&) = default;
};

/// How much the best customers bring.
struct ParetoLines {
    Percent top;  ///< this share of the buyers, rounded up to whole buyers
    std::int64_t top_buyers = 0;
    std::optional<Percent> revenue_share;  ///< is how much of the turnover
    std::int64_t best = 0;                 ///< this many customers
    std::optional<Money> best_least;       ///< each of them spent at least this much
    friend bool operator==(const ParetoLines&, const ParetoLines&) = default;
};

struct WinBackLines {
    std::int64_t given = 0;
    Points points;
    std::int64_t returned = 0;  ///< customers who bought while their gift was valid
    Money revenue;              ///< of those purchases
    friend bool operator==(const WinBackLines&, const WinBackLines&) = default;
};

struct RatingLines {
    std::int64_t ratings = 0;
    std::int64_t reviews = 0;           ///< of them with a comment
    std::optional<std::int64_t> every;  ///< one rating in so many purchases
    friend bool operator==(const RatingLines&, const RatingLines&) = default;
};

/// How often customers, and whoever else, looked at the card.
struct ViewLines {
    std::int64_t all = 0;       ///< the openings, and each page that was turned to
    std::int64_t openings = 0;  ///< how often the card was opened
    std::map<std::string, std::int64_t> pages;
    friend bool operator==(const ViewLines&, const ViewLines&) = default;
};

struct Report {
    Period period;
    BaseLines base;
    PurchaseLines purchases;
    PointLines points;
    ReferralLines referral;
    RatingLines ratings;
    ViewLines views;
    std::int64_t certificates_issued = 0;
    std::int64_t certificates_used = 0;
    std::vector<Bucket> buckets;  ///< certificate, referral, each source, the rest
    /// Saved on cashback and the revenue of every bucket that counts: the platform's formula, by which points
    /// that are given away and not spent are a gain.
    Money benefit;
    /// The same revenue less what the points cost: those redeemed, those that customers may still spend, and
    /// what certificates paid.
    Money benefit_less_points;
    ParetoLines pareto;
    WinBackLines win_back;
    std::vector<StaffLine> staff;
    friend bool operator==(const Report&, const Report&) = default;
};

/// How many of the best customers the report shows.
struct ReportOptions {
    Percent top{1500};
    std::int64_t best = 200;
};

Report report_of(const ReportRows& rows, const ReportOptions& options = {});

BaseLines base_lines(const ReportRows& rows);
PurchaseLines purchase_lines(const ReportRows& rows, std::int64_t buyers);
PointLines point_lines(const ReportRows& rows);
/// What the points of the period cost the shop, spent or not, certificates included.
Money cost_of_points(const ReportRows& rows, const PointLines& points);
ReferralLines referral_lines(const ReportRows& rows);
std::vector<Bucket> revenue_buckets(const ReportRows& rows);
/// The bucket of a purchase, as its place in `revenue_buckets`.
std::size_t bucket_of(const ReportRows& rows, const SaleRow& sale);
/// The purchases that a line counts, the newest first: "with_card", "by_phone", "redeemed" (points or a
/// certificate paid), "first", or "bucket/2". Nothing for a line that is not made of purchases.
std::optional<std::vector<OperationId>> purchases_behind(const ReportRows& rows, std::string_view line);
ParetoLines pareto_lines(const ReportRows& rows, const ReportOptions& options);
WinBackLines win_back_lines(const ReportRows& rows);
RatingLines rating_lines(const ReportRows& rows, std::int64_t purchases);
ViewLines view_lines(const std::vector<ViewRow>& rows);
/// By quarter, such as "2026-Q1", in their order; without those in which nobody looked.
std::vector<std::pair<std::string, std::int64_t>> views_by_quarter(const std::vector<ViewRow>& rows);
std::vector<StaffLine> staff_lines(const ReportRows& rows);

/// `part / whole`; nothing of nothing.
std::optional<Percent> ratio(std::int64_t part, std::int64_t whole);
/// `whole / parts`, half up.
std::optional<Money> average(Money whole, std::int64_t parts);

}  // namespace tillpoints::cloud
