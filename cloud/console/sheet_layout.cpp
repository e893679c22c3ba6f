#include "cloud/console/sheet_layout.hpp"

#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_columns = 40;
constexpr std::size_t most_laid_rows = 200;
constexpr std::size_t longest_laid_text = 2'000;

SheetPlace place_in(Reader& in) {
    static constexpr const char* kinds[] = {"text", "count", "amount", "percent", "day", "flag"};
    const auto at = in.text("at", 64);
    return {at, kinds[in.one_of("kind", {"text", "count", "amount", "percent", "day", "flag"})]};
}

const Json* step_into(const Json& from, std::string_view name) {
    if (const auto* items = from.items()) {
        const auto place = parse_decimal(name, 0, Rounding::exact);
        const bool there = place && *place >= 0 && static_cast<std::size_t>(*place) < items->size();
        return there ? &(*items)[static_cast<std::size_t>(*place)] : nullptr;
    }
    return from.find(name);
}

const Json* find_at(const Json& answer, std::string_view path) {
    const Json* at = &answer;
    while (at && !path.empty()) {
        const auto stroke = path.find('/');
        at = step_into(*at, path.substr(0, stroke));
        path = stroke == path.npos ? std::string_view() : path.substr(stroke + 1);
    }
    return at;
}

SheetCell number_cell(const Json& value, SheetFormat format) {
    const auto* number = value.number();
    const auto hundredths = number ? parse_decimal(number->digits, 2, Rounding::half_up) : std::nullopt;
    if (!hundredths) return {};
    return SheetNumber{*hundredths, format};
}

}  // namespace

std::vector<SheetColumn> sheet_columns_in(Reader& in) {
    std::vector<SheetColumn> out;
    in.each("columns", most_columns, [&](Reader column) {
        auto name = column.text("name", longest_laid_text);
        out.push_back({std::move(name), place_in(column)});
    });
    if (out.empty() && in.problems().empty()) in.fail("columns", Errc::missing_field, "one or more");
    return out;
}

std::vector<std::vector<LaidCell>> sheet_rows_in(Reader& in) {
    std::vector<std::vector<LaidCell>> out;
    in.each("rows", most_laid_rows, [&](Reader row) {
        auto& cells = out.emplace_back();
        row.each_value("cells", most_columns, [&](const Json& value, const std::string& path) {
            if (const auto* text = value.string(); text && text->size() <= longest_laid_text) {
                cells.emplace_back(*text);
            } else {
                Reader place(value, path, in.problems());
                cells.emplace_back(place_in(place));
            }
        });
    });
    if (out.empty() && in.problems().empty()) in.fail("rows", Errc::missing_field, "one or more");
    return out;
}

SheetCell sheet_cell_at(const Json& answer, const SheetPlace& place) {
    const auto* value = find_at(answer, place.at);
    if (!value || value->is_null()) return {};
    if (place.kind == "count") return number_cell(*value, SheetFormat::count);
    if (place.kind == "amount") return number_cell(*value, SheetFormat::amount);
    if (place.kind == "percent") return number_cell(*value, SheetFormat::percent);
    if (place.kind == "flag") return value->boolean() ? SheetCell(*value->boolean()) : SheetCell();
    if (const auto* text = value->string()) {
        if (place.kind == "text") return *text;
        const auto moment = parse_timestamp(text->size() == 10 ? *text + "T00:00:00Z" : *text);
        return moment ? SheetCell(*moment) : SheetCell();
    }
    // A number that is a name, such as a customer's, is no number to count on.
    if (const auto* number = value->number(); number && place.kind == "text") return number->digits;
    return {};
}

}  // namespace tillpoints::cloud
