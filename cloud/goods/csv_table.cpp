#include "cloud/goods/csv_table.hpp"

#include <algorithm>
#include <array>

namespace tillpoints::cloud {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

char divider_of(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    char best = ';';
    auto most = std::count(first.begin(), first.end(), best);
    for (const char each : {'\t', ','})
        if (const auto found = std::count(first.begin(), first.end(), each); found > most) {
            best = each;
            most = found;
        }
    return best;
}

std::string trimmed_cell(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

/// Takes a table apart, character by character.
class TableReader {
  public:
    explicit TableReader(std::string_view text) : text_(text), divider_(divider_of(text)) {}

    Result<std::vector<CsvRow>> read() {
        while (at_ < text_.size()) {
            row_.line = line_;
            if (!read_row())
                return Problem{Errc::invalid_value, "file", "quotes in pairs", std::to_string(line_)};
            const bool empty = std::all_of(row_.cells.begin(), row_.cells.end(),
                                           [](const auto& cell) { return cell.empty(); });
            if (!empty) rows_.push_back(std::move(row_));
            row_ = {};
        }
        return std::move(rows_);
    }

  private:
    bool ends_cell() const {
        return at_ == text_.size() || text_[at_] == divider_ || text_[at_] == '\n' || text_[at_] == '\r';
    }

    bool read_row() {
        for (;;) {
            if (!read_cell()) return false;
            if (at_ == text_.size()) return true;
            const char end = text_[at_++];
            if (end == divider_) continue;
            if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
            ++line_;
            return true;
        }
    }

    bool read_cell() {
        if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
        const auto begin = at_;
        while (!ends_cell()) ++at_;
        row_.cells.push_back(trimmed_cell(text_.substr(begin, at_ - begin)));
        return true;
    }

    bool read_quoted() {
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                if (text_[at_] == '\n') ++line_;
                cell += text_[at_];
                continue;
            }
            if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[at_++];
                continue;
            }
            ++at_;
            row_.cells.push_back(trimmed_cell(cell));
            return ends_cell();
        }
        return false;
    }

    std::string_view text_;
    char divider_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    CsvRow row_;
    std::vector<CsvRow> rows_;
};

/// Two-byte letters whose small form is not the same distance away.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kazakh{
    {{"Ә", "ә"}, {"Ғ", "ғ"}, {"Қ", "қ"}, {"Ң", "ң"}, {"Ө", "ө"}, {"Ұ", "ұ"}, {"Ү", "ү"}, {"Һ", "һ"}}};

std::string small_letter(std::string_view letter) {
    for (const auto& [large, small] : kazakh)
        if (letter == large) return std::string(small);
    const auto first = static_cast<unsigned char>(letter[0]);
    const auto second = static_cast<unsigned char>(letter[1]);
    const int code = (first & 0x1F) << 6 | (second & 0x3F);
    int small = code;
    if (0x410 <= code && code <= 0x42F) small = code + 0x20;
    if (0x400 <= code && code <= 0x40F) small = code + 0x50;
    return {static_cast<char>(0xC0 | small >> 6), static_cast<char>(0x80 | (small & 0x3F))};
}

}  // namespace

Result<std::vector<CsvRow>> read_csv_table(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return TableReader(text).read();
}

std::string small_letters(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ('A' <= text[at] && text[at] <= 'Z') {
            out += static_cast<char>(text[at] + 32);
        } else if (byte >= 0xC0 && byte < 0xE0 && at + 1 < text.size()) {
            out += small_letter(text.substr(at, 2));
            ++at;
        } else {
            out += text[at];
        }
    }
    return out;
}

}  // namespace tillpoints::cloud
