#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tillpoints::cli {

using Json = nlohmann::ordered_json;

/// Rows of text printed in aligned columns, counted in characters; the last column is not padded.
class Table {
  public:
    explicit Table(std::vector<std::string> head);
    void add(std::vector<std::string> row);
    bool empty() const { return rows_.size() == 1; }
    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// Characters, not bytes.
std::size_t characters(const std::string& text);

/// A JSON value for a cell: strings bare, null as "-", everything else as JSON.
std::string cell(const Json& value);
/// The member of an object for a cell; "-" where there is none.
std::string cell(const Json& object, const char* key);
/// A member counted in hundredths, as a decimal of the language spoken: 12340 is "123.40" or "123,40".
std::string hundredths(const Json& object, const char* key);

/// Every leaf of a document with its dotted path in the words of the language spoken, as a table of two
/// columns.
std::string flat_table(const Json& document);

}  // namespace tillpoints::cli
