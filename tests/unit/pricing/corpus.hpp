#pragma once
#include <string>
#include <vector>

#include "protocol/till/events.hpp"

namespace tillpoints::pricing::test {

/// A receipt of tests/data/receipts.jsonl, with the corpus' own product types mapped to a register's.
struct RealReceipt {
    std::string id;
    std::vector<till::Position> positions;
};

/// All of them. Types are a guess of the corpus: MARKED becomes a marked type, PAYMENT an advance.
std::vector<RealReceipt> real_receipts(const std::string& file);

/// The same goods as if none of them had rules of their own: the arithmetic alone.
std::vector<till::Position> as_plain_goods(std::vector<till::Position> positions);

}  // namespace tillpoints::pricing::test
