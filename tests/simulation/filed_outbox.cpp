#include "tests/simulation/filed_outbox.hpp"

#include <limits>
#include <stdexcept>

namespace tillpoints::simulation {

FiledOutbox::FiledOutbox(const VirtualTime& time, Power& power, Random& random, Faults& faults,
                         std::string installation)
    : DurableOutbox(time, power, random, faults, std::move(installation)),
      chance_(static_cast<std::uint32_t>(random.next())) {
    open();
    key_ = testing::bytes_of(place_.key_file());
}

void FiledOutbox::open() {
    auto options = place_.options();
    options.vfs = disk_.vfs();
    auto opened = Outbox::open(options);
    if (!opened) throw std::runtime_error("the outbox does not open: " + opened.error().sentence());
    file_ = std::move(*opened);
}

void FiledOutbox::reach_medium(std::size_t steps) {
    for (std::size_t i = 0; i < steps; ++i) medium_.apply(disk_.steps()[i]);
    disk_.forget();
}

Result<void> FiledOutbox::write(const Batches& batches) {
    auto written = file_->commit_together(batches);
    reach_medium(disk_.steps().size());
    return written;
}

Result<void> FiledOutbox::write_without_room(const Batches& batches) {
    disk_.fail(disk_.attempts(), std::numeric_limits<std::size_t>::max(), SQLITE_FULL);
    auto refused = file_->commit_together(batches);
    disk_.fail(0, 0, SQLITE_OK);
    reach_medium(disk_.steps().size());
    return refused;
}

void FiledOutbox::write_in_part(const Batches& batches, bool early) {
    reach_medium(disk_.steps().size());
    static_cast<void>(file_->commit_together(batches));
    const std::size_t all = disk_.steps().size();
    const std::size_t most = early ? all / 2 : all;
    reach_medium(chance_() % (most + 1));
    left_ = medium_.after_power_cut(testing::Unsynced::torn, chance_);
}

std::function<void()> FiledOutbox::backup() {
    reach_medium(disk_.steps().size());
    return [this, files = medium_.after_power_cut(testing::Unsynced::kept, chance_)] { left_ = files; };
}

void FiledOutbox::restart() {
    if (!left_) {
        reach_medium(disk_.steps().size());
        left_ = medium_.after_power_cut(testing::Unsynced::torn, chance_);
    }
    file_.reset();  // its last words are lost too
    disk_.forget();
    testing::lay_out(place_, *left_, key_);
    medium_ = testing::Medium(*std::exchange(left_, std::nullopt));
    open();
}

}  // namespace tillpoints::simulation
