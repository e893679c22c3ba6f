#pragma once
#include <vector>

#include "plugin/outbox/outbox.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// Every receipt that is open here, for a person:
/// {"receipt_id","opened_at","in_doubt","kind","register","shift", "cashier","customer":bool,"total":minor
/// units|null,"discount":minor units,"facts":[...],"commands":{...: null or why it would be refused}}, or
/// {"receipt_id","in_doubt","problem"} for one that cannot be read. In doubt: the register did not explain it
/// when it was started last.
Result<std::vector<Json>> open_receipts(Outbox& outbox);

}  // namespace tillpoints
