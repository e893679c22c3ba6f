#include "adapters/cli/table.hpp"

#include <algorithm>

#include "adapters/cli/messages.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

/// Control characters become spaces, so that a cell can neither break the table nor control the terminal.
std::string printable(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

/// A leaf: only the member `reason` and the words of a list, such as alarms, are names of reasons.
std::string leaf(const Json& value, bool names_reason) {
    if (value.is_structured()) return word("none");
    return names_reason && value.is_string() ? reason(cell(value)) : word(cell(value));
}

void flatten(const Json& value, const std::string& path, bool names_reason, Table& table) {
    if (!value.is_structured() || value.empty()) return table.add({path, leaf(value, names_reason)});
    for (const auto& [key, inner] : value.items()) {
        const std::string step = value.is_array() ? "[" + key + "]" : (path.empty() ? "" : ".") + word(key);
        flatten(inner, path + step, value.is_array() || key == "reason", table);
    }
}

}  // namespace

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Table::Table(std::vector<std::string> head) {
    rows_.push_back(std::move(head));
}

void Table::add(std::vector<std::string> row) {
    for (auto& text : row) text = printable(std::move(text));
    rows_.push_back(std::move(row));
}

std::string Table::text() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i]));
    std::string out;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size()) out += std::string(widths[i] - characters(row[i]) + 2, ' ');
        }
        out += '\n';
    }
    return out;
}

std::string cell(const Json& value) {
    if (value.is_null()) return "-";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string cell(const Json& object, const char* key) {
    return object.is_object() && object.contains(key) ? cell(object[key]) : "-";
}

std::string hundredths(const Json& object, const char* key) {
    if (!object.is_object() || !object.contains(key) || !object[key].is_number_integer())
        return cell(object, key);
    const auto count = object[key].get<std::int64_t>();
    std::string digits =
        std::to_string(count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count));
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    digits.insert(digits.size() - 2, spoken_language() == Language::english ? "." : ",");
    return count < 0 ? "-" + digits : digits;
}

std::string flat_table(const Json& document) {
    Table table({say(Text::column_what), say(Text::column_value)});
    flatten(document, "", false, table);
    return table.text();
}

}  // namespace tillpoints::cli
