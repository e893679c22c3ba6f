#include "tests/simulation/durable_outbox.hpp"

#include "tests/simulation/filed_outbox.hpp"
#include "tests/simulation/model_outbox.hpp"

namespace tillpoints::simulation {
namespace {

// In a thousand writes.
constexpr int full_permille = 2;
constexpr int cut_permille = 2;

Problem without_power() {
    return {Errc::storage_failed, "outbox", "power", "none"};
}

}  // namespace

Result<void> DurableOutbox::commit_together(const Batches& batches) {
    if (!power_.on()) return without_power();
    const bool full = faults_.strike(Fault::disk_full, full_permille) || time_.now() < full_until_;
    const bool cut = faults_.strike(Fault::power_cut, cut_permille);
    const bool early = random_.chance(500);
    if (full) {
        auto refused = write_without_room(batches);
        if (cut) power_.cut();
        return refused;
    }
    if (!cut) return write(batches);
    write_in_part(batches, early);
    power_.cut();
    // Whatever runs on to its end without power must not take it for done.
    return without_power();
}

std::unique_ptr<DurableOutbox> durable_outbox(Storage storage, const VirtualTime& time, Power& power,
                                              Random& random, Faults& faults, std::string installation) {
    if (storage == Storage::model)
        return std::make_unique<ModelOutbox>(time, power, random, faults, std::move(installation));
    return std::make_unique<FiledOutbox>(time, power, random, faults, std::move(installation));
}

}  // namespace tillpoints::simulation
