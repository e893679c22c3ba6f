#include "adapters/fleet/terminals_table.hpp"

#include <algorithm>
#include <set>

namespace tillpoints::fleet {
namespace {

const std::set<std::string> known_columns{"name",     "base_url",     "company_id",     "key",
                                          "key_file", "ca_file",      "data_directory", "user",
                                          "phone",    "configuration"};

struct Row {
    int line = 0;
    std::vector<std::string> cells;
    bool unfinished = false;  ///< a quote that is not closed
};

/// Splits the text into rows; a quoted cell may hold separators, quotes and ends of lines.
std::vector<Row> rows_of(const std::string& text, char separator) {
    std::vector<Row> rows;
    Row row{1, {""}};
    int line = 1;
    bool quoted = false;
    const auto end_row = [&] {
        row.unfinished = quoted;
        if (row.cells.size() > 1 || !row.cells.front().empty()) rows.push_back(row);
        row = {line, {""}};
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"')
                row.cells.back() += c;
            else if (at + 1 < text.size() && text[at + 1] == '"')
                row.cells.back() += text[++at];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == separator) {
            row.cells.emplace_back();
        } else if (c == '\n') {
            end_row();
        } else if (c != '\r') {
            row.cells.back() += c;
        }
    }
    end_row();
    return rows;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_name(const std::string& text) {
    return !text.empty() && text.size() <= 64 && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-' || c == '_';
           });
}

class TableReader {
  public:
    explicit TableReader(TerminalsTable& out) : out_(out) {}

    void head(const Row& row) {
        for (const auto& cell : row.cells) {
            names_.push_back(trimmed(cell));
            if (!known_columns.count(names_.back()))
                wrong(row.line, "the column '" + names_.back() + "' is not known");
        }
        for (const char* needed : {"name", "base_url", "company_id"})
            if (std::find(names_.begin(), names_.end(), needed) == names_.end())
                wrong(row.line, std::string("the column ") + needed + " is missing");
    }

    void terminal(const Row& row) {
        if (row.unfinished) return wrong(row.line, "a quote is not closed");
        if (row.cells.size() != names_.size())
            return wrong(row.line, "found " + std::to_string(row.cells.size()) + " cells, expected " +
                                       std::to_string(names_.size()));
        TerminalLine terminal{row.line, {}};
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (auto cell = trimmed(row.cells[i]); !cell.empty())
                terminal.columns[names_[i]] = std::move(cell);
        check(terminal);
        out_.terminals.push_back(std::move(terminal));
    }

  private:
    void check(const TerminalLine& terminal) {
        const auto& columns = terminal.columns;
        const auto name = columns.count("name") ? columns.at("name") : std::string();
        if (!is_name(name))
            wrong(terminal.line,
                  "name: found '" + name + "', expected 1 to 64 letters, digits, '.', '-' or '_'");
        else if (!seen_.insert(name).second)
            wrong(terminal.line, "name: '" + name + "' stands in an earlier line, too");
        for (const char* needed : {"base_url", "company_id"})
            if (!columns.count(needed)) wrong(terminal.line, std::string(needed) + " is empty");
        if (columns.count("key") == columns.count("key_file"))
            wrong(terminal.line, "expected either key or key_file");
    }

    void wrong(int line, const std::string& what) {
        out_.problems.push_back("line " + std::to_string(line) + ": " + what);
    }

    TerminalsTable& out_;
    std::vector<std::string> names_;
    std::set<std::string> seen_;
};

}  // namespace

TerminalsTable read_terminals(const std::string& text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const auto content = text.starts_with(mark) ? text.substr(mark.size()) : text;
    const auto head = content.substr(0, content.find('\n'));
    const char separator =
        head.find(',') == std::string::npos && head.find(';') != std::string::npos ? ';' : ',';
    TerminalsTable out;
    TableReader reader(out);
    const auto rows = rows_of(content, separator);
    if (rows.empty()) {
        out.problems.push_back("line 1: expected the names of the columns");
        return out;
    }
    reader.head(rows.front());
    if (!out.problems.empty()) return out;
    std::for_each(rows.begin() + 1, rows.end(), [&](const Row& row) { reader.terminal(row); });
    if (rows.size() == 1) out.problems.push_back("line 2: expected a terminal");
    return out;
}

}  // namespace tillpoints::fleet
