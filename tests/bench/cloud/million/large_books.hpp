#pragma once
#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud::test {

/// So many customers, three purchases for each on average; five of them bought ten times a hundredth of that.
struct BooksSize {
    std::int64_t customers = 1'000'000;
    std::int64_t purchases() const { return 3 * customers; }
};

/// Phones of these books are +7 701 000 0001 and so on; the first customer bought most often.
std::string phone_in_books(std::int64_t customer);
/// The cookie of a session of this customer's card; there is one for each of the first ten.
std::string card_session_in_books(std::int64_t customer);

/// Makes the tables in a new database and fills them as eleven months of a shop would have, up to `now`; the
/// audit finds nothing in them. Rows are written by the database itself, not by the handlers that serve
/// tills, because these would take hours.
void fill_books(Connection& connection, const BooksSize& size, Timestamp now);

}  // namespace tillpoints::cloud::test
