#include "plugin/replay/schedule.hpp"
#include "tests/simulation/register_day.hpp"

/// Points lent without the cloud, as the register's people see them in the moment they are told of it.
namespace tillpoints::simulation {
namespace {

Points offline_redeemed_by(const OutboxEntry& entry) {
    const bool taken_back = entry.wanted == Wanted::withdraw || entry.state == EntryState::withdrawn;
    return offline_redemption_of(entry) && !taken_back ? std::get<PurchaseEntry>(entry.body).operation.points
                                                       : Points();
}

}  // namespace

void RegisterDay::check_offline_redeemed(const Sale& sale) {
    Points terminal_open;
    std::map<std::string, Points> customers;
    std::string customer;
    Points receipt;
    const auto visit = [&](const OutboxEntry& entry) {
        const Points offline_redeemed = offline_redeemed_by(entry);
        // What was parked and put back by a person was answered for before.
        const bool open = entry.state == EntryState::pending || replay::is_live(entry);
        if (open && !record_.commanded.contains({index_, entry.id})) terminal_open += offline_redeemed;
        customers[entry.customer] += offline_redeemed;
        if (entry.receipt != sale.id || offline_redeemed == Points()) return;
        receipt = offline_redeemed;
        customer = entry.customer;
    };
    till_.outbox().each_entry(visit).value();
    const auto& limits = shop_.config.offline.redemption;
    const auto complain = [&](const char* what) { till_.complaints.push_back(sale.id.text + what); };
    if (receipt == Points()) complain(" was lent points that are not on the disk");
    if (receipt > limits.per_receipt) complain(" was lent more than a receipt may be");
    if (terminal_open > limits.per_terminal) complain(" was lent more than the terminal may lend");
    // A clock that was set may have begun another day.
    if (customers[customer] > limits.per_customer_day && !till_.clock_was_set())
        complain(" was lent more than its customer may be in a day");
}

}  // namespace tillpoints::simulation
