#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/sheets/sheet_file.hpp"
#include "protocol/reader.hpp"

/// What a table for a spreadsheet looks like: its words come from the page, which knows the language, its
/// figures from the books. Pure.
namespace tillpoints::cloud {

/// Where a cell's value is, and how it is written.
struct SheetPlace {
    std::string at;  ///< members and places of an answer, separated by strokes: "report/revenue/2/joined"
    std::string kind;
};

struct SheetColumn {
    std::string name;
    SheetPlace place;
};

/// The `columns` of a body: `[{"name", "at", "kind"}]`, up to 40.
std::vector<SheetColumn> sheet_columns_in(Reader& in);

/// A cell of a row that the page laid out: a text, or a place.
using LaidCell = std::variant<std::string, SheetPlace>;

/// The `rows` of a body, up to 200: each `{"cells": [...]}` of texts and of `{"at", "kind"}`.
std::vector<std::vector<LaidCell>> sheet_rows_in(Reader& in);

/// The value at a place of an answer; empty where there is none, or another kind of it.
SheetCell sheet_cell_at(const Json& answer, const SheetPlace& place);

}  // namespace tillpoints::cloud
