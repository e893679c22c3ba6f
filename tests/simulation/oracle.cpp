#include "tests/simulation/oracle.hpp"

#include <algorithm>

#include "plugin/replay/schedule.hpp"
#include "plugin/session/session.hpp"
#include "protocol/till/amounts.hpp"
#include "tests/simulation/paper_record.hpp"

namespace tillpoints::simulation {
namespace {

using loyalty::OperationState;

class Audit {
  public:
    Audit(Shop& shop, const DayRecord& day) : shop_(shop), day_(day), books_(shop, day.lost) {}

    Verdict run() {
        for (const auto& [entry, till] : books_.entries()) {
            out_.entries += 1;
            out_.ended[std::string(tillpoints::name_of(entry.state))] += 1;
            if (entry.state == EntryState::parked)
                out_.parked[std::string(tillpoints::name_of(entry.parking()->reason))] += 1;
            settled(entry, till);
            confirmed(entry, till);
            if (std::holds_alternative<PurchaseEntry>(entry.body))
                purchase(entry);
            else if (std::holds_alternative<RefundEntry>(entry.body))
                refund(entry, till);
            else
                correction(entry);
        }
        for (const auto& sale : day_.sales) {
            receipt(sale);
            goods_back(sale);
            one_at_a_time(sale);
        }
        for (const auto& line : day_.returns) taken_back(line);
        for (const auto& posting : shop_.cloud.postings()) {
            caused(posting);
            given_back_once(posting);
        }
        for (const auto& reward : shop_.cloud.rewards()) caused(reward);
        for (const auto& member : shop_.cloud.members()) balance(member);
        for (std::size_t till = 0; till < shop_.tills(); ++till) cashiers_limit(till);
        for (std::size_t till = 0; till < shop_.tills(); ++till)
            for (const auto& complaint : shop_.till(till).complaints) wrong(complaint);
        return std::move(out_);
    }

  private:
    void wrong(const std::string& what) { out_.violations.push_back(what); }
    void expect(bool true_, const std::string& what) {
        if (!true_) wrong(what);
    }

    void settled(const OutboxEntry& entry, std::size_t till) {
        if (is_final(entry.state) &&
            !(entry.state == EntryState::confirmed && entry.wanted == Wanted::withdraw))
            return;
        if (entry.state == EntryState::parked) return;
        if (books_.stands_on_parked(till, entry)) return void(out_.waiting += 1);
        const Sale* sale = sale_of(till, entry.receipt);
        if (replay::awaits_its_receipt(entry) && sale && stays_in_doubt(*sale))
            return void(out_.waiting += 1);
        wrong(entry.id.text + " is still " + std::string(tillpoints::name_of(entry.state)));
    }

    /// Only what a person has changed or put back reaches the cloud without the confirmation it wants.
    void confirmed(const OutboxEntry& entry, std::size_t till) {
        const bool asked = !shop_.cloud.unconfirmed().contains(number_of(entry));
        expect(asked || day_.commanded.contains({till, entry.id}),
               entry.id.text + " would redeem points that the customer was not asked to confirm");
    }

    /// One live operation with its number and points where confirmed, none where withdrawn.
    void purchase(const OutboxEntry& entry) {
        const auto& asked = std::get<PurchaseEntry>(entry.body).operation;
        const auto sales = books_.sales_with(number_of(entry));
        expect(sales.size() <= 1, entry.id.text + " has " + std::to_string(sales.size()) + " operations");
        if (entry.state == EntryState::withdrawn)
            for (const auto* sale : sales) {
                const bool back =
                    books_.reversals_of(sale->shown.id).size() == 1 && sale->refunded == sale->shown.total;
                expect(back, entry.id.text + " is withdrawn and not taken back exactly once");
            }
        expect(entry.state != EntryState::cancelled || sales.empty(),
               entry.id.text + " is cancelled and in the cloud");
        if (entry.state != EntryState::confirmed) return;
        if (sales.size() != 1) return wrong(entry.id.text + " is confirmed without an operation");
        const auto& sale = *sales.front();
        const bool same =
            sale.shown.total == asked.total && sale.shown.cash == asked.cash && sale.spent == asked.points;
        expect(same && entry.operation == sale.shown.id, entry.id.text + " differs from its operation");
    }

