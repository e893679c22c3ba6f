#include "tests/ledger/check.hpp"

#include <algorithm>
#include <set>

namespace tillpoints::ledger {
namespace {

std::string points_text(Points points) {
    return format_fixed(points.count, 2);
}

/// The books with what the checks look up.
class Audit {
  public:
    explicit Audit(const Books& books) : books_(books) {
        for (const auto& operation : books.cloud.operations) {
            if (operation.origin)
                reversals_[*operation.origin].push_back(&operation);
            else
                by_number_[operation.number].push_back(&operation);
        }
        for (const auto& printed : books.printed)
            if (!printed.is_return) sales_[printed.receipt] = &printed;
    }

    Verdict run() {
        if (!books_.cloud.balanced) report("cloud", "its books do not balance");
        for (const auto& fault : books_.cloud.faults) report("cloud", fault);
        for (const auto& fact : books_.facts) check_fact(fact);
        for (const auto& operation : books_.cloud.operations) check_cause(operation);
        check_rewards();
        for (const auto& printed : books_.printed) check_document(printed);
        for (const auto& printed : books_.printed)
            if (printed.is_return) check_return(printed);
        for (const auto& [receipt, printed] : sales_) check_redemption(*printed);
        return std::move(verdict_);
    }

  private:
    using Operations = std::vector<const CloudOperation*>;

