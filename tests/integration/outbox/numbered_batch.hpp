#pragma once
#include "facts_at_hand.hpp"

namespace tillpoints::testing {

/// Batch `number` of a run: three facts, a journal entry and a value, so that half a batch would be seen.
inline Batch numbered_batch(std::int64_t number) {
    const auto name = "batch-" + std::to_string(number);
    Batch batch;
    for (int attempt = 1; attempt <= 3; ++attempt) batch.facts.push_back(sale(name, attempt));
    batch.journal.push_back({ReceiptId(name), batch.facts[0].id, at(number), "stored", ""});
    batch.values.push_back({"last", std::to_string(number)});
    return batch;
}

}  // namespace tillpoints::testing
