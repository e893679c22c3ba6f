#include "cloud/storage/transaction.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

bool Transaction::is_alone() const {
    return !connection_.locks_rows();
}

void Transaction::take_turn() {
    connection_.take_turn();
}

void Transaction::keep_customers() {
    connection_.keep_customers();
}

}  // namespace tillpoints::cloud