    void report(const std::string& subject, const std::string& what) {
        verdict_.mismatches.push_back({subject, what});
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

    void check_fact(const ExportedFact& fact) {
        const bool final = fact.state == "confirmed" || fact.state == "withdrawn" ||
                           fact.state == "cancelled" || fact.state == "written_off";
        if (fact.state == "parked")
            ++verdict_.parked[fact.parking.empty() ? "unknown" : fact.parking];
        else if (!final)
            ++verdict_.pending;
        if (fact.kind == Kind::purchase && fact.state == "confirmed") check_confirmed(fact);
        if (fact.kind == Kind::purchase && (fact.state == "withdrawn" || fact.state == "cancelled"))
            check_undone(fact);
        if (fact.kind == Kind::refund && fact.state == "confirmed") check_refund(fact);
        if (fact.offline && (fact.state == "parked" || fact.state == "written_off")) check_promise(fact);
    }

    void check_promise(const ExportedFact& fact) {
        verdict_.offline_loss += fact.loss;
        if (fact.loss != worth(fact.points))
            report(fact.number, "promised " + points_text(fact.points) +
                                    " points offline, but the loss told is " + to_text(fact.loss));
        const bool paid_in_money = fact.total && *fact.total > worth(fact.points);
        const bool awarded =
            std::any_of(books_.facts.begin(), books_.facts.end(), [&](const ExportedFact& it) {
                return it.kind == Kind::purchase && it.receipt == fact.receipt && it.number != fact.number &&
                       it.points == Points() && it.state != "withdrawn" && it.state != "cancelled";
            });
        if (paid_in_money && !awarded)
            report(fact.number, "refused offline points, and what was paid is not awarded");
    }

    void check_confirmed(const ExportedFact& fact) {
        const auto& operations = operations_of(fact.number);
        if (operations.size() != 1)
            return report(fact.number, "confirmed, but the cloud has " + std::to_string(operations.size()) +
                                           " operations of this number");
        const auto& operation = *operations.front();
        if (operation.points != -fact.points)
            report(fact.number, "points " + points_text(fact.points) + " here, " +
                                    points_text(-operation.points) + " in the cloud");
        if (fact.total && operation.total != *fact.total)
            report(fact.number,
                   "total " + to_text(*fact.total) + " here, " + to_text(operation.total) + " in the cloud");
        if (fact.operation != operation.id)
            report(fact.number,
                   "is another operation here than in the cloud (" + std::to_string(operation.id) + ")");
        if (!fact.wanted) report(fact.number, "should have been withdrawn");
        if (!sales_.contains(fact.receipt))
            report(fact.number, "confirmed, but its receipt was never printed");
        verdict_.redeemed += fact.points;
        verdict_.awarded += operation.award;
    }

    void check_undone(const ExportedFact& fact) {
        const auto& operations = operations_of(fact.number);
        if (operations.size() > 1 || (!operations.empty() && fact.state == "cancelled"))
            return report(fact.number, fact.state + ", but the cloud has operations of this number");
        if (operations.empty()) return;
        Money total = operations.front()->total;
        Points points = operations.front()->points;
        for (const auto* reversal : reversals_of(operations.front()->id)) {
            total += reversal->total;
            points += reversal->points;
        }
        if (total != Money() || points != Points())
            report(fact.number, "withdrawn, but " + to_text(total) + " and points " + points_text(-points) +
                                    " still stand in the cloud");
    }

    void check_refund(const ExportedFact& fact) {
        if (!fact.reversal) return report(fact.number, "a confirmed refund without a reversal");
        const auto reversal = std::find_if(
            books_.cloud.operations.begin(), books_.cloud.operations.end(),
            [&](const CloudOperation& each) { return each.id == *fact.reversal && each.origin; });
        if (reversal == books_.cloud.operations.end())
            return report(fact.number,
                          "its reversal " + std::to_string(*fact.reversal) + " is not in the cloud");
        if (fact.operation && *reversal->origin != *fact.operation)
            report(fact.number, "its reversal takes back another operation");
        if (fact.total && reversal->total != -*fact.total)
            report(fact.number,
                   "took back " + to_text(-reversal->total) + " instead of " + to_text(*fact.total));
    }

    /// Whether a fact of ours explains that this operation exists.
    bool is_named(const CloudOperation& operation) const {
        std::int64_t named = 0;
        bool may_be_parked = false;
        for (const auto& fact : books_.facts) {
            if (!operation.origin && fact.kind == Kind::purchase && fact.number == operation.number) ++named;
            if (!operation.origin) continue;
            if (fact.reversal == operation.id) ++named;
            if (fact.state == "parked" && (fact.operation == operation.origin || fact.kind == Kind::refund))
                may_be_parked = true;
        }
        return named == 1 || (named == 0 && may_be_parked);
    }

    void check_cause(const CloudOperation& operation) {
        if (operation.origin) {
            verdict_.returned += operation.points;
            verdict_.withdrawn -= operation.award;
        }
        if (is_named(operation)) return;
        report("operation " + std::to_string(operation.id),
               operation.origin
                   ? "a reversal that no fact (or more than one) names"
                   : "number '" + operation.number + "' belongs to no fact, or to more than one");
    }

    /// A reward carries no number: the given ones and the confirmed facts must be the same amounts.
    void check_rewards() {
        std::multiset<Points> given(books_.cloud.rewards.begin(), books_.cloud.rewards.end());
        bool parked = false;
        for (const auto& fact : books_.facts) {
            if (fact.kind != Kind::reward) continue;
            parked = parked || fact.state == "parked";
            if (fact.state != "confirmed") continue;
            const auto found = given.find(fact.points);
            if (found == given.end())
                report(fact.number,
                       "a reward of " + points_text(fact.points) + " that the cloud did not give");
            else
                given.erase(found);
        }
        if (parked) return;
        for (const auto points : given)
            report("cloud", "a reward of " + points_text(points) + " that no fact asked for");
    }

    void check_document(const Printed& printed) {
        Money lines;
        Money cut;
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
        ++verdict_.receipts;
        Points redeemed;
        Points in_doubt;
        bool card = false;
        for (const auto& fact : books_.facts) {
            if (fact.kind != Kind::purchase || fact.receipt != printed.receipt) continue;
            card = card || fact.state == "confirmed" || fact.state == "parked";
            if (fact.state == "confirmed") redeemed += fact.points;
            if (fact.state == "parked" || fact.state == "written_off") in_doubt += fact.points;
        }
        verdict_.with_card += card ? 1 : 0;
        if (printed.promised && !card)
            report(printed.receipt, "an award was promised, but no purchase stands");
        const auto used = printed.discount + printed.tender;
        if (used != worth(redeemed) && used != worth(redeemed + in_doubt))
            report(printed.receipt,
                   "printed a discount of " + to_text(used) + ", redeemed were " + points_text(redeemed));
    }

    /// Only where nothing of the sale was excluded: excluded goods come back without a refund.
    void check_return(const Printed& printed) {
        const auto sale = sales_.find(printed.original);
        if (sale == sales_.end() || printed.full_total == Money()) return;
        bool awarded_as_a_whole = false;
        for (const auto& fact : books_.facts) {
            if (fact.kind == Kind::refund && fact.receipt == printed.receipt) return;
            if (fact.kind == Kind::purchase && fact.receipt == printed.original && fact.state == "confirmed")
                awarded_as_a_whole = fact.total == sale->second->full_total;
        }
        if (awarded_as_a_whole) report(printed.receipt, "goods came back, but no refund was stored");
    }

    const Books& books_;
    Verdict verdict_;
    std::map<std::string, Operations> by_number_;
    std::map<std::int64_t, Operations> reversals_;
    std::map<std::string, const Printed*> sales_;
};

}  // namespace

Verdict check(const Books& books) {
    return Audit(books).run();
}

std::string summary(const Verdict& verdict) {
    std::int64_t parked = 0;
    std::string reasons;
    for (const auto& [reason, count] : verdict.parked) {
        parked += count;
        reasons += (reasons.empty() ? "" : ", ") + reason + " " + std::to_string(count);
    }
    const std::string lost =
        verdict.offline_loss > Money() ? ", lost offline " + to_text(verdict.offline_loss) : "";
    return "ledger: receipts " + std::to_string(verdict.receipts) + ", with card " +
           std::to_string(verdict.with_card) + ", redeemed " + points_text(verdict.redeemed) + ", awarded " +
           points_text(verdict.awarded) + ", pending " + std::to_string(verdict.pending) + ", parked " +
           std::to_string(parked) + (reasons.empty() ? "" : " (" + reasons + ")") + lost + ", mismatch " +
           std::to_string(verdict.mismatches.size());
}

}  // namespace tillpoints::ledger
