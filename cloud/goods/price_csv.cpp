#include "cloud/goods/price_csv.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "cloud/goods/csv_table.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

enum Column { of_name, of_price, of_category, of_code, of_description, of_hidden, columns };
constexpr std::array<const char*, columns> fields{"name", "price",       "category",
                                                  "code", "description", "hidden"};

struct Heading {
    std::string_view word;
    Column column;
};
constexpr Heading headings[] = {{"name", of_name},
                                {"название", of_name},
                                {"атауы", of_name},
                                {"price", of_price},
                                {"цена", of_price},
                                {"бағасы", of_price},
                                {"category", of_category},
                                {"категория", of_category},
                                {"санат", of_category},
                                {"code", of_code},
                                {"код", of_code},
                                {"description", of_description},
                                {"описание", of_description},
                                {"сипаттама", of_description},
                                {"hidden", of_hidden},
                                {"скрыт", of_hidden},
                                {"жасырын", of_hidden}};

constexpr std::array<std::size_t, columns> longest{1024, 40, 3 * 1024 + 6, 128, 16'384, 10};

/// Spaces, also those that keep a number together, taken out.
std::string without_spaces(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with("\xc2\xa0")) {
            ++at;
        } else if (text.substr(at).starts_with("\xe2\x80\xaf")) {
            at += 2;
        } else if (text[at] != ' ') {
            out += text[at];
        }
    }
    return out;
}

std::optional<Money> price_of(std::string_view text) {
    auto digits = without_spaces(text);
    std::replace(digits.begin(), digits.end(), ',', '.');
    if (digits.empty() || digits.front() == '.' || digits.size() > 13 ||
        digits.find_first_not_of("0123456789.") != std::string::npos)
        return {};
    const auto number = parse_decimal(digits, 2, Rounding::exact);
    return number ? std::optional(Money(*number)) : std::nullopt;
}

std::optional<bool> yes_or_no(std::string_view text) {
    for (const auto* word : {"", "0", "no", "нет", "жоқ", "false"})
        if (text == word) return false;
    for (const auto* word : {"1", "yes", "да", "иә", "true"})
        if (text == word) return true;
    return {};
}

/// The apostrophe by which a table keeps a text from being taken for a formula.
std::string without_guard(std::string text) {
    if (text.size() > 1 && text[0] == '\'' &&
        std::string_view("=+-@").find(text[1]) != std::string_view::npos)
        text.erase(0, 1);
    return text;
}

using Places = std::array<std::optional<std::size_t>, columns>;

/// Where each column stands; faults if one is missing or there twice.
Places places_of(const CsvRow& heading, std::vector<PriceFault>& faults) {
    Places places;
    for (std::size_t at = 0; at < heading.cells.size(); ++at)
        for (const auto& [word, column] : headings) {
            if (small_letters(heading.cells[at]) != word) continue;
            if (places[column]) faults.push_back({heading.line, fields[column], Errc::duplicate});
            places[column] = at;
        }
    for (const auto column : {of_name, of_price})
        if (!places[column]) faults.push_back({heading.line, fields[column], Errc::missing_field});
    return places;
}

class Lines {
  public:
    Lines(const Places& places, PriceSheet& sheet) : places_(places), sheet_(sheet) {}

    void add(const CsvRow& row) {
        row_ = &row;
        right_ = true;
        PriceLine line;
        line.line = row.line;
        line.name = cell(of_name).value_or("");
        if (line.name.empty()) fail(of_name, Errc::missing_field);
        const auto paid = price_of(cell(of_price).value_or(""));
        if (!paid) fail(of_price, Errc::invalid_value);
        line.price = paid.value_or(Money());
        line.category = cell(of_category);
        line.code = cell(of_code);
        if (line.code && line.code->empty()) line.code.reset();
        line.description = cell(of_description);
        if (const auto word = cell(of_hidden)) {
            line.hidden = yes_or_no(small_letters(*word));
            if (!line.hidden) fail(of_hidden, Errc::invalid_value);
        }
        if (line.code && !codes_.insert(*line.code).second) fail(of_code, Errc::duplicate);
        if (!line.code && !names_.insert({line.category.value_or(""), line.name}).second)
            fail(of_name, Errc::duplicate);
        if (right_) sheet_.lines.push_back(std::move(line));
    }

  private:
    void fail(Column column, Errc why) {
        sheet_.faults.push_back({row_->line, fields[column], why});
        right_ = false;
    }
    std::optional<std::string> cell(Column column) {
        if (!places_[column]) return {};
        if (*places_[column] >= row_->cells.size()) return std::string();
        auto text = without_guard(row_->cells[*places_[column]]);
        if (text.size() > longest[column]) fail(column, Errc::too_large);
        return text;
    }

    const Places& places_;
    PriceSheet& sheet_;
    const CsvRow* row_ = nullptr;
    bool right_ = true;
    std::set<std::string> codes_;
    std::set<std::pair<std::string, std::string>> names_;
};

}  // namespace

PriceSheet read_price_csv(std::string_view text) {
    PriceSheet sheet;
    const auto table = read_csv_table(text);
    if (!table) {
        sheet.faults.push_back({0, "file", table.error().code});
        return sheet;
    }
    if (table->size() > most_price_lines + 1) {
        sheet.faults.push_back({0, "file", Errc::too_large});
        return sheet;
    }
    if (table->size() < 2) {
        sheet.faults.push_back({0, "file", Errc::missing_field});
        return sheet;
    }
    const auto places = places_of(table->front(), sheet.faults);
    if (!sheet.faults.empty()) return sheet;
    Lines lines(places, sheet);
    for (std::size_t at = 1; at < table->size(); ++at) lines.add((*table)[at]);
    return sheet;
}

}  // namespace tillpoints::cloud
