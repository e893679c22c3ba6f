#include "plugin/session/returning.hpp"

#include <algorithm>

#include "plugin/session/parts.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::session {
namespace {

using pricing::Returning;
using pricing::SoldLine;

bool same_name(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() || a == b;
}

/// Finds the sold line of each returned one: by id where the register knows it, else by content.
std::vector<Returning> match(const std::vector<SoldLine>& sold,
                             const std::vector<till::ReturnedLine>& lines) {
    std::vector<Returning> out;
    std::vector<Quantity> left;
    for (const auto& line : sold) left.push_back({line.quantity.thousandths - line.returned.thousandths});
    const auto take = [&](const till::ReturnedLine& line, Quantity wanted, bool by_id) {
        for (std::size_t i = 0; i < sold.size() && wanted.thousandths > 0; ++i) {
            const bool same = by_id ? sold[i].id == line.id && sold[i].paid_price == line.price
                                    : sold[i].paid_price == line.price && same_name(sold[i].name, line.name);
            if (!same || left[i].thousandths <= 0) continue;
            const Quantity part{std::min(wanted.thousandths, left[i].thousandths)};
            out.push_back({i, part});
            left[i].thousandths -= part.thousandths;
            wanted.thousandths -= part.thousandths;
        }
        return wanted;
    };
    for (const auto& line : lines) {
        const Quantity rest = line.id.empty() ? line.quantity : take(line, line.quantity, true);
        take(line, rest, false);
    }
    return out;
}

OutboxEntry refund_entry(const till::ReturnClosed& event, const StepContext& context) {
    OutboxEntry entry;
    entry.id = entry_id_for(event.receipt, 1);
    entry.receipt = event.receipt;
    entry.customer = context.customer_key;
    entry.created = context.now;
    entry.body = RefundEntry{};
    return entry;
}

Json stored(Points expected, Points award) {
    Json json = reply("return_closed", "stored");
    return json.set("expected_points", expected.count).set("withdrawn_award", award.count);
}

Step finish(Session session, std::vector<Action> actions, const till::ReturnClosed& event, Points expected,
            Points award) {
    for (auto& taken : session.returns)
        if (taken.receipt == event.receipt) taken = {event.receipt, expected, award};
    actions.push_back(RecordReceipt{session.customer.has_value(), event.total, -expected, -award});
    actions.push_back(Reply{stored(expected, award)});
    return {std::move(session), std::move(actions)};
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

Step known_sale(Session session, const till::ReturnClosed& event, const StepContext& context) {
    const auto taken = std::find_if(session.returns.begin(), session.returns.end(),
                                    [&](const Returned& it) { return it.receipt == event.receipt; });
    if (taken != session.returns.end()) {
        Json json = stored(taken->expected, taken->award);
        return {std::move(session), {Reply{std::move(json)}}};
    }
    const auto returning = match(session.sold, event.lines);
    const auto share = pricing::returned_share(session.sold, returning);
    const Points carried = points_among(session.sold, share.carried, session);
    for (const auto& part : returning)
        session.sold[part.sold_line].returned.thousandths += part.quantity.thousandths;
    session.returns.push_back({event.receipt, Points(), Points()});
    // The register may have rounded the total below the sum of its lines, so the last return takes what is
    // left.
    const Money left = session.sold_total - session.returned_total;
    const Money amount = share.whole ? left : std::min(share.partial_amount, left);
    if (!session.purchase || amount <= Money())
        return finish(std::move(session), {}, event, Points(), Points());

    OutboxEntry entry = refund_entry(event, context);
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.purchase = *session.purchase;
    refund.number = session.purchase->text;
    if (!(share.whole && session.returned_total == Money())) refund.partial = amount;
    refund.carried = carried;
    entry.after = session.last_return ? session.last_return : session.purchase;
    session.last_return = entry.id;
    const Points award = part_of(session.expected_award, session.returned_total,
                                 session.returned_total + amount, session.sold_total);
    session.returned_total += amount;
    return finish(std::move(session), {StoreEntry{std::move(entry), false}}, event, carried, award);
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
        sold.quantity = line.quantity("quantity");
        sold.paid_sum = line.minor("sum");
        sold.full_sum = line.minor("full");
        sold.in_total = line.flag("in_total", true);
        if (sold.full_sum < sold.paid_sum) line.fail("full", Errc::does_not_add_up, "at least the sum");
        extra.sold.push_back(std::move(sold));
    });
    return problems.empty() && !extra.number.empty() ? std::optional(std::move(extra)) : std::nullopt;
}

