#include "tests/ledger/check.hpp"

#include <algorithm>
#include <set>

namespace tillpoints::ledger {
namespace {

std::string points_text(Points points) {
    return format_fixed(points.count, 2);
}

/// The records with the indexes the checks need.
class Comparer {
  public:
    explicit Comparer(const Records& records) : records_(records) {
        for (const auto& operation : records.cloud.operations) {
            if (operation.origin)
                reversals_[*operation.origin].push_back(&operation);
            else
                by_number_[operation.number].push_back(&operation);
        }
        for (const auto& printed : records.printed)
            if (!printed.is_return) sales_[printed.receipt] = &printed;
    }

    Comparison run() {
        if (!records_.cloud.balanced) report("cloud", "its ledger does not balance");
        for (const auto& fault : records_.cloud.faults) report("cloud", fault);
        for (const auto& entry : records_.entries) check_entry(entry);
        for (const auto& operation : records_.cloud.operations) check_cause(operation);
        check_rewards();
        for (const auto& printed : records_.printed) check_document(printed);
        for (const auto& printed : records_.printed)
            if (printed.is_return) check_return(printed);
        for (const auto& [receipt, printed] : sales_) check_redemption(*printed);
        return std::move(result_);
    }

  private:
    using Operations = std::vector<const CloudOperation*>;

    void report(const std::string& subject, const std::string& what) {
        result_.mismatches.push_back({subject, what});
    }

    const Operations& operations_of(const std::string& number) const {
        static const Operations none;
        const auto found = by_number_.find(number);
        return found == by_number_.end() ? none : found->second;
    }
    const Operations& reversals_of(std::int64_t operation) const {
        static const Operations none;
        const auto found = reversals_.find(operation);
        return found == reversals_.end() ? none : found->second;
    }

    void check_entry(const ExportedEntry& entry) {
        const bool final = entry.state == "confirmed" || entry.state == "withdrawn" ||
                           entry.state == "cancelled" || entry.state == "written_off";
        if (entry.state == "parked")
            ++result_.parked[entry.parking.empty() ? "unknown" : entry.parking];
        else if (!final)
            ++result_.pending;
        if (entry.kind == Kind::purchase && entry.state == "confirmed") check_confirmed(entry);
        if (entry.kind == Kind::purchase && (entry.state == "withdrawn" || entry.state == "cancelled"))
            check_undone(entry);
        if (entry.kind == Kind::refund && entry.state == "confirmed") check_refund(entry);
        if (entry.offline && (entry.state == "parked" || entry.state == "written_off"))
            check_offline_redemption(entry);
    }

    void check_offline_redemption(const ExportedEntry& entry) {
        result_.offline_loss += entry.loss;
        if (entry.loss != worth(entry.points))
            report(entry.number, "redeemed " + points_text(entry.points) +
                                     " points offline, but the recorded loss is " + to_text(entry.loss));
        const bool paid_in_money = entry.total && *entry.total > worth(entry.points);
        const bool awarded =
            std::any_of(records_.entries.begin(), records_.entries.end(), [&](const ExportedEntry& it) {
                return it.kind == Kind::purchase && it.receipt == entry.receipt &&
                       it.number != entry.number && it.points == Points() && it.state != "withdrawn" &&
                       it.state != "cancelled";
            });
        if (paid_in_money && !awarded)
            report(entry.number, "refused offline points, and what was paid is not awarded");
    }

    void check_confirmed(const ExportedEntry& entry) {
        const auto& operations = operations_of(entry.cloud_number);
        if (operations.size() != 1)
            return report(entry.number, "confirmed, but the cloud has " + std::to_string(operations.size()) +
                                            " operations of this number");
        const auto& operation = *operations.front();
        if (operation.points != -entry.points)
            report(entry.number, "points " + points_text(entry.points) + " here, " +
                                     points_text(-operation.points) + " in the cloud");
        if (entry.total && operation.total != *entry.total)
            report(entry.number,
                   "total " + to_text(*entry.total) + " here, " + to_text(operation.total) + " in the cloud");
        if (entry.operation != operation.id)
            report(entry.number,
                   "is another operation here than in the cloud (" + std::to_string(operation.id) + ")");
        if (!entry.wanted) report(entry.number, "should have been withdrawn");
        if (!sales_.contains(entry.receipt))
            report(entry.number, "confirmed, but its receipt was never printed");
        result_.redeemed += entry.points;
        result_.awarded += operation.award;
    }

    void check_undone(const ExportedEntry& entry) {
        const auto& operations = operations_of(entry.cloud_number);
        if (operations.size() > 1 || (!operations.empty() && entry.state == "cancelled"))
            return report(entry.number, entry.state + ", but the cloud has operations of this number");
        if (operations.empty()) return;
        Money total = operations.front()->total;
        Points points = operations.front()->points;
        for (const auto* reversal : reversals_of(operations.front()->id)) {
            total += reversal->total;
            points += reversal->points;
        }
        if (total != Money() || points != Points())
            report(entry.number, "withdrawn, but " + to_text(total) + " and points " + points_text(-points) +
                                     " still stand in the cloud");
    }

    void check_refund(const ExportedEntry& entry) {
        if (!entry.reversal) return report(entry.number, "a confirmed refund without a reversal");
        const auto reversal = std::find_if(
            records_.cloud.operations.begin(), records_.cloud.operations.end(),
            [&](const CloudOperation& each) { return each.id == *entry.reversal && each.origin; });
        if (reversal == records_.cloud.operations.end())
            return report(entry.number,
                          "its reversal " + std::to_string(*entry.reversal) + " is not in the cloud");
        if (entry.operation && *reversal->origin != *entry.operation)
            report(entry.number, "its reversal takes back another operation");
        if (entry.total && reversal->total != -*entry.total)
            report(entry.number,
                   "took back " + to_text(-reversal->total) + " instead of " + to_text(*entry.total));
    }

