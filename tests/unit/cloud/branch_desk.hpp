#pragma once
#include "console_desk.hpp"

namespace tillpoints::cloud::test {

/// A desk whose two branches sold, with names that spreadsheets would take for formulas.
struct BranchDesk : ConsoleDesk {
    BranchDesk() {
        anna = join("=HYPERLINK(\"http://evil.example\")", "+77010000001");
        boris = join("Boris\x01 <b>", "+77010000002");
        service.transact([](RequestContext& context) {
            auto& staff = context.db.staff;
            for (const auto* branch : {"Centre", "North"})
                staff.set_branch(
                    staff
                        .find_or_add_cashier({std::string("till of ") + branch,
                                              branch == std::string("Centre") ? "=1+1" : "@SUM(A1)"})
                        .id,
                    staff.find_or_add_branch(branch).id);
        });
        sell(anna, "till of Centre", 100'050);
        sell(boris, "till of North", 200'000);
        sell(boris, "till of North", 300'000);
    }

    void sell(const CustomerRecord& customer, const char* till, std::int64_t total) {
        loyalty::CreateOperation call;
        call.who = uid_of(customer);
        call.total = call.cash = Money(total);
        call.cashier = loyalty::Cashier{till, {}};
        done(service.answer(call));
    }

    CustomerRecord anna, boris;
};

}  // namespace tillpoints::cloud::test