Money total_of(const std::vector<SoldLine>& sold) {
    Money sum;
    for (const auto& line : sold)
        if (line.in_total) sum += line.full_sum;
    return sum;
}

/// False for an extra that was copied from another receipt or forged.
bool names_original(const Extra& extra, const till::ReturnClosed& event) {
    return !event.original || extra.number.starts_with(event.original->text + "/");
}

/// Every returned piece was found among the sold lines.
bool all_matched(const std::vector<Returning>& returning, const till::ReturnClosed& event) {
    std::int64_t matched = 0;
    for (const auto& part : returning) matched += part.quantity.thousandths;
    std::int64_t returned = 0;
    for (const auto& line : event.lines) returned += line.quantity.thousandths;
    return returned > 0 && matched == returned;
}

/// The sale was made at another terminal, or is not closed here: the operation is looked up in the cloud by
/// number.
Step foreign_sale(Session session, const till::ReturnClosed& event, const StepContext& context) {
    auto extra = extra_from(event.extra);
    if (extra && !names_original(*extra, event)) extra.reset();
    if (!extra && !event.original) return finish(std::move(session), {}, event, Points(), Points());
    OutboxEntry entry = refund_entry(event, context);
    auto& refund = std::get<RefundEntry>(entry.body);
    const auto returning = extra ? match(extra->sold, event.lines) : std::vector<Returning>();
    // Goods at other prices suggest that the register printed no discount. Then the redemption that the extra
    // names is being withdrawn, and the sale's award has another number.
    const bool proven = extra && (all_matched(returning, event) || !event.original);
    refund.number = proven ? extra->number : event.original->text + "/";
    if (extra && extra->quoted_at) refund.sold_at = *extra->quoted_at - context.config->timing.look_margin;
    // Returns of one sale are sent one after another, because each must know what the earlier ones gave back.
    entry.customer = "sale " + refund.number.substr(0, refund.number.rfind('/'));
    refund.partial = event.total;
    refund.carried.reset();
    if (proven && !returning.empty()) {
        const auto share = pricing::returned_share(extra->sold, returning);
        refund.carried = points_of_discount(share.carried, extra->points, discount_among(extra->sold));
        refund.partial = share.partial_amount;
        if (share.whole) refund.partial.reset();
        if (extra->points > Points()) refund.of_total = total_of(extra->sold);
    }
    if (refund.partial && *refund.partial <= Money())
        return finish(std::move(session), {}, event, Points(), Points());
    const Points carried = refund.carried.value_or(Points());
    return finish(std::move(session), {StoreEntry{std::move(entry), false}}, event, carried, Points());
}

}  // namespace

Step take_return(std::optional<Session> original, const till::ReturnClosed& event,
                 const StepContext& context) {
    if (original && original->phase == Phase::closed) return known_sale(std::move(*original), event, context);
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
        if (at->treatment == pricing::Treatment::excluded) json.set("in_total", false);
        lines.push(std::move(json));
    }
    const int attempt = session.redemption ? session.attempts : session.attempts + 1;
    Json extra = Json::object({{"number", entry_id_for(session.receipt, attempt).text},
                               {"quote", quote.id.text},
                               {"points", quote.granted.count},
                               {"lines", std::move(lines)}});
    // Only the cloud's time is noted: the terminal's clock may be wrong by years, and a look-up that did not
    // reach back far enough would miss the operation.
    if (context.cloud_now) extra.set("at", to_text(*context.cloud_now));
    return Json::object({{"tillpoints", std::move(extra)}});
}

}  // namespace tillpoints::session
