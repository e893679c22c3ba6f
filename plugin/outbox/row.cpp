#include "plugin/outbox/row.hpp"

namespace tillpoints::outbox {
namespace {

void append_length(std::string& out, std::size_t length) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((length >> shift) & 0xFF);
}

void append_part(std::string& out, char kind, std::string_view bytes) {
    out += kind;
    append_length(out, bytes.size());
    out += bytes;
}

}  // namespace

std::string vouched(std::string_view table, std::span<const Cell> cells) {
    std::string out;
    append_part(out, 't', table);
    for (const auto& cell : cells) {
        if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            append_part(out, 'i', std::to_string(*number));
        } else if (const auto* text = std::get_if<std::string>(&cell)) {
            append_part(out, 't', *text);
        } else {
            append_part(out, 'n', {});
        }
    }
    return out;
}

void bind_cells(Query& query, int first, std::span<const Cell> cells) {
    for (const auto& cell : cells) {
        if (const auto* number = std::get_if<std::int64_t>(&cell)) query.bind(first, *number);
        if (const auto* text = std::get_if<std::string>(&cell)) query.bind(first, *text);
        ++first;
    }
}

Row read_cells(const Query& query, int first, int count) {
    Row row;
    row.reserve(static_cast<std::size_t>(count));
    for (int column = first; column < first + count; ++column) {
        if (query.is_null(column)) {
            row.emplace_back();
        } else if (query.is_integer(column)) {
            row.emplace_back(query.integer(column));
        } else {
            row.emplace_back(query.bytes(column));
        }
    }
    return row;
}

std::int64_t integer_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    throw Undecodable{"a column is not a number"};
}

std::optional<std::int64_t> maybe_integer_of(const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell)) return {};
    return integer_of(cell);
}

const std::string& text_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    throw Undecodable{"a column is not text"};
}

std::string unseal(const Sealer& sealer, std::string_view table, std::span<const Cell> cells,
                   std::string_view sealed) {
    auto opened = sealer.open(sealed, vouched(table, cells));
    if (!opened) throw Undecodable{"the seal does not open"};
    return std::move(*opened);
}

}  // namespace tillpoints::outbox
