#pragma once
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {

/// What happened to each receipt, in order. Not sealed, because it never holds personal data.
class JournalTable {
  public:
    explicit JournalTable(Database& database);

    void append(const JournalLine& line);
    std::vector<JournalLine> of(const ReceiptId& receipt);

  private:
    Statement append_;
    Statement of_;
};

}  // namespace tillpoints::outbox
