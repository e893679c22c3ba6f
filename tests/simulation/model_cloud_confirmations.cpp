#include "tests/simulation/model_cloud.hpp"

/// How the model of the cloud has redemptions confirmed by the customer.
namespace tillpoints::simulation {
namespace {

constexpr std::chrono::minutes life_of_code{3};
constexpr std::chrono::minutes life_once_given{10};
constexpr int most_tries = 5;

}  // namespace

std::optional<Points> ModelCloud::confirm_above(const loyalty::Identity& who) const {
    if (!switches_.confirm_above) return {};
    return std::holds_alternative<loyalty::ByPhone>(who) ? Points() : switches_.confirm_above;
}

loyalty::Answer ModelCloud::begin_confirmation(const loyalty::RequestConfirmation& call) {
    const Member* member = member_of(call.who);
    if (!member || !member->uid) return refusal(404, Errc::not_found);
    Confirmation begun;
    begun.member = static_cast<std::size_t>(member->id.value - 1);
    begun.shown = {"c" + std::to_string(confirmations_.size()), loyalty::ConfirmBy::code, call.points,
                   time_.now() + life_of_code, false};
    begun.secret = last_secret_ = std::to_string(470'000 + confirmations_.size());
    confirmations_[begun.shown.id] = begun;
    return begun.shown;
}

loyalty::Answer ModelCloud::take_confirmation(const loyalty::GiveConfirmation& call) {
    const auto found = confirmations_.find(call.id);
    if (found == confirmations_.end()) return refusal(400, Errc::confirmation_required);
    Confirmation& it = found->second;
    if (it.used || it.shown.expires <= time_.now() || it.tries >= most_tries)
        return refusal(400, Errc::confirmation_required);
    if (it.shown.given) return it.shown;
    it.tries += 1;
    if (it.secret != call.secret) return refusal(400, Errc::confirmation_wrong);
    it.shown.given = true;
    it.shown.expires = time_.now() + life_once_given;
    return it.shown;
}

bool ModelCloud::use_confirmation(const loyalty::CreateOperation& call, const Member& member) {
    const auto above = confirm_above(call.who);
    if (!above || call.points <= *above) return true;
    const auto found = call.confirmation ? confirmations_.find(*call.confirmation) : confirmations_.end();
    const bool given = found != confirmations_.end() && found->second.shown.given;
    if (!given) unconfirmed_.insert(call.number.value_or(""));
    if (!given || found->second.used || found->second.shown.expires <= time_.now()) return false;
    if (found->second.shown.points < call.points || &members_[found->second.member] != &member) return false;
    return found->second.used = true;
}

}  // namespace tillpoints::simulation
