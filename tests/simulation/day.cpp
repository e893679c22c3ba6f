#include "tests/simulation/day.hpp"

#include <exception>

namespace tillpoints::simulation {
namespace {

/// What is not over, for whoever reads the timeline.
void tell_what_is_left(Shop& shop) {
    if (!shop.timeline.kept()) return;
    for (std::size_t till = 0; till < shop.tills(); ++till) {
        const auto visit = [&](const OutboxEntry& entry) {
            shop.timeline.say("till " + std::to_string(till + 1) + ": left " + entry.id.text + " " +
                              std::string(name_of(entry.state)) +
                              (entry.after ? " after " + entry.after->text : "") + " of " + entry.customer +
                              " not before " + to_text(entry.not_before) +
                              (entry.parking() ? ": " + entry.parking()->detail : ""));
        };
        shop.till(till).outbox().each_unsettled(visit).value();
    }
}

void play(Shop& shop, DayRecord& record, int receipts) {
    std::vector<std::unique_ptr<RegisterDay>> registers;
    for (std::size_t till = 0; till < shop.tills(); ++till) {
        const int tills = static_cast<int>(shop.tills());
        const int share = receipts / tills + (static_cast<int>(till) < receipts % tills ? 1 : 0);
        registers.push_back(std::make_unique<RegisterDay>(shop, till, share, record));
    }
    for (std::size_t till = 0; till < shop.tills(); ++till)
        shop.till(till).employ([&day = *registers[till]] { day.sell_all_day(); });
    shop.work();
    shop.calm();
    for (std::size_t till = 0; till < shop.tills(); ++till)
        shop.till(till).employ([&day = *registers[till]] { day.close_shift(); });
    shop.work();
    // A return that names only a receipt waits for a day.
    shop.pass(shop.config.returns.unproven_sale_age + std::chrono::hours(3));
}

}  // namespace

DayResult live(const DaySetting& setting) {
    Shop shop(setting);
    DayRecord record;
    DayResult out;
    try {
        play(shop, record, setting.receipts);
        tell_what_is_left(shop);
        out.verdict = audit(shop, record);
    } catch (const std::exception& defect) {
        out.verdict.violations.push_back(std::string("defect: ") + defect.what());
    }
    out.faults = shop.faults.counts();
    out.struck = shop.faults.struck();
    out.receipts = static_cast<std::int64_t>(record.sales.size() + record.returns.size());
    out.timeline = shop.timeline.lines();
    return out;
}

}  // namespace tillpoints::simulation
