#include <algorithm>

#include "tests/simulation/model_cloud.hpp"

/// How the model of the cloud books purchases, refunds and rewards.
namespace tillpoints::simulation {
namespace {

using namespace loyalty;

}  // namespace

Switches switches_of(Random& random) {
    Switches out;
    out.nonce = static_cast<Switches::RepeatedNonce>(random.between(0, 3));
    out.newest_first = random.chance(700);
    out.receipt_exists = random.chance(300);
    out.cancels_on_refund = random.chance(250);
    out.never_cancels = !out.cancels_on_refund && random.chance(300);
    out.over_refund_doubles = random.chance(500);
    out.overdrawn = static_cast<Switches::Overdrawn>(random.between(0, 2));
    out.shows_award = random.chance(500);
    out.percent = random.chance(150);
    out.rounds_refunds_down = random.chance(300);
    out.base_less_skipped = random.chance(300);
    out.wrong_key_is_403 = random.chance(300);
    out.over_refund_status = random.chance(600) ? 400 : random.chance(500) ? 404 : 409;
    // Without a draw of its own, so that a seed still plays the day it always played.
    out.ids_out_of_order = out.base_less_skipped != out.wrong_key_is_403;
    if (out.shows_award && out.over_refund_doubles) out.confirm_above = Points(5'000);
    return out;
}

std::optional<Answer> ModelCloud::repeated(const CreateOperation& call) const {
    using Repeated = Switches::RepeatedNonce;
    for (const auto& posting : postings_) {
        if (posting.shown.state == OperationState::reversal) continue;
        if (call.nonce && posting.nonce == call.nonce->text) {
            if (switches_.nonce == Repeated::same) return posting.shown;
            if (switches_.nonce == Repeated::refused_400) return refusal(400, Errc::bad_request);
            if (switches_.nonce == Repeated::refused_409) return refusal(409, Errc::cloud_error);
        }
        if (switches_.receipt_exists && posting.shown.receipt_number == call.number)
            return refusal(409, Errc::receipt_exists);
    }
    return {};
}

Answer ModelCloud::create(const CreateOperation& call) {
    if (switches_.nonce == Switches::RepeatedNonce::same)
        if (auto again = repeated(call)) return *again;
    Member* member = member_of(call.who);
    const auto* by_phone = std::get_if<ByPhone>(&call.who);
    if (!member && by_phone) {
        // Points wait for whoever joins with this phone.
        members_.push_back(
            {{static_cast<std::int64_t>(members_.size()) + 1}, {}, by_phone->phone.e164(), {}, {}, {}});
        member = &members_.back();
    }
    if (!member) return refusal(404, Errc::not_found);
    if (auto again = repeated(call)) return *again;
    const Money skip = call.skip_loyalty_total.value_or(Money());
    const Points most =
        points_for(most_by_points(call.total, skip, call.unredeemable_total.value_or(Money())));
    if (call.points > Points() && std::holds_alternative<ByUid>(call.who))
        return refusal(400, Errc::withdraw_not_permitted);
    if (call.cash != call.total - worth(call.points) - discount_off(call.total, skip))
        return refusal(400, Errc::invalid_checksum);
    if (call.points > std::max(member->balance, Points())) return refusal(400, Errc::insufficient_funds);
    if (call.points > Points() && call.points > most) return refusal(400, Errc::discount_limit_exceeded);
    if (!use_confirmation(call, *member)) return refusal(400, Errc::confirmation_required);
    if (const auto* by_code = std::get_if<ByCode>(&call.who))
        if (const auto code = codes_.find(by_code->code); code != codes_.end()) code->second.used = true;
    return post_purchase(call, *member);
}

OperationId ModelCloud::id_of(std::size_t index) const {
    return {static_cast<std::int64_t>(switches_.ids_out_of_order ? index ^ 1u : index) + 1};
}

std::size_t ModelCloud::index_of(OperationId id) const {
    const auto number = static_cast<std::size_t>(id.value - 1);
    return switches_.ids_out_of_order ? number ^ 1u : number;
}

Answer ModelCloud::post_purchase(const CreateOperation& call, Member& member) {
    Posting posting;
    posting.nonce = call.nonce ? call.nonce->text : "";
    posting.who = member.id;
    posting.spent = call.points;
    posting.skip = call.skip_loyalty_total.value_or(Money());
    if (!switches_.percent)
        posting.award =
            points_for(share_half_up(std::max(call.cash - posting.skip, Money()), programme_.award_rate));
    auto& shown = posting.shown;
    shown.id = id_of(postings_.size());
    shown.created = time_.now();
    shown.customer = OperationCustomer{member.id, "member", member.uid, {}};
    shown.points = call.points > Points() ? -call.points : switches_.shows_award ? posting.award : Points();
    shown.receipt_number = call.number;
    shown.total = call.total;
    shown.cash = call.cash;
    member.balance += posting.award - posting.spent;
    postings_.push_back(std::move(posting));
    return postings_.back().shown;
}

void ModelCloud::take_away(Member& member, Points points) {
    member.balance -= points;
    if (switches_.overdrawn != Switches::Overdrawn::clamped || member.balance >= Points()) return;
    member.forgiven -= member.balance;
    member.balance = Points();
}

Answer ModelCloud::refund(const RefundOperation& call) {
    const auto index = index_of(call.id);
    if (call.id.value < 1 || index >= postings_.size()) return refusal(404, Errc::not_found);
    Posting original = postings_[index];
    if (original.shown.state == OperationState::reversal) return refusal(400, Errc::bad_request);
    const Money rest = original.shown.total - original.refunded;
    Money amount = call.partial_amount.value_or(rest > Money() ? rest : original.shown.total);
    if (amount > rest && !switches_.over_refund_doubles)
        return refusal(switches_.over_refund_status,
                       switches_.over_refund_status == 404 ? Errc::not_found : Errc::bad_request);
    if (amount <= Money()) return refusal(400, Errc::bad_request);

    Posting reversal;
    reversal.who = original.who;
    const auto part = [&](Points of) {
        const auto scale = switches_.rounds_refunds_down ? scale_down : scale_half_up;
        return Points(scale(of.count, amount.count, original.shown.total.count));
    };
    reversal.spent = part(original.spent);
    reversal.award = part(original.award);
    Member& member = member_of(original.who);
    const bool overdraws = member.balance + reversal.spent < reversal.award;
    if (overdraws && switches_.overdrawn == Switches::Overdrawn::refused)
        return refusal(400, Errc::insufficient_funds);
    auto& shown = reversal.shown;
    shown.id = id_of(postings_.size());
    shown.created = time_.now();
    shown.state = OperationState::reversal;
    shown.customer = original.shown.customer;
    shown.points = reversal.spent;
    shown.receipt_number = original.shown.receipt_number;
    shown.origin = original.shown.id;
    shown.total = -amount;
    shown.cash = -Money(scale_half_up(original.shown.cash.count, amount.count, original.shown.total.count));
    Posting& booked = postings_[index];
    booked.refunded += amount;
    const bool whole = booked.refunded >= booked.shown.total;
    if (!switches_.never_cancels && (whole || switches_.cancels_on_refund))
        booked.shown.state = OperationState::canceled;
    member.balance += reversal.spent;
    take_away(member, reversal.award);
    postings_.push_back(std::move(reversal));
    return postings_.back().shown;
}

Answer ModelCloud::reward(const Reward& call) {
    for (const auto& id : call.participants) {
        Member& member = member_of(id);
        if (call.points < Points())
            take_away(member, -call.points);
        else
            member.balance += call.points;
        rewards_.push_back({id, call.points, call.comment.value_or("")});
    }
    return Accepted{static_cast<std::int64_t>(call.participants.size())};
}

}  // namespace tillpoints::simulation
