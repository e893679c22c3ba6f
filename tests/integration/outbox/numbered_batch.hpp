#pragma once
#include "sample_entries.hpp"

namespace tillpoints::testing {

/// Batch `number` of a run: three entries, a journal entry and a value, so that a partial batch is detected.
inline Batch numbered_batch(std::int64_t number) {
    const auto name = "batch-" + std::to_string(number);
    Batch batch;
    for (int attempt = 1; attempt <= 3; ++attempt) batch.entries.push_back(sale(name, attempt));
    batch.journal.push_back({ReceiptId(name), batch.entries[0].id, at(number), "stored", ""});
    batch.values.push_back({"last", std::to_string(number)});
    return batch;
}

}  // namespace tillpoints::testing
