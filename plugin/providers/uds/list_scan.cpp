#include "plugin/providers/uds/list_scan.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"

namespace tillpoints::uds {
namespace {

using loyalty::Operation;
using loyalty::OperationState;

constexpr std::size_t most_pages = 20'000;

void sort_by_id(std::vector<Operation>& operations) {
    std::sort(operations.begin(), operations.end(),
              [](const Operation& a, const Operation& b) { return a.id < b.id; });
}

}  // namespace

loyalty::ListOperations ListScan::next_page() const {
    loyalty::ListOperations call;
    call.max = 50;
    call.cursor = cursor_;
    return call;
}

bool ListScan::is_wanted(const std::string& number) const {
    const auto& look = found_.look;
    if (!look.prefix) return !look.number.empty() && number == look.number;
    const auto installation = parts_of(number).installation;
    if (look.number.empty()) return installation == look.installation || installation.empty();
    return number.starts_with(look.number) &&
           (look.installation.empty() || installation == look.installation);
}

void ListScan::sort_in(const Operation& operation) {
    const auto& number = operation.receipt_number;
    if (operation.state == OperationState::reversal) {
        if (!found_.look.origin || operation.origin == found_.look.origin)
            found_.reversals.push_back(operation);
        return;
    }
    if (found_.look.origin && operation.id == *found_.look.origin) found_.origin = operation;
    if (number && is_wanted(*number)) found_.sales.push_back(operation);
}

bool ListScan::may_be_wanted(const loyalty::UnreadRow& row) const {
    const auto& look = found_.look;
    const auto& number = row.receipt_number;
    if (!number || !row.origin_readable) return true;
    if (look.origin && (row.origin == look.origin || row.id == look.origin)) return true;
    // A reversal need not carry its sale's number.
    if (number->empty()) return row.origin && !look.origin;
    return is_wanted(*number);
}

void ListScan::note_order(const Operation& operation) {
    if (last_created_ && operation.created > *last_created_) ascends_ = true;
    if (last_created_ && operation.created < *last_created_) descends_ = true;
    last_created_ = operation.created;
}

bool ListScan::take(const loyalty::OperationPage& page) {
    if (read(page)) return true;
    sort_by_id(found_.sales);
    sort_by_id(found_.reversals);
    return false;
}

bool ListScan::read(const loyalty::OperationPage& page) {
    for (const auto& operation : page.rows) {
        // New rows push old ones on to the next page: what was seen before says nothing about the order.
        if (!rows_seen_.insert(operation.id).second) continue;
        note_order(operation);
        sort_in(operation);
    }
    for (const auto& row : page.unread) found_.doubtful = found_.doubtful || may_be_wanted(row);
    // Only a list that was seen to run backwards in time may be left early: rows never seen are then older.
    const bool backwards = descends_ && !ascends_;
    const bool past =
        found_.look.back_to && last_created_ && backwards && *last_created_ < *found_.look.back_to;
    if (past || !page.cursor) return found_.complete = !found_.doubtful, false;
    // A cursor that comes back would page for ever; such a scan proves nothing.
    if (cursors_seen_.size() >= most_pages || !cursors_seen_.insert(*page.cursor).second) return false;
    cursor_ = page.cursor;
    return true;
}

}  // namespace tillpoints::uds
