#include "tests/simulation/shop.hpp"

#include <stdexcept>

namespace tillpoints::simulation {
namespace {

constexpr int members = 8;
/// About as long as a shop sells in a day, in milliseconds.
constexpr std::int64_t changing_time = 1'200'000;

Timestamp morning() {
    return *parse_timestamp("2026-03-02T06:00:00Z");
}

/// What the owner of this day's shop has set.
Config shop_config(const DaySetting& setting) {
    Random owner(~setting.seed);
    Config config;
    config.rules.step_budget = 20'000;
    if (owner.chance(500)) {
        config.offline.redemption.enabled = true;
        config.offline.redemption.per_receipt = Points(30'000);
        config.offline.redemption.per_customer_day = Points(45'000);
        config.offline.redemption.per_terminal = Points(70'000);
    }
    if (owner.chance(300)) {
        config.limits.awards_per_customer_day = 3;
        config.limits.redemptions_per_cashier_hour = 4;
    }
    if (setting.mutation == Mutation::one_look_only) config.timing.settle_horizon = {};
    return config;
}

/// On some days the queue has far more entries than are held in memory.
QueueWindow window_of(const DaySetting& setting) {
    Random memory(~setting.seed * 7);
    if (!memory.chance(300)) return {};
    const auto most = static_cast<std::size_t>(memory.between(2, 8));
    return {most, static_cast<std::size_t>(memory.between(1, static_cast<std::int64_t>(most)))};
}

}  // namespace

Shop::Shop(const DaySetting& setting)
    : time(morning()),
      timeline(time, setting.kept_timeline),
      faults(setting.seed * 3 + 1, setting.faults, timeline),
      random(setting.seed * 3 + 2),
      physics(setting.seed * 3 + 3),
      numbered_alike(Random(~setting.seed * 5).chance(250)),
      backed_up(!numbered_alike && Random(~setting.seed * 11).chance(350)),
      technician(Random(~setting.seed * 3).chance(300)),
      cloud(time, switches_of(random)),
      config(shop_config(setting)),
      world_{time,   timeline,        faults,           physics,           cloud,
             config, setting.storage, setting.mutation, window_of(setting)} {
    for (int i = 0; i < members; ++i)
        cloud.join("+7900000000" + std::to_string(i), Points(random.between(0, 300'000)));
    for (int i = 1; i <= setting.tills; ++i) tills_.push_back(std::make_unique<Terminal>(world_, i));
    arrange_changes(setting.seed);
}

void Shop::arrange_changes(std::uint64_t seed) {
    Random owner(~seed * 13);
    if (!owner.chance(400)) return;
    for (auto changes = owner.between(1, 5); changes > 0; --changes) {
        const Timestamp moment = time.now() + owner.ms(0, changing_time);
        const Programme next{Percent{owner.between(0, 20) * 100}, Percent{owner.between(0, 10) * 1'000},
                             Percent{owner.between(0, 30) * 100}};
        time.at(moment, [this, next] {
            if (faults.happens(Fault::programme_changed)) cloud.change(next);
        });
    }
}

void Shop::work() {
    const auto anybody = [this] {
        for (const auto& till : tills_)
            if (till->at_work()) return true;
        return false;
    };
    const Timestamp too_late = time.now() + std::chrono::hours(24 * 30);
    while (anybody() && time.step())
        if (time.now() > too_late) throw std::runtime_error("the day does not end");
}

void Shop::pass(std::chrono::milliseconds duration) {
    const Timestamp until = time.now() + duration;
    while (time.next() && *time.next() <= until) time.step();
    time.advance_to(until);
}

void Shop::calm() {
    timeline.say("nothing goes wrong any more");
    faults.calm();
    for (const auto& till : tills_) till->calm();
}

}  // namespace tillpoints::simulation
