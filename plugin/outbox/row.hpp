#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plugin/outbox/seal.hpp"
#include "plugin/outbox/statement.hpp"

/// Records with plain columns and one sealed column behind them. The seal authenticates the plain columns and
/// the table's name, so that a record that was changed or moved by another program does not open.
namespace tillpoints::outbox {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Cell>;

/// The data that a seal authenticates: the table's name and the cells, each with its kind and length.
std::string vouched(std::string_view table, std::span<const Cell> cells);

/// Binds the cells from `first` on; the row must outlive the query.
void bind_cells(Query& query, int first, std::span<const Cell> cells);
/// Reads `count` cells from `first` on.
Row read_cells(const Query& query, int first, int count);

template <class T>
Cell maybe_cell(const std::optional<T>& value) {
    return value ? Cell(*value) : Cell();
}

/// Thrown by decoders: the record is damaged. The text says how, without data.
struct Undecodable {
    std::string reason;
};

std::int64_t integer_of(const Cell& cell);
std::optional<std::int64_t> maybe_integer_of(const Cell& cell);
const std::string& text_of(const Cell& cell);

/// Opens the sealed column or throws Undecodable.
std::string unseal(const Sealer& sealer, std::string_view table, std::span<const Cell> cells,
                   std::string_view sealed);

}  // namespace tillpoints::outbox
