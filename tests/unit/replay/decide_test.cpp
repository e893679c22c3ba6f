#include <catch2/catch.hpp>

#include "plugin/entries/stored_status.hpp"
#include "story.hpp"

namespace tillpoints::replay {
namespace {

OutboxEntry in_state(OutboxEntry entry, EntryState state) {
    entry.state = stored_status(state);
    entry.first_sent = entry.last_sent = entry.reversal_first_sent = SentAt{nine_o_clock, nine_o_clock};
    entry.operation = OperationId{7};
    return entry;
}

template <class Expected>
bool is(const Decision& decision) {
    return std::holds_alternative<Expected>(decision);
}

const std::vector<EntryState> over{EntryState::confirmed, EntryState::withdrawn, EntryState::cancelled,
                                   EntryState::written_off};

}  // namespace

TEST_CASE("a wanted entry in every state has exactly one next step, whatever its kind") {
    for (const OutboxEntry& entry : {a_redemption(), an_award(), a_return(), a_correction()}) {
        for (const auto state : over) CHECK(is<Rest>(Story(in_state(entry, state)).decides()));
        CHECK(is<Rest>(Story(in_state(entry, EntryState::parked)).decides()));
        CHECK(is<Send>(Story(in_state(entry, EntryState::pending)).decides()));
    }
    for (const OutboxEntry& entry : {a_redemption(), an_award(), a_return()})
        CHECK(is<LookUp>(Story(in_state(entry, EntryState::sent)).decides()));
    for (const OutboxEntry& entry : {a_redemption(), an_award()}) {
        CHECK(is<Send>(Story(in_state(entry, EntryState::reversing)).decides()));
        CHECK(is<LookUp>(Story(in_state(entry, EntryState::reversal_sent)).decides()));
    }
}

TEST_CASE("an unwanted purchase is taken back from wherever it has got to") {
    for (const OutboxEntry& entry : {a_redemption(), an_award()}) {
        CHECK(Story(in_state(entry, EntryState::pending)).no_longer_wanted().settles().entry().state ==
              EntryState::withdrawn);
        CHECK(Story(in_state(entry, EntryState::confirmed)).no_longer_wanted().settles().entry().state ==
              EntryState::reversing);
        CHECK(is<LookUp>(Story(in_state(entry, EntryState::sent)).no_longer_wanted().decides()));
        CHECK(is<Send>(Story(in_state(entry, EntryState::reversing)).no_longer_wanted().decides()));
        CHECK(is<LookUp>(Story(in_state(entry, EntryState::reversal_sent)).no_longer_wanted().decides()));
        for (const auto state :
             {EntryState::withdrawn, EntryState::cancelled, EntryState::written_off, EntryState::parked})
            CHECK(is<Rest>(Story(in_state(entry, state)).no_longer_wanted().decides()));
    }
}

TEST_CASE("a confirmed return or correction cannot be taken back and rests") {
    CHECK(is<Rest>(Story(in_state(a_return(), EntryState::confirmed)).no_longer_wanted().decides()));
    CHECK(is<Rest>(Story(in_state(a_correction(), EntryState::confirmed)).no_longer_wanted().decides()));
}

TEST_CASE("rule 1: a purchase is sent under receipt id and attempt, with its nonce") {
    Story story(a_redemption());
    story.sends();
    const auto& call = std::get<loyalty::CreateOperation>(story.sent_call());
    CHECK(call.number == "r/1");
    CHECK(call.nonce == Nonce("11111111-1111-4111-8111-111111111111"));
    CHECK(call.points == Points(15'000));
}

TEST_CASE("an entry is stored as sent before it is sent, with the time of both clocks") {
    Story story(an_award());
    story.sends();
    CHECK(story.entry().state == EntryState::sent);
    CHECK(story.entry().tries == 1);
    CHECK(story.entry().first_sent == SentAt{nine_o_clock, nine_o_clock});
    CHECK(story.entry().last_sent == story.entry().first_sent);
}

TEST_CASE("a return is sent with the operation and the sum, a correction silently") {
    Story goods(a_return());
    goods.sends();
    const auto& refund = std::get<loyalty::RefundOperation>(goods.sent_call());
    CHECK(refund.id == OperationId{7});
    CHECK(refund.partial_amount == Money(40'000));
    Story points(a_correction());
    points.sends();
    const auto& reward = std::get<loyalty::Reward>(points.sent_call());
    CHECK(reward.points == Points(150));
    CHECK(reward.silent == true);
}

TEST_CASE("a withdrawal refunds the whole operation") {
    Story story(in_state(a_redemption(), EntryState::reversing));
    story.no_longer_wanted().sends();
    const auto& refund = std::get<loyalty::RefundOperation>(story.sent_call());
    CHECK(refund.id == OperationId{7});
    CHECK_FALSE(refund.partial_amount.has_value());
    CHECK(story.entry().state == EntryState::reversal_sent);
}

TEST_CASE("a return of another terminal's sale looks for the sale before it sends") {
    OutboxEntry entry = a_return();
    auto& refund = std::get<RefundEntry>(entry.body);
    refund.operation.reset();
    refund.purchase = {};
    const auto by_number = std::get<LookUp>(Story(entry).decides()).look;
    CHECK(by_number.number == "r/1");
    CHECK_FALSE(by_number.prefix);
    refund.number = "r/";
    CHECK(std::get<LookUp>(Story(entry).decides()).look.prefix);
}

TEST_CASE("rule 4: a look-up reaches a margin before the first send, by the cloud's clock") {
    Story story(a_redemption());
    story.clock_is_set_by(24h * 365 * 5).sends().unanswered().waits(5s);
    CHECK(std::get<LookUp>(story.decides()).look.back_to == nine_o_clock - story.policy.look_margin);
}

TEST_CASE("a look-up whose first send knew no cloud time reads the list to its end") {
    Story story(a_redemption());
    story.not_knowing_the_cloud_time().sends().unanswered();
    CHECK_FALSE(std::get<LookUp>(story.decides()).look.back_to.has_value());
}

TEST_CASE(
    "a withdrawal looks as far back as the sale itself, because the cloud may only show that as cancelled") {
    Story story(a_redemption());
    story.sends()
        .answered(story.its_operation())
        .waits(10min)
        .no_longer_wanted()
        .settles()
        .sends()
        .unanswered();
    CHECK(std::get<LookUp>(story.decides()).look.back_to <= nine_o_clock);
}

TEST_CASE("an entry waits until its time has come, but one that was never sent is withdrawn at once") {
    OutboxEntry entry = a_redemption();
    entry.not_before = nine_o_clock + 5s;
    CHECK(std::get<Wait>(Story(entry).decides()).until == nine_o_clock + 5s);
    CHECK(Story(entry).no_longer_wanted().settles().entry().state == EntryState::withdrawn);
    CHECK(is<Send>(Story(entry).waits(5s).decides()));
}

TEST_CASE("time since a send follows the cloud's clock, however wrong the terminal's is") {
    const SentAt sent{nine_o_clock, nine_o_clock};
    CHECK(since(sent, {nine_o_clock + 24h * 3650, nine_o_clock + 3s}) == 3s);
    CHECK(since(sent, {nine_o_clock - 24h * 3650, nine_o_clock + 3s}) == 3s);
    CHECK(since({nine_o_clock, {}}, {nine_o_clock + 4s, {}}) == 4s);
    CHECK(since({nine_o_clock, {}}, {nine_o_clock - 4s, {}}) == 0s);
}

TEST_CASE(
    "after a restart a clock set forward makes no absence believed before the cloud told its time again") {
    const SentAt sent{nine_o_clock, nine_o_clock};
    CHECK(since(sent, {nine_o_clock + 24h, {}}) == 0s);
    CHECK(since(sent, {nine_o_clock + 24h, nine_o_clock + 15s}) == 15s);
}

}  // namespace tillpoints::replay
