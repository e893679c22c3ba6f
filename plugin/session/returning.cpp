#include "plugin/session/returning.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/session/matching.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::session {
namespace {

using pricing::Returning;
using pricing::SoldLine;

OutboxEntry refund_entry(const till::ReturnClosed& event, int attempt, const StepContext& context) {
    OutboxEntry entry;
    entry.id = entry_id_for(event.receipt, attempt);
    entry.receipt = event.receipt;
    entry.customer = context.customer_key;
    entry.created = context.now;
    entry.body = RefundEntry{};
    return entry;
}

Json stored(const Returned& it) {
    Json json = reply("return_closed", "stored");
    json.set("expected_points", it.expected.count).set("withdrawn_award", it.award.count);
    json.set("matched_by", name_of(it.matched)).set("parked", it.parked.count);
    if (it.earned) json.set("earned_award", it.earned->count).set("award_rule", "share_of_total");
    return json;
}

Step finish(Session session, std::vector<Action> actions, const till::ReturnClosed& event, Returned answer) {
    answer.receipt = event.receipt;
    actions.push_back(
        RecordReceipt{session.customer.has_value(), event.total, -answer.expected, -answer.award});
    actions.push_back(Reply{stored(answer)});
    const auto taken = std::find_if(session.returns.begin(), session.returns.end(),
                                    [&](const Returned& it) { return it.receipt == event.receipt; });
    if (taken != session.returns.end()) *taken = std::move(answer);
    return {std::move(session), std::move(actions)};
}

/// Names in the journal every match that is not certain.
void note_matching(const Matching& matching, std::vector<Action>& actions) {
    if (matching.other_prices)
        actions.push_back(
            JournalNote{"returned at another price", "matched by " + std::string(name_of(matching.by))});
    else if (matching.by != MatchedBy::id)
        actions.push_back(JournalNote{"returned goods matched", "by " + std::string(name_of(matching.by))});
    if (matching.unmatched > Money())
        actions.push_back(JournalNote{"returned goods not matched", to_text(matching.unmatched)});
}

/// Returned goods that are not among what is left of the sale: an operator decides whether their sum is
/// refunded.
StoreEntry parked_rest(OutboxEntry entry, Money unmatched, Money loss) {
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.partial = unmatched;
    refund.carried = Points();
    park(entry,
         {Errc::does_not_add_up,
          "returned goods of " + to_text(unmatched) + " are not among what is left of the sale", loss});
    return {std::move(entry), false};
}

/// The points among what came off the returned lines. The rest is a certificate or percent discount.
Points points_of_discount(Points carried, Points points, Money discount) {
    if (discount <= Money()) return Points();
    return Points(scale_half_up(carried.count, points.count, discount.count));
}

Money discount_among(const std::vector<SoldLine>& sold) {
    Money sum;
    for (const auto& line : sold) sum += line.full_sum - line.paid_sum;
    return sum;
}

/// The part of `whole` that belongs to the amounts from `before` to `after` of `end`. Consecutive parts add
/// up to the whole.
Points part_of(Points whole, Money before, Money after, Money end) {
    if (end <= Money()) return Points();
    return Points(scale_half_up(whole.count, after.count, end.count) -
                  scale_half_up(whole.count, before.count, end.count));
}

/// The points that paid for the returned lines; `sold` is the state before this return.
Points points_among(const std::vector<SoldLine>& sold, Points carried, const Session& sale) {
    if (!sale.redemption) return Points();
    Money before;
    for (const auto& line : sold) {
        const Money off = line.full_sum - line.paid_sum;
        if (line.quantity.thousandths > 0)
            before += Money(scale_half_up(off.count, line.returned.thousandths, line.quantity.thousandths));
    }
    return part_of(sale.redemption->points, before, before + worth(carried), discount_among(sold));
}

/// What the goods of a sale that take part in loyalty cost before points.
Money full_total_of(const std::vector<SoldLine>& sold) {
    Money sum;
    for (const auto& line : sold)
        if (line.in_total) sum += line.full_sum;
    return sum;
}

/// What was paid for the awarded goods of a sale.
Money earning_of(const std::vector<SoldLine>& sold) {
    Money sum;
    for (const auto& line : sold)
        if (line.awarded) sum += line.paid_sum;
    return sum;
}

/// The part of it that belongs to the goods returned so far.
Money earning_returned(const std::vector<SoldLine>& sold) {
    Money sum;
    for (const auto& line : sold)
        if (line.awarded && line.quantity.thousandths > 0)
            sum += Money(
                scale_half_up(line.paid_sum.count, line.returned.thousandths, line.quantity.thousandths));
    return sum;
}

/// The total that the cloud knows holds goods that earned nothing (`excluded_as_skip_total`). The cloud
/// withdraws an award by the returned share of that total, which is not the share of what was earned.
bool holds_unawarded(const Session& sale) {
    return sale.sold_total > full_total_of(sale.sold);
}

/// A refund of a sale of this terminal. It is sent after the sale and its earlier returns.
OutboxEntry sale_refund(const Session& session, const till::ReturnClosed& event, int attempt,
                        const StepContext& context) {
    OutboxEntry entry = refund_entry(event, attempt, context);
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.purchase = *session.purchase;
    refund.number = session.purchase->text;
    entry.after = session.last_return ? session.last_return : session.purchase;
    return entry;
}

Step known_sale(Session session, const till::ReturnClosed& event, const StepContext& context) {
    const auto taken = std::find_if(session.returns.begin(), session.returns.end(),
                                    [&](const Returned& it) { return it.receipt == event.receipt; });
    if (taken != session.returns.end()) {
        Json json = stored(*taken);
        return {std::move(session), {Reply{std::move(json)}}};
    }
    const Matching matching = match(session.sold, event.lines);
    const auto& returning = matching.returning;
    const auto share = pricing::returned_share(session.sold, returning);
    const Points carried = points_among(session.sold, share.carried, session);
    const Money earning_before = earning_returned(session.sold);
    for (const auto& part : returning)
        session.sold[part.sold_line].returned.thousandths += part.quantity.thousandths;
    session.returns.push_back({event.receipt, {}, {}, {}, {}, {}});
    Returned answer{event.receipt, Points(), Points(), matching.by, Money()};
    std::vector<Action> actions;
    note_matching(matching, actions);
    if (!session.purchase) return finish(std::move(session), std::move(actions), event, std::move(answer));
    // The register may have rounded the total below the sum of its lines, so the last return takes what is
    // left.
    const Money left = session.sold_total - session.returned_total;
    const Money amount = share.whole ? left : std::min(share.partial_amount, left);
    if (amount > Money()) {
        OutboxEntry entry = sale_refund(session, event, 1, context);
        auto& refund = std::get<RefundEntry>(entry.body);
        if (!(share.whole && session.returned_total == Money())) refund.partial = amount;
        refund.carried = carried;
        answer.expected = carried;
        answer.award = part_of(session.expected_award, session.returned_total,
                               session.returned_total + amount, session.sold_total);
        if (holds_unawarded(session))
            answer.earned = part_of(session.expected_award, earning_before, earning_returned(session.sold),
                                    earning_of(session.sold));
        session.last_return = entry.id;
        session.returned_total += amount;
        actions.push_back(StoreEntry{std::move(entry), false});
    }
    if (matching.unmatched > Money()) {
        answer.parked = matching.unmatched;
        const Money most = std::min(matching.unmatched, session.sold_total);
        const Points award = part_of(session.expected_award, Money(), most, session.sold_total);
        actions.push_back(
            parked_rest(sale_refund(session, event, 2, context), matching.unmatched, worth(award)));
    }
    return finish(std::move(session), std::move(actions), event, std::move(answer));
}

/// What `extra_of` wrote. It comes from outside, so any of it may be forged or truncated.
struct Extra {
    std::string number;
    Points points;
    std::optional<Timestamp> quoted_at;  ///< by the cloud's clock: the operation is not older
    std::vector<SoldLine> sold;
};

std::optional<Extra> extra_from(const std::optional<Json>& json) {
    const Json* ours = json ? json->find("tillpoints") : nullptr;
    if (!ours || !ours->members()) return {};
    Problems problems;
    Reader in(*ours, "extra.tillpoints", problems);
    Extra extra;
    extra.number = in.text("number", 128);
    extra.points = Points(in.integer("points", 0, max_money.count));
    extra.quoted_at = in.maybe_time("at");
    in.each("lines", 20'000, [&](Reader line) {
        SoldLine sold;
        sold.id = PositionId(line.text("id", 64));
        sold.paid_price = line.minor("price");
        sold.part = line.maybe_fraction("fraction");
        sold.quantity = sold_units(line.quantity("quantity"), sold.part);
        sold.paid_sum = line.minor("sum");
        sold.full_sum = line.minor("full");
        sold.in_total = line.flag("in_total", true);
        if (sold.full_sum < sold.paid_sum) line.fail("full", Errc::does_not_add_up, "at least the sum");
        extra.sold.push_back(std::move(sold));
    });
    return problems.empty() && !extra.number.empty() ? std::optional(std::move(extra)) : std::nullopt;
}