    /// True if exactly one entry is the cause of this operation.
    bool is_named(const CloudOperation& operation) const {
        std::int64_t named = 0;
        bool may_be_parked = false;
        for (const auto& entry : records_.entries) {
            if (!operation.origin && entry.kind == Kind::purchase && entry.cloud_number == operation.number)
                ++named;
            if (!operation.origin) continue;
            if (entry.reversal == operation.id) ++named;
            if (entry.state == "parked" &&
                (entry.operation == operation.origin || entry.kind == Kind::refund))
                may_be_parked = true;
        }
        return named == 1 || (named == 0 && may_be_parked);
    }

    void check_cause(const CloudOperation& operation) {
        if (operation.origin) {
            result_.returned += operation.points;
            result_.withdrawn -= operation.award;
        }
        if (is_named(operation)) return;
        report("operation " + std::to_string(operation.id),
               operation.origin
                   ? "a reversal without an entry, or with more than one"
                   : "number '" + operation.number + "' belongs to no entry, or to more than one");
    }

    /// A reward has no number, so the amounts given and the amounts of confirmed entries are compared.
    void check_rewards() {
        std::multiset<Points> given(records_.cloud.rewards.begin(), records_.cloud.rewards.end());
        bool parked = false;
        for (const auto& entry : records_.entries) {
            if (entry.kind != Kind::reward) continue;
            parked = parked || entry.state == "parked";
            if (entry.state != "confirmed") continue;
            const auto found = given.find(entry.points);
            if (found == given.end())
                report(entry.number,
                       "a reward of " + points_text(entry.points) + " that the cloud did not give");
            else
                given.erase(found);
        }
        if (parked) return;
        for (const auto points : given)
            report("cloud", "a reward of " + points_text(points) + " without an entry");
    }

    void check_document(const Printed& printed) {
        Money lines;
        for (const auto& line : printed.lines) {
            if (scale_half_up(line.price.count, line.quantity, 1000) != line.sum.count)
                report(printed.receipt, "a printed line is not price x quantity");
            if (line.price > line.full_price)
                report(printed.receipt, "a printed line is above the shelf price");
            lines += line.sum;
        }
        if (lines != printed.lines_total) report(printed.receipt, "the printed lines do not add up");
        const auto rounding = printed.lines_total - printed.total;
        if (rounding < Money() || rounding >= Money(100))
            report(printed.receipt, "the total is not the lines' less the register's rounding");
        if (printed.paid != printed.total) report(printed.receipt, "the payments do not add up");
    }

    void check_redemption(const Printed& printed) {
        ++result_.receipts;
        Points redeemed;
        Points in_doubt;
        bool card = false;
        for (const auto& entry : records_.entries) {
            if (entry.kind != Kind::purchase || entry.receipt != printed.receipt) continue;
            card = card || entry.state == "confirmed" || entry.state == "parked";
            if (entry.state == "confirmed") redeemed += entry.points;
            if (entry.state == "parked" || entry.state == "written_off") in_doubt += entry.points;
        }
        result_.with_card += card ? 1 : 0;
        if (printed.award_promised && !card)
            report(printed.receipt, "an award was promised, but no purchase stands");
        const auto used = printed.discount + printed.tender;
        if (used != worth(redeemed) && used != worth(redeemed + in_doubt))
            report(printed.receipt,
                   "printed a discount of " + to_text(used) + ", redeemed were " + points_text(redeemed));
    }

    /// Checks only sales without excluded goods, because returning excluded goods needs no refund.
    void check_return(const Printed& printed) {
        const auto sale = sales_.find(printed.original);
        if (sale == sales_.end() || printed.full_total == Money()) return;
        bool awarded_as_a_whole = false;
        for (const auto& entry : records_.entries) {
            if (entry.kind == Kind::refund && entry.receipt == printed.receipt) return;
            if (entry.kind == Kind::purchase && entry.receipt == printed.original &&
                entry.state == "confirmed")
                awarded_as_a_whole = entry.total == sale->second->full_total;
        }
        if (awarded_as_a_whole) report(printed.receipt, "goods came back, but no refund was stored");
    }

    const Records& records_;
    Comparison result_;
    std::map<std::string, Operations> by_number_;
    std::map<std::int64_t, Operations> reversals_;
    std::map<std::string, const Printed*> sales_;
};

}  // namespace

Comparison check(const Records& records) {
    return Comparer(records).run();
}

std::string summary(const Comparison& result) {
    std::int64_t parked = 0;
    std::string reasons;
    for (const auto& [reason, count] : result.parked) {
        parked += count;
        reasons += (reasons.empty() ? "" : ", ") + reason + " " + std::to_string(count);
    }
    const std::string lost =
        result.offline_loss > Money() ? ", lost offline " + to_text(result.offline_loss) : "";
    return "ledger: receipts " + std::to_string(result.receipts) + ", with card " +
           std::to_string(result.with_card) + ", redeemed " + points_text(result.redeemed) + ", awarded " +
           points_text(result.awarded) + ", pending " + std::to_string(result.pending) + ", parked " +
           std::to_string(parked) + (reasons.empty() ? "" : " (" + reasons + ")") + lost + ", mismatch " +
           std::to_string(result.mismatches.size());
}

}  // namespace tillpoints::ledger