    /// One reversal of its own with its amount; together with a correction exactly the points carried.
    void refund(const OutboxEntry& entry, std::size_t till) {
        const auto& body = std::get<RefundEntry>(entry.body);
        if (entry.state != EntryState::confirmed) return;
        const Posting* own = entry.reversal ? books_.posting(*entry.reversal) : nullptr;
        if (!own || own->shown.state != OperationState::reversal || own->shown.origin != body.operation)
            return wrong(entry.id.text + " is confirmed without a reversal");
        expect(books_.claims(*entry.reversal) == 1, entry.id.text + " shares its reversal with another fact");
        expect(!body.partial || own->shown.total == -*body.partial,
               entry.id.text + " has another sum than its reversal");
        if (!body.carried) return;
        const OutboxEntry* correction = books_.entry(till, EntryId(entry.id.text + "/correction"));
        const bool open = correction && correction->state != EntryState::confirmed;
        const Points corrected = correction ? std::get<RewardEntry>(correction->body).points : Points();
        expect(open || own->spent + corrected == *body.carried,
               entry.id.text + " gave back other points than were carried");
    }

    void correction(const OutboxEntry& entry) {
        const auto count = books_.rewards_for(entry);
        const bool confirmed = entry.state == EntryState::confirmed;
        expect(confirmed ? count == 1 : count <= 1,
               entry.id.text + " was paid " + std::to_string(count) + " times");
    }

    /// No returned goods are dropped: at the terminal that sold them, what came back is noted line by line,
    /// in proportion, or parked; and if everything came back, the whole sale was given back.
    void goods_back(const Sale& sale) {
        const auto stored = session(sale.till, sale.id);
        if (!stored || sale.end != Sale::End::closed) return;
        const auto known = session::session_from(parse_json(stored->state).value()).value();
        std::int64_t told = 0;
        bool exact = known.phase == session::Phase::closed;
        for (const auto& line : day_.returns) {
            if (line.sale != sale.id || line.sold_by != sale.till) continue;
            const auto noted =
                std::find_if(known.returns.begin(), known.returns.end(),
                             [&](const session::Returned& it) { return it.receipt == line.id; });
            exact = exact && noted != known.returns.end() && noted->parked == Money() &&
                    noted->matched != session::MatchedBy::proportion && !line.worthless;
            told += line.thousandths;
            if (noted != known.returns.end())
                // Of a sale without points, and of goods that came back for nothing, there is nothing to
                // park.
                expect(noted->matched != session::MatchedBy::nothing || noted->parked > Money() ||
                           !known.purchase || line.worthless,
                       line.id.text + " moved nothing and parked nothing");
        }
        if (!exact) return;
        std::int64_t sold = 0;
        std::int64_t returned = 0;
        for (const auto& line : known.sold) {
            sold += line.quantity.thousandths;
            returned += line.returned.thousandths;
        }
        // Of a sale without points there is nothing to park, so goods that match no line leave no trace.
        const bool noted = known.purchase ? returned == told : returned <= told;
        expect(noted, sale.id.text + " got back " + std::to_string(told) + " thousandths of goods, noted " +
                          std::to_string(returned));
        if (returned == sold && known.purchase)
            expect(known.returned_total == known.sold_total,
                   sale.id.text + " came back wholly, and " +
                       to_text(known.sold_total - known.returned_total) + " of it was not given back");
    }

    /// The paper agrees with the points; a sale whose customer was promised points has its entry.
    void receipt(const Sale& sale) {
        // Of what only a dead disk knew, the postings are judged: none twice, each with its cause.
        if (sale.forgotten) return;
        const auto stored = session(sale.till, sale.id);
        expect(!stored || stored->finished || stays_in_doubt(sale),
               sale.id.text + " ended at the register and not here");
        Money deducted;
        bool any_parked = false;
        int kept = 0;
        for (const auto* each : books_.entries_of(sale.till, sale.id)) {
            const OutboxEntry& entry = *each;
            const auto* body = std::get_if<PurchaseEntry>(&entry.body);
            if (!body) continue;
            const bool parked = entry.state == EntryState::parked;
            const bool commanded = day_.commanded.contains({sale.till, entry.id});
            any_parked |= parked || commanded;
            if (commanded) continue;
            if (parked && body->offline && body->offline->refused)
                lost_promise(sale, entry);
            else if (parked && !is_award_instead(sale, entry))
                parked_with_sum(sale, entry, is_unredeemed(entry) ? Money() : discount_of(*body));
            if (entry.state == EntryState::confirmed) deducted += discount_of(*body);
            if ((parked && !is_unredeemed(entry)) || entry.state == EntryState::confirmed) kept += 1;
            if (entry.state == EntryState::confirmed && entry.wanted == Wanted::keep) totals(sale, entry);
        }
        if (any_parked) return;
        const Money printed = sale.end == Sale::End::closed ? sale.discount() : Money();
        expect(printed == deducted,
               sale.id.text + " shows a discount of " + to_text(printed) + ", deducted " + to_text(deducted));
        const bool owed = sale.end == Sale::End::closed && sale.will_award && sale.customer_sure &&
                          eligible(sale) > Money();
        expect(!owed || kept == 1,
               sale.id.text + " was promised points and has " + std::to_string(kept) + " purchases");
    }

