#include "tests/simulation/model_cloud.hpp"
#include "protocol/overloaded.hpp"

#include <algorithm>

namespace tillpoints::simulation {
namespace {

using namespace loyalty;

constexpr std::chrono::minutes code_life{45};

}  // namespace

loyalty::Refusal refusal(int status, Errc code) {
    return {status, code, std::string(name_of(code)), "", {}};
}

void ModelCloud::join(std::string phone, Points balance) {
    const ParticipantId id{static_cast<std::int64_t>(members_.size()) + 1};
    members_.push_back(
        {id, CustomerUid("uid-" + std::to_string(id.value)), std::move(phone), balance, balance, {}});
}

std::string ModelCloud::new_code(std::size_t member) {
    const std::string code = std::to_string(100'000 + codes_.size());
    codes_[code] = {member, time_.now(), false};
    return code;
}

std::string ModelCloud::sell_elsewhere(std::size_t member, Money total, Points points) {
    CreateOperation call;
    call.who = ByUid{*members_[member].uid};
    call.total = total;
    call.points = std::clamp(points, Points(), std::max(members_[member].balance, Points()));
    call.cash = total - worth(call.points) - discount_off(total, Money());
    call.number = "other-" + std::to_string(++elsewhere_) + "/1";
    call.nonce = Nonce(*call.number);
    post_purchase(call, members_[member]);
    postings_.back().by_another_till = true;
    return *call.number;
}

Answer ModelCloud::answer(const Call& call) {
    return std::visit(Overloaded{
                          [&](const GetSettings&) -> Answer {
                              Settings settings;
                              settings.currency = "RUB";
                              settings.purchase_by_phone = true;
                              settings.use_points_by_phone = true;
                              if (switches_.percent) settings.policy = DiscountPolicy::apply_discount;
                              if (switches_.confirm_above)
                                  settings.confirmation = ConfirmationRule{switches_.confirm_above, true};
                              return settings;
                          },
                          [&](const FindCustomer& it) { return find(it); },
                          [&](const Calculate& it) { return calculate(it); },
                          [&](const CreateOperation& it) { return create(it); },
                          [&](const ListOperations& it) { return list(it); },
                          [&](const RefundOperation& it) { return refund(it); },
                          [&](const Reward& it) { return reward(it); },
                          [&](const RequestConfirmation& it) { return begin_confirmation(it); },
                          [&](const GiveConfirmation& it) { return take_confirmation(it); },
                          [&](const auto&) -> Answer { return refusal(404, Errc::not_found); },
                      },
                      call);
}

Member* ModelCloud::member_of(const Identity& who) {
    if (const auto* by_code = std::get_if<ByCode>(&who)) {
        for (std::size_t i = 0; i < members_.size(); ++i)
            if (by_code->code == card_of(i)) return &members_[i];
        const auto code = codes_.find(by_code->code);
        if (code == codes_.end() || code->second.used || time_.now() - code->second.made > code_life)
            return nullptr;
        return &members_[code->second.member];
    }
    const auto* uid = std::get_if<ByUid>(&who);
    const auto at = std::find_if(members_.begin(), members_.end(), [&](const Member& member) {
        return uid ? member.uid == uid->uid : member.phone == std::get<ByPhone>(who).phone.e164();
    });
    return at == members_.end() ? nullptr : &*at;
}

Customer ModelCloud::shown(const Member& member) const {
    Customer out;
    out.uid = member.uid;
    out.display_name = "member";
    out.participant.id = member.id;
    out.participant.points = member.balance;
    (switches_.percent ? out.participant.discount_rate : out.participant.cashback_rate) =
        switches_.percent ? programme_.percent_off : programme_.award_rate;
    return out;
}

Money ModelCloud::discount_off(Money total, Money skip) const {
    return switches_.percent ? share_half_up(total - skip, programme_.percent_off) : Money();
}

PurchaseCalc ModelCloud::calc(const Member& member, Money total, Money skip, Money unredeemable) const {
    PurchaseCalc out;
    const Money most = most_by_points(total, skip, unredeemable);
    out.discount_amount = discount_off(total, skip);
    out.max_points = std::max(std::min(member.balance, points_for(most)), Points());
    out.total = total;
    out.cash = total - out.discount_amount;
    if (!switches_.percent)
        out.cash_back = points_for(share_half_up(std::max(total - skip, Money()), programme_.award_rate));
    return out;
}

Money ModelCloud::most_by_points(Money total, Money skip, Money unredeemable) const {
    const Money base = switches_.base_less_skipped ? std::max(total - skip, Money()) : total;
    return std::min(share_down(base, programme_.most_share), std::max(total - unredeemable, Money()));
}

Answer ModelCloud::find(const FindCustomer& call) {
    const Member* member = member_of(call.who);
    if (!member || !member->uid) return refusal(404, Errc::not_found);
    Found found;
    found.user = shown(*member);
    found.confirm_above = confirm_above(call.who);
    if (call.total)
        found.purchase = calc(*member, *call.total, call.skip_loyalty_total.value_or(Money()),
                              call.unredeemable_total.value_or(Money()));
    return found;
}

Answer ModelCloud::calculate(const Calculate& call) {
    const Member* member = member_of(call.who);
    if (!member) return refusal(404, Errc::not_found);
    return Calculated{shown(*member),
                      calc(*member, call.total, call.skip_loyalty_total.value_or(Money()),
                           call.unredeemable_total.value_or(Money())),
                      confirm_above(call.who)};
}

Answer ModelCloud::list(const ListOperations& call) const {
    OperationPage page;
    const std::size_t from = call.cursor ? std::stoul(*call.cursor) : 0;
    const std::size_t to = std::min(from + static_cast<std::size_t>(call.max), postings_.size());
    for (std::size_t i = from; i < to; ++i)
        page.rows.push_back(postings_[switches_.newest_first ? postings_.size() - 1 - i : i].shown);
    if (to < postings_.size()) page.cursor = std::to_string(to);
    return page;
}

}  // namespace tillpoints::simulation