/// False for an extra that was copied from another receipt or forged.
bool names_original(const Extra& extra, const till::ReturnClosed& event) {
    return !event.original || extra.number.starts_with(event.original->text + "/");
}

/// A register rounds a total down by less than ten units of its currency.
constexpr Money most_rounding{1'000};

NotedSale noted_sale(const Extra& extra) {
    Money all;
    for (const auto& line : extra.sold) all += line.full_sum;
    return {full_total_of(extra.sold) - most_rounding, all, extra.points};
}

/// The extra names another terminal as the seller, although this one has a receipt with the same id.
bool sold_elsewhere(const till::ReturnClosed& event, const StepContext& context) {
    const auto extra = extra_from(event.extra);
    if (!extra || !names_original(*extra, event)) return false;
    const auto seller = parts_of(extra->number).installation;
    return !seller.empty() && seller != context.installation;
}

/// A refund of another terminal's sale, which is found in the cloud by its number.
OutboxEntry foreign_refund(const till::ReturnClosed& event, int attempt, const std::string& number,
                           const std::optional<Extra>& extra, const StepContext& context) {
    OutboxEntry entry = refund_entry(event, attempt, context);
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.number = number;
    if (extra && extra->quoted_at) refund.sold_at = *extra->quoted_at - context.config->timing.look_margin;
    if (extra) refund.sale = noted_sale(*extra);
    // Returns of one sale are sent one after another, because each must know what the earlier ones gave back.
    entry.customer = "sale " + number.substr(0, number.rfind('/'));
    return entry;
}

/// The shares of the goods are known by the extra.
Step refund_by_shares(Session session, const till::ReturnClosed& event, const Extra& extra,
                      const Matching& matching, const StepContext& context) {
    std::vector<Action> actions;
    note_matching(matching, actions);
    Returned answer{event.receipt, Points(), Points(), matching.by, Money()};
    const auto share = pricing::returned_share(extra.sold, matching.returning);
    if (share.partial_amount > Money()) {
        OutboxEntry entry = foreign_refund(event, 1, extra.number, extra, context);
        auto& refund = std::get<RefundEntry>(entry.body);
        refund.carried = points_of_discount(share.carried, extra.points, discount_among(extra.sold));
        if (!share.whole) refund.partial = share.partial_amount;
        if (extra.points > Points()) refund.of_total = full_total_of(extra.sold);
        answer.expected = *refund.carried;
        actions.push_back(StoreEntry{std::move(entry), false});
    }
    if (matching.unmatched > Money()) {
        answer.parked = matching.unmatched;
        // What the sale was awarded is not known at this terminal.
        OutboxEntry rest = foreign_refund(event, 2, extra.number, extra, context);
        actions.push_back(parked_rest(std::move(rest), matching.unmatched, Money()));
    }
    return finish(std::move(session), std::move(actions), event, std::move(answer));
}

/// The installation that sold the goods, as far as that is known.
std::string seller_of(const Session& session, const till::ReturnClosed& event,
                      const std::optional<Extra>& extra, const StepContext& context) {
    if (extra) return parts_of(extra->number).installation;
    // A receipt that is open or cancelled here is this terminal's, whatever ids other terminals use.
    return session.receipt == event.original ? context.installation : "";
}

/// Only the sum is known: the cloud withdraws the award in its proportion, and which points paid for the
/// goods is looked up with the sale.
Step refund_by_sum(Session session, const till::ReturnClosed& event, const std::optional<Extra>& extra,
                   const StepContext& context) {
    Returned answer{event.receipt, Points(), Points(), MatchedBy::proportion, Money()};
    if (event.total <= Money()) return finish(std::move(session), {}, event, std::move(answer));
    const std::string number =
        number_for(EntryId(event.original->text + "/"), seller_of(session, event, extra, context));
    OutboxEntry entry = foreign_refund(event, 1, number, extra, context);
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.partial = event.total;
    refund.carried.reset();
    std::vector<Action> actions{
        JournalNote{"returned goods matched", "by proportion: the sale was made elsewhere"},
        StoreEntry{std::move(entry), false}};
    return finish(std::move(session), std::move(actions), event, std::move(answer));
}

/// The sale was made at another terminal, or is not closed here: the operation is looked up in the cloud by
/// number.
Step foreign_sale(Session session, const till::ReturnClosed& event, const StepContext& context) {
    auto extra = extra_from(event.extra);
    if (extra && !names_original(*extra, event)) extra.reset();
    if (!extra && !event.original)
        return finish(std::move(session), {}, event, {{}, {}, {}, MatchedBy::nothing, {}});
    if (!extra) return refund_by_sum(std::move(session), event, extra, context);
    // Goods at other prices suggest that the register printed no discount. Then the redemption that the extra
    // names is being withdrawn, and the sale's award has another number, which only the receipt's id can
    // find.
    const Matching exact = match_at_sold_prices(extra->sold, event.lines);
    const bool printed_as_noted = !exact.returning.empty() && exact.unmatched == Money();
    if (printed_as_noted) return refund_by_shares(std::move(session), event, *extra, exact, context);
    if (event.original) return refund_by_sum(std::move(session), event, extra, context);
    return refund_by_shares(std::move(session), event, *extra, match(extra->sold, event.lines), context);
}

}  // namespace