    /// A new attempt reaches the cloud only after the one before is given back.
    void one_at_a_time(const Sale& sale) {
        // Whoever gives an attempt up frees the next.
        for (const auto* entry : books_.entries_of(sale.till, sale.id))
            if (day_.commanded.contains({sale.till, entry->id})) return;
        const auto its_number = number_for(EntryId(sale.id.text + "/"), shop_.till(sale.till).mark());
        const Posting* before = nullptr;
        for (const auto& posting : shop_.cloud.postings()) {
            const bool its = posting.shown.state != OperationState::reversal &&
                             every_attempt_of(posting.shown.receipt_number.value_or("")) == its_number;
            if (!its) continue;
            expect(!before || books_.given_back_by(*before, posting.shown.created),
                   sale.id.text + " had two operations in the cloud at the same time");
            before = &posting;
        }
    }

    /// The award of what was paid, in the place of a refused offline redemption: that one names the loss.
    bool is_award_instead(const Sale& sale, const OutboxEntry& award) const {
        const auto entries = books_.entries_of(sale.till, sale.id);
        return std::any_of(entries.begin(), entries.end(), [&](const OutboxEntry* each) {
            return offline_redemption_of(*each) && award_instead_of(*each) == award.id;
        });
    }

    /// Only paper that shows another discount than was redeemed parks a purchase, with the difference.
    void parked_with_sum(const Sale& sale, const OutboxEntry& entry, Money redeemed) {
        // A cloud that refuses to give back a purchase whose award is spent leaves it to a person.
        if (entry.wanted == Wanted::withdraw && entry.parking()->reason == Errc::insufficient_funds) return;
        // Nor can it be given back after a part of it was returned elsewhere.
        if (entry.wanted == Wanted::withdraw && entry.parking()->reason == Errc::does_not_add_up &&
            entry.operation && !books_.reversals_of(*entry.operation).empty())
            return left_to_give_back(entry, redeemed);
        const Money difference = redeemed - sale.discount();
        const Money loss = difference < Money() ? -difference : difference;
        expect(difference != Money() && entry.parking()->loss == loss,
               entry.id.text + " is parked with " + to_text(entry.parking()->loss) + ", the difference is " +
                   to_text(loss));
    }

    /// The loss is what the customer lacked when it was parked; parts may be returned later.
    void left_to_give_back(const OutboxEntry& entry, Money redeemed) {
        bool named = false;
        for (const auto* reversal : books_.reversals_of(*entry.operation)) {
            redeemed -= worth(reversal->shown.points);
            named = named || entry.parking()->loss == std::max(redeemed, Money());
        }
        expect(named, entry.id.text + " is parked with " + to_text(entry.parking()->loss) +
                          ", and its customer lacks " + to_text(redeemed) + " in the end");
    }

    /// Points lent and refused: the whole loss is named, the paper shows them, and what was paid is awarded.
    void lost_promise(const Sale& sale, const OutboxEntry& entry) {
        const auto& offline_redeemed = std::get<PurchaseEntry>(entry.body).operation;
        expect(entry.parking()->loss == worth(offline_redeemed.points) &&
                   sale.discount() == worth(offline_redeemed.points),
               entry.id.text + " lost " + to_text(entry.parking()->loss) + " of " +
                   to_text(offline_redeemed.points) + " lent");
        if (offline_redeemed.cash == Money()) return;
        const OutboxEntry* award = books_.entry(sale.till, award_instead_of(entry));
        const auto* paid = award ? std::get_if<PurchaseEntry>(&award->body) : nullptr;
        expect(paid && paid->operation.total == offline_redeemed.cash && paid->operation.points == Points(),
               entry.id.text + " was refused, and what was paid is not awarded");
    }

    /// A receipt cancelled at the register, opened in a run that never heard the cloud, before the terminal's
    /// clock was set: how far back the lists reach nobody can tell, so a person is told of it at every start.
    bool stays_in_doubt(const Sale& sale) {
        const auto stored = session(sale.till, sale.id);
        if (!stored || sale.end != Sale::End::cancelled || !day_.in_doubt.contains({sale.till, sale.id}))
            return false;
        const auto known = session::session_from(parse_json(stored->state).value()).value();
        return !known.opened_by_cloud && shop_.till(sale.till).clock_was_set();
    }

    /// Away from the hour's edges: the till's and the cloud's clock differ by a moment.
    void cashiers_limit(std::size_t till) {
        const auto most = shop_.config.limits.redemptions_per_cashier_hour;
        if (most == 0 || shop_.till(till).clock_was_set()) return;
        std::map<Timestamp, std::int64_t> begun;
        for (const auto& [entry, owner] : books_.entries()) {
            const auto hour = std::chrono::floor<std::chrono::hours>(entry.created);
            const auto into = entry.created - hour;
            // What a technician had done to an entry, the limit of the cashier does not count.
            if (day_.commanded.contains({owner, entry.id})) continue;
            const bool edge = into < std::chrono::seconds(5) || into > std::chrono::minutes(59);
            const auto* sale = std::get_if<PurchaseEntry>(&entry.body);
            if (owner == till && sale && sale->operation.points > Points() && !edge && !is_unredeemed(entry))
                begun[hour] += 1;
        }
        for (const auto& [hour, count] : begun)
            expect(count <= most, "till " + std::to_string(till + 1) + " began " + std::to_string(count) +
                                      " redemptions in an hour");
    }

