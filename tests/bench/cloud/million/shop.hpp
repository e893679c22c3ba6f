#pragma once
#include <functional>
#include <map>
#include <memory>

#include "console_client.hpp"
#include "questions.hpp"

namespace tillpoints::cloud::test {

/// Where the books of a million customers are.
struct BooksPlace {
    std::string name;      ///< "SQLite"
    std::string file;      ///< of SQLite; empty: PostgreSQL
    std::string database;  ///< of PostgreSQL
    std::string account_words() const;
};

/// A cloud that serves these books with console, card and back office, and somebody of each role signed in.
class LargeShop {
  public:
    explicit LargeShop(const BooksPlace& place);
    ~LargeShop();

    /// Status 0 if none came within ten seconds.
    HttpAnswer ask(const PageQuestion& question);
    /// Connections that rested long were closed by the cloud.
    void connect_again();
    CloudProcess& cloud() { return *cloud_; }
    /// The settings of the programme, as the console shows them.
    std::string programme();

  private:
    void add_people(const BooksPlace& place);

    DataDirectory data_;
    std::unique_ptr<CloudProcess> cloud_;
    std::map<std::string, std::unique_ptr<ConsoleClient>> people_;
    std::map<std::string, std::unique_ptr<Client>> others_;
};

}  // namespace tillpoints::cloud::test
