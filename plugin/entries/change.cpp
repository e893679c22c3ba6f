#include "plugin/entries/change.hpp"

#include "plugin/entries/transition.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {

OutboxEntry changed(OutboxEntry entry, const EntryChange& change) {
    std::visit(Overloaded{
                   [&](const EntryChange::Withdraw&) { entry.wanted = Wanted::withdraw; },
                   [&](const EntryChange::MarkPrinted&) { entry.printed = true; },
                   [&](const EntryChange::Park& it) { park(entry, it.parking); },
               },
               change.what);
    return entry;
}

}  // namespace tillpoints