Step take_return(std::optional<Session> original, const till::ReturnClosed& event,
                 const StepContext& context) {
    if (original && original->phase == Phase::closed && !sold_elsewhere(event, context))
        return known_sale(std::move(*original), event, context);
    return foreign_sale(original ? std::move(*original) : Session(), event, context);
}

Json extra_of(const Session& session, const Quote& quote, const StepContext& context) {
    const auto receipt = pricing::assess(session.cart, context.config->rules);
    const auto tender = pricing::tender(receipt, quote.tender);
    Json lines = Json::array();
    for (const auto& line : quote.lines) {
        const auto at = std::find_if(receipt.lines.begin(), receipt.lines.end(),
                                     [&](const auto& it) { return it.position.id == line.id; });
        const auto i = static_cast<std::size_t>(at - receipt.lines.begin());
        const auto& position = at->position;
        const bool split = position.quantity != line.quantity;
        const Money full = split ? line_sum(position.price, line.quantity) : position.sum;
        Json json = Json::object({{"id", line.id.text},
                                  {"price", line.price.count},
                                  {"quantity", to_text(line.quantity)},
                                  {"sum", (line.sum - tender.explanation[i].cut).count},
                                  {"full", full.count}});
        if (line.part) json.set("fraction", to_text(*line.part));
        if (at->treatment == pricing::Treatment::excluded) json.set("in_total", false);
        lines.push(std::move(json));
    }
    const int attempt = session.redemption ? session.attempts : session.attempts + 1;
    Json extra =
        Json::object({{"number", number_for(entry_id_for(session.receipt, attempt), context.installation)},
                      {"quote", quote.id.text},
                      {"points", quote.granted.count},
                      {"lines", std::move(lines)}});
    // Only the cloud's time is noted: the terminal's clock may be wrong by years, and a look-up that did not
    // reach back far enough would miss the operation.
    if (context.cloud_now) extra.set("at", to_text(*context.cloud_now));
    return Json::object({{"tillpoints", std::move(extra)}});
}

}  // namespace tillpoints::session
