#pragma once
#include <vector>

#include "large_books.hpp"
#include "rows.hpp"

/// The statements for each subject, in the order in which they are run.
namespace tillpoints::cloud::test {

/// Branches, cashiers and a person who wrote notes.
std::vector<std::string> shop_rows(const Moments& moments);
std::vector<std::string> customer_rows(const BooksSize& size, const Moments& moments);
std::vector<std::string> purchase_rows(const BooksSize& size, const Moments& moments);
/// Postings of all that customers and purchases caused, and the totals of it.
std::vector<std::string> posting_rows();
/// Goods, orders, ratings, campaigns and draws.
std::vector<std::string> programme_rows(const BooksSize& size, const Moments& moments);

}  // namespace tillpoints::cloud::test
