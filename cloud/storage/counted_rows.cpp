#include "cloud/storage/counted_rows.hpp"

namespace tillpoints::cloud {
namespace {

thread_local std::atomic<std::int64_t>* rows_of_thread = nullptr;

}  // namespace

CountedRows::CountedRows(std::atomic<std::int64_t>& rows) : before_(rows_of_thread) {
    rows_of_thread = &rows;
}

CountedRows::~CountedRows() {
    rows_of_thread = before_;
}

void CountedRows::add() {
    if (rows_of_thread) rows_of_thread->fetch_add(1, std::memory_order_relaxed);
}

}  // namespace tillpoints::cloud
