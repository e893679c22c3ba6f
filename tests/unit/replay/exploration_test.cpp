#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <iostream>

#include "model_cloud.hpp"
#include "plugin/providers/uds/entry_call.hpp"
#include "plugin/providers/uds/list_scan.hpp"
#include "story.hpp"

/// Every interleaving of what a wire, a cloud and a power cut can do to one entry, up to a number of free
/// choices; then the world behaves, and the entry must come to rest with exactly what it stands for.
namespace tillpoints::replay {
namespace {

enum class Fate {
    answered,
    lost_answer,  ///< committed, the answer never came
    lost_request,
    late_commit,    ///< the answer never came, the commit does, within the horizon
    failed_before,  ///< 5xx, nothing committed
    failed_after,   ///< 5xx, committed
    never_left,
    crashed_before,  ///< stored as sent, the power went before a byte left
    crashed_after,   ///< committed, the power went before the answer was stored
};
constexpr std::array sending{Fate::answered,    Fate::lost_answer,    Fate::lost_request,
                             Fate::late_commit, Fate::failed_before,  Fate::failed_after,
                             Fate::never_left,  Fate::crashed_before, Fate::crashed_after};
constexpr std::array looking{Fate::answered, Fate::lost_answer, Fate::crashed_before};

struct World {
    OutboxEntry entry;
    ModelCloud cloud;
    Timestamp now = nine_o_clock;
    bool may_let_go = false;  ///< the receipt may yet withdraw it
    int free_choices = 0;
    int steps = 0;

    Now moment() const { return {now, now}; }
    void pass(std::chrono::milliseconds time) {
        now += time;
        cloud.time_is(now);
    }
};

class Explorer {
  public:
    void explore(World world) {
        for (;;) {
            REQUIRE(++world.steps < 300);
            never_two(world);
            if (world.may_let_go && world.free_choices > 0) let_go(world);
            const auto decision = decide(world.entry, world.moment(), policy_);
            if (std::holds_alternative<Rest>(decision)) return at_rest(world);
            if (const auto* wait = std::get_if<Wait>(&decision))
                world.pass(wait->until - world.now);
            else if (const auto* settle = std::get_if<Settle>(&decision))
                world.entry = settle->entry;
            else if (const auto* send = std::get_if<Send>(&decision))
                return sends(std::move(world), *send);
            else
                return looks(std::move(world), std::get<LookUp>(decision).look);
        }
    }

    long paths() const { return paths_; }

  private:
    void let_go(World world) {
        world.may_let_go = false;
        world.free_choices -= 1;
        world.entry.wanted = Wanted::withdraw;
        explore(std::move(world));
    }

    template <std::size_t Count>
    void each(World world, const std::array<Fate, Count>& fates,
              const std::function<void(World, Fate)>& then) {
        const std::size_t count = world.free_choices > 0 ? Count : 1;
        world.free_choices = std::max(world.free_choices - 1, 0);
        for (std::size_t i = 0; i < count; ++i) then(world, fates[i]);
    }

    void sends(World world, const Send& send) {
        world.entry = send.entry;
        each(std::move(world), sending, [&](World next, Fate fate) {
            suffer(next, uds::call_of(send.entry, policy_.programme), fate);
            explore(std::move(next));
        });
    }

    void suffer(World& world, const loyalty::Call& call, Fate fate) {
        const auto learns = [&](const SendResult& result) {
            world.pass(1s);
            world.entry = learn(world.entry, result, {}, world.moment(), policy_).entry;
        };
        const loyalty::Answer failure = refusal(503, Errc::server_failed);
        switch (fate) {
            case Fate::answered:
                return learns(world.cloud.commit(call, world.now));
            case Fate::lost_answer:
                world.cloud.commit(call, world.now);
                return learns(Unanswered{Errc::timed_out, false});
            case Fate::lost_request:
                return learns(Unanswered{Errc::timed_out, false});
            case Fate::late_commit:
                world.cloud.commit_later(call, world.now + policy_.settle_horizon - 1s);
                return learns(Unanswered{Errc::timed_out, false});
            case Fate::failed_before:
                return learns(failure);
            case Fate::failed_after:
                world.cloud.commit(call, world.now);
                return learns(failure);
            case Fate::never_left:
                return learns(Unanswered{Errc::unreachable, true});
            case Fate::crashed_before:
                return restart(world);
            case Fate::crashed_after:
                world.cloud.commit(call, world.now);
                return restart(world);
        }
    }

    void looks(World world, const Look& look) {
        each(std::move(world), looking, [&](World next, Fate fate) {
            const auto started = next.moment();
            uds::ListScan scan(look);
            scan.take({next.cloud.list(), {}});
            next.pass(1s);
            if (fate == Fate::answered)
                next.entry = learn(next.entry, scan.findings(), started, policy_).entry;
            else if (fate == Fate::lost_answer)
                next.entry = look_failed(next.entry, Unanswered{}, next.moment(), policy_).entry;
            else
                restart(next);
            explore(std::move(next));
        });
    }

    static void restart(World& world) {
        world.pass(5s);
        world.entry.not_before = {};
    }

    static void never_two(const World& world) {
        REQUIRE(world.cloud.live_sales() <= 1);
        REQUIRE(world.cloud.reversals() <= 1);
    }

    void at_rest(const World& world) {
        ++paths_;
        REQUIRE(world.entry.state != EntryState::parked);
        REQUIRE_FALSE(world.cloud.still_to_come());
        const bool refund = std::holds_alternative<RefundEntry>(world.entry.body);
        if (refund)
            REQUIRE(world.cloud.reversals() == (world.entry.state == EntryState::confirmed ? 1 : 0));
        else
            REQUIRE(world.cloud.live_sales() == (world.entry.state == EntryState::confirmed ? 1 : 0));
        REQUIRE((world.entry.state == EntryState::withdrawn) == (world.entry.wanted == Wanted::withdraw));
    }

    Policy policy_;
    long paths_ = 0;
};

long explored(World world) {
    Explorer explorer;
    explorer.explore(std::move(world));
    return explorer.paths();
}

constexpr int depth = 9;

}  // namespace

TEST_CASE("whatever befalls a redemption, it rests as one live operation or as none, never as two") {
    World world;
    world.entry = a_redemption();
    world.may_let_go = true;
    world.free_choices = depth;
    const long paths = explored(std::move(world));
    std::cout << "redemption: " << paths << " paths of " << depth << " free choices\n";
    CHECK(paths > 10'000);
}

TEST_CASE("whatever befalls a return, it rests as one reversal, never as two") {
    World world;
    loyalty::CreateOperation sale;
    sale.number = "r/1";
    sale.total = sale.cash = Money(100'000);
    world.entry = a_return();
    std::get<RefundEntry>(world.entry.body).operation =
        std::get<loyalty::Operation>(world.cloud.commit(sale, nine_o_clock - 1h)).id;
    world.free_choices = depth;
    const long paths = explored(std::move(world));
    std::cout << "return: " << paths << " paths of " << depth << " free choices\n";
    CHECK(paths > 1'000);
}

}  // namespace tillpoints::replay
