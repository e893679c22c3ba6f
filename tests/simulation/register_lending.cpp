#include "plugin/replay/schedule.hpp"
#include "tests/simulation/register_day.hpp"

/// Points lent without the cloud, as the register's people see them in the moment they are told of it.
namespace tillpoints::simulation {
namespace {

Points lent_by(const Fact& fact) {
    const bool taken_back = fact.wanted == Wanted::withdraw || fact.state == FactState::withdrawn;
    return promise_of(fact) && !taken_back ? std::get<PurchaseFact>(fact.body).operation.points : Points();
}

}  // namespace

void RegisterDay::check_lent(const Sale& sale) {
    Points terminal_open;
    std::map<std::string, Points> customers;
    std::string customer;
    Points receipt;
    const auto visit = [&](const Fact& fact) {
        const Points lent = lent_by(fact);
        // What was parked and put back by a person was answered for before.
        const bool open = fact.state == FactState::pending || replay::is_live(fact);
        if (open && !book_.commanded.contains(fact.id)) terminal_open += lent;
        customers[fact.customer] += lent;
        if (fact.receipt != sale.id || lent == Points()) return;
        receipt = lent;
        customer = fact.customer;
    };
    till_.outbox().each_fact(visit).value();
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
