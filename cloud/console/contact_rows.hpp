#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/phone.hpp"
#include "protocol/reader.hpp"

/// Rows of a list of contacts, as somebody's spreadsheet had them. Pure.
namespace tillpoints::cloud {

/// One thing that is wrong with a row: in which column, and what.
struct RowFault {
    std::string column;  ///< "name" or "phone"
    std::string code;    ///< "missing", "formula", "control", "too_long" or "not_a_phone"
    friend bool operator==(const RowFault&, const RowFault&) = default;
};

/// A row of the list; it has a phone if nothing is wrong with it.
struct ListedContact {
    std::int64_t line = 0;  ///< of the file, from 1
    std::string name;       ///< without spaces around it
    std::optional<Phone> phone;
    std::vector<RowFault> faults;
};

/// As many as one call takes.
inline constexpr std::size_t most_listed_contacts = 500;

ListedContact listed_contact(std::int64_t line, std::string_view name, std::string_view phone);

/// The `rows` of a body: `[{"line", "name", "phone"}]`.
std::vector<ListedContact> listed_contacts_in(Reader& in);

}  // namespace tillpoints::cloud