    const Sale* sale_of(std::size_t till, const ReceiptId& receipt) const {
        const auto at = std::find_if(day_.sales.begin(), day_.sales.end(), [&](const Sale& sale) {
            return sale.till == till && sale.id == receipt;
        });
        return at == day_.sales.end() ? nullptr : &*at;
    }

    void totals(const Sale& sale, const OutboxEntry& entry) {
        const auto& asked = std::get<PurchaseEntry>(entry.body).operation;
        const std::string& number = entry.id.text;
        if (sale.end != Sale::End::closed)
            return wrong(number + " is confirmed for a receipt that is not closed");
        if (!sale.cart_told || books_.in_place_of_an_offline_redemption(entry)) return;
        // A percent of another total would be another discount.
        const bool percent = shop_.cloud.switches().percent && asked.cash < asked.total;
        const Money rounding = percent ? Money() : sale.rounding;
        // What points have paid is not rounded away.
        const Money expected = std::max(eligible(sale) - rounding, worth(asked.points));
        expect(asked.total == expected,
               number + " has the total " + to_text(asked.total) + ", the receipt " + to_text(expected));
    }

    /// An entry that was made because a discount was printed for which nothing was redeemed.
    static bool is_unredeemed(const OutboxEntry& entry) { return entry.customer.starts_with("unredeemed "); }

    static Money eligible(const Sale& sale) {
        Money sum;
        for (const auto& position : sale.cart)
            if (!position.excluded && till::amounts_of(position) == till::Amounts::agree) sum += position.sum;
        return sum;
    }

    void taken_back(const Return& line) {
        if (!line.stored) return wrong(line.id.text + " was never stored");
        // Taken before its sale was known to be closed, it is an entry of its own, found by the sale's
        // number.
        if (line.forgotten || books_.entry(line.till, entry_id_for(line.id, 1))) return;
        const auto stored = line.till == line.sold_by ? session(line.till, line.sale) : std::nullopt;
        if (!stored) return;
        const auto sale = session::session_from(parse_json(stored->state).value()).value();
        const bool noted = std::any_of(sale.returns.begin(), sale.returns.end(),
                                       [&](const auto& returned) { return returned.receipt == line.id; });
        expect(noted, line.id.text + " is not among the returns of " + line.sale.text);
    }

    void caused(const Posting& posting) {
        const auto& shown = posting.shown;
        const std::string number =
            shown.receipt_number.value_or("") + " (" + std::to_string(shown.id.value) + ")";
        if (shown.state != OperationState::reversal) {
            const bool known =
                posting.by_another_till || books_.has_number(shown.receipt_number.value_or(""));
            return expect(known, "operation " + number + " has no fact");
        }
        if (books_.claims(shown.id) > 0) return;
        const bool of_dead_disk = !day_.lost.empty() && books_.causes_of_reversals(*shown.origin) > 0;
        expect(of_dead_disk || books_.may_be_unclear(posting), "reversal " + number + " has no cause");
    }

    /// No return and no withdrawal gives back twice, on the disk that died and on the backup together.
    void given_back_once(const Posting& sale) {
        const auto back = books_.reversals_of(sale.shown.id).size();
        if (sale.shown.state == OperationState::reversal || back == 0) return;
        expect(back <= books_.causes_of_reversals(sale.shown.id),
               "operation " + std::to_string(sale.shown.id.value) + " was given back " +
                   std::to_string(back) + " times");
    }

    void caused(const RewardPosting& reward) {
        expect(books_.has_entry(reward), "reward " + reward.comment + " has no fact");
    }

    void balance(const Member& member) {
        const Points expected = member.start + books_.moved(member.id) + member.forgiven;
        expect(member.balance == expected, "member " + std::to_string(member.id.value) + " has " +
                                               to_text(member.balance) + ", the journal says " +
                                               to_text(expected));
    }

    std::optional<StoredSession> session(std::size_t till, const ReceiptId& receipt) {
        return shop_.till(till).outbox().session(receipt).value();
    }

    Shop& shop_;
    const DayRecord& day_;
    Books books_;
    Verdict out_;
};

}  // namespace

Verdict audit(Shop& shop, const DayRecord& day) {
    return Audit(shop, day).run();
}

}  // namespace tillpoints::simulation
