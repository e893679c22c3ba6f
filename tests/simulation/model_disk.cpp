#include "tests/simulation/model_disk.hpp"

#include "plugin/replay/schedule.hpp"

namespace tillpoints::simulation {
namespace {

// In a thousand pieces of work.
constexpr int full_permille = 2;
constexpr int stall_permille = 2;
constexpr int cut_permille = 2;

}  // namespace

std::chrono::milliseconds ModelDisk::take_turn() {
    auto takes = random_.ms(1, 6);
    if (faults_.strike(Fault::disk_stall, stall_permille)) takes += random_.ms(1'000, 6'000);
    free_at_ = std::max(free_at_, loop_.now()) + takes;
    return free_at_ - loop_.now();
}

void ModelDisk::commit(Batch batch, std::function<void(bool stored)> done) {
    if (!power_.on()) return;
    const auto turn = take_turn();
    const bool full = faults_.strike(Fault::disk_full, full_permille);
    const bool cut = faults_.strike(Fault::power_cut, cut_permille);
    const bool cut_before = random_.chance(500);
    power_.later(turn, [this, full, cut, cut_before, batch = std::move(batch), done = std::move(done)] {
        if (cut && cut_before) return power_.cut();
        if (!full) apply(batch);
        if (cut) return power_.cut();
        done(!full);
    });
}

void ModelDisk::commit_once(Batch batch, std::function<void(bool stored, bool before)> done) {
    run([this, batch = std::move(batch), done = std::move(done)](const ModelDisk&) -> std::function<void()> {
        for (const auto& stored : batch.facts)
            if (fact(stored.id)) return [done] { done(true, true); };
        commit(batch, [done](bool stored) { done(stored, false); });
        return {};
    });
}

void ModelDisk::run(std::function<std::function<void()>(const ModelDisk&)> work) {
    if (!power_.on()) return;
    power_.later(take_turn(), [this, work = std::move(work)] {
        if (const auto then = work(*this)) then();
    });
}

void ModelDisk::apply(const Batch& batch) {
    for (const auto& session : batch.sessions) sessions_[session.receipt] = session;
    for (const auto& record : batch.receipts) records_[record.receipt] = record;
    for (const auto& fact : batch.facts) {
        const auto [place, added] = places_.try_emplace(fact.id, facts_.size());
        if (added)
            facts_.push_back(fact);
        else
            facts_[place->second] = fact;
    }
}

std::optional<Fact> ModelDisk::fact(const FactId& id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? std::nullopt : std::optional(facts_[place->second]);
}

std::vector<Fact> ModelDisk::facts_of(const ReceiptId& receipt) const {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (fact.receipt == receipt) out.push_back(fact);
    return out;
}

std::vector<Fact> ModelDisk::refunds_of(const FactId& purchase) const {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (const auto* refund = std::get_if<RefundFact>(&fact.body); refund && refund->purchase == purchase)
            out.push_back(fact);
    return out;
}

std::vector<Fact> ModelDisk::unsettled() const {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (replay::is_live(fact) || fact.state == FactState::parked) out.push_back(fact);
    return out;
}

}  // namespace tillpoints::simulation
