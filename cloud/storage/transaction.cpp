#include "cloud/storage/transaction.hpp"

namespace tillpoints::cloud {

Transaction::Transaction(Connection& connection)
    : customers(connection),
      tags(connection),
      identifiers(connection),
      operations(connection),
      ledger(connection),
      deferred_awards(connection),
      promotions(connection),
      goods(connection),
      images(connection),
      orders(connection),
      webhooks(connection),
      staff(connection),
      backoffice(connection),
      due_customers(connection),
      report(connection),
      clock(connection) {}

}  // namespace tillpoints::cloud
