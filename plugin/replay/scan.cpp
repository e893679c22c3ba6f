#include "plugin/replay/scan.hpp"

#include <algorithm>

namespace tillpoints::replay {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

constexpr std::size_t most_pages = 20'000;

void insert_once(std::vector<Operation>& into, const Operation& operation) {
    const auto at =
        std::lower_bound(into.begin(), into.end(), operation.id,
                         [](const Operation& present, OperationId id) { return present.id < id; });
    if (at == into.end() || at->id != operation.id) into.insert(at, operation);
}

}  // namespace

loyalty::ListOperations Scan::next_page() const {
    loyalty::ListOperations call;
    call.max = 50;
    call.cursor = cursor_;
    return call;
}

void Scan::sort_in(const Operation& operation) {
    const auto& number = operation.receipt_number;
    if (operation.state == OperationState::reversal) {
        if (!look_.origin || operation.origin == look_.origin) insert_once(reversals_, operation);
        return;
    }
    if (look_.origin && operation.id == *look_.origin) origin_ = operation;
    if (look_.number.empty() || !number) return;
    if (look_.prefix ? number->starts_with(look_.number) : *number == look_.number)
        insert_once(sales_, operation);
}

void Scan::note_order(const Operation& operation) {
    if (last_created_ && operation.created > *last_created_) ascends_ = true;
    if (last_created_ && operation.created < *last_created_) descends_ = true;
    last_created_ = operation.created;
}

bool Scan::take(const loyalty::OperationPage& page) {
    for (const auto& operation : page.rows) {
        // New rows push old ones on to the next page: what was seen before says nothing about the order.
        if (!rows_seen_.insert(operation.id).second) continue;
        note_order(operation);
        sort_in(operation);
    }
    // Only a list that was seen to run backwards in time may be left early: rows never seen are then older.
    const bool backwards = descends_ && !ascends_;
    const bool past = look_.back_to && last_created_ && backwards && *last_created_ < *look_.back_to;
    if (past || !page.cursor) return complete_ = true, false;
    // A cursor that comes back would page for ever; such a scan proves nothing.
    if (cursors_seen_.size() >= most_pages || !cursors_seen_.insert(*page.cursor).second) return false;
    cursor_ = page.cursor;
    return true;
}

}  // namespace tillpoints::replay
