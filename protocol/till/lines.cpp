#include "protocol/till/lines.hpp"

#include <map>

namespace tillpoints::till {
namespace {

/// Only the first problem is reported, so a list with very many wrong lines need not be read to its end.
constexpr std::size_t enough_problems = 100;

bool is_control(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool c1 = byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    return byte < 0x20 || byte == 0x7F || c1;
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

/// Price, quantity and sum of a line. They need not agree: a line of which only the sum is known must not
/// cost the other lines of its receipt their loyalty.
template <class Line>
void read_amounts(Reader& in, Line& line) {
    const std::size_t before = in.problems().size();
    line.price = in.minor("price");
    line.quantity = in.quantity("quantity");
    line.sum = in.minor("sum");
    line.part = in.maybe_fraction("fraction");
    if (in.problems().size() != before || line.part) return;
    if (!bounded_line_sum(line.price, line.quantity))
        in.fail("sum", Errc::out_of_range, "price * quantity of at most " + std::to_string(max_money.count),
                "more");
}

Position read_position(Reader& in) {
    Position line;
    line.id = PositionId(printable_text(in, "id", 64));
    line.name = in.maybe_text("name", 1024).value_or("");
    read_amounts(in, line);
    if (in.has("type")) line.type = printable_text(in, "type", 64);
    line.marked = in.flag("marked", false);
    line.excluded = in.flag("excluded", false);
    line.unredeemable = in.flag("unredeemable", false);
    line.has_modifiers = in.flag("modifiers", false);
    line.min_price = in.maybe_minor("min_price");
    return line;
}

FiscalLine read_fiscal_line(Reader& in) {
    FiscalLine line;
    line.id = PositionId(printable_text(in, "id", 64));
    read_amounts(in, line);
    return line;
}

ReturnedLine read_returned_line(Reader& in) {
    ReturnedLine line;
    line.id = PositionId(maybe_printable_text(in, "id", 64));
    line.name = in.maybe_text("name", 1024).value_or("");
    read_amounts(in, line);
    return line;
}

/// Reads an array of lines in which no id (but an empty one) stands more often than `most_of_one_id`.
template <class Line>
std::vector<Line> read_lines(const Json& array, const std::string& path, Problems& problems,
                             Line (*read)(Reader&), int most_of_one_id) {
    const auto* items = array.items();
    if (!items) {
        problems.push_back({Errc::wrong_type, path, "an array", std::string(array.type_name())});
        return {};
    }
    if (items->size() > max_positions) {
        problems.push_back({Errc::too_large, path, "at most " + std::to_string(max_positions) + " positions",
                            std::to_string(items->size())});
        return {};
    }
    std::vector<Line> lines;
    lines.reserve(items->size());
    std::map<PositionId, int> seen;
    for (std::size_t i = 0; i < items->size() && problems.size() < enough_problems; ++i) {
        Reader in((*items)[i], path + "[" + std::to_string(i) + "]", problems);
        lines.push_back(read(in));
        const auto& id = lines.back().id;
        if (!id.empty() && ++seen[id] > most_of_one_id)
            in.fail("id", Errc::duplicate,
                    most_of_one_id == 1 ? "an id used once" : "an id used at most twice (a split)",
                    "\"" + id.text + "\"");
    }
    return lines;
}

const Json& lines_in(Reader& in) {
    static const Json none = Json::array();
    const Json* array = in.raw("positions");
    if (array) return *array;
    in.fail("positions", Errc::missing_field, "this field", "nothing");
    return none;
}

}  // namespace

std::string printable_text(Reader& in, std::string_view key, std::size_t most) {
    const std::size_t before = in.problems().size();
    std::string text = in.text(key, most * 4);
    if (in.problems().size() != before) return {};
    bool printable = !text.empty() && characters(text) <= most;
    for (std::size_t i = 0; printable && i < text.size(); ++i) printable = !is_control(text, i);
    if (printable) return text;
    in.fail(key, Errc::invalid_value, "1 to " + std::to_string(most) + " printable characters",
            std::to_string(characters(text)) + " characters");
    return {};
}

std::string maybe_printable_text(Reader& in, std::string_view key, std::size_t most) {
    const Json* value = in.raw(key);
    if (!value || (value->string() && value->string()->empty())) return {};
    return printable_text(in, key, most);
}

std::optional<Money> bounded_line_sum(Money price, Quantity quantity) {
    try {
        const Money sum = line_sum(price, quantity);
        return sum <= max_money ? std::optional(sum) : std::nullopt;
    } catch (const AmountOverflow&) {
        return {};
    }
}

std::vector<Position> positions_from(const Json& array, const std::string& path, Problems& problems) {
    return read_lines(array, path, problems, read_position, 1);
}

std::vector<FiscalLine> lines_from(const Json& array, const std::string& path, Problems& problems) {
    return read_lines(array, path, problems, read_fiscal_line, 2);
}

std::vector<Position> positions_of(Reader& in) {
    return positions_from(lines_in(in), in.path_of("positions"), in.problems());
}

std::vector<FiscalLine> fiscal_lines_of(Reader& in) {
    return lines_from(lines_in(in), in.path_of("positions"), in.problems());
}

std::vector<ReturnedLine> returned_lines_of(Reader& in) {
    return read_lines(lines_in(in), in.path_of("positions"), in.problems(), read_returned_line, 2);
}

}  // namespace tillpoints::till
