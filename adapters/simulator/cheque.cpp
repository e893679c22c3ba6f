#include "adapters/simulator/cheque.hpp"

#include <algorithm>

namespace tillpoints::simulator {
namespace {

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::string first_characters(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end)
        if (begins_character(text[end]) && seen++ == count) break;
    return text.substr(0, end);
}

std::string centred(const std::string& text, std::size_t width) {
    const auto cut = first_characters(text, width);
    return std::string((width - characters(cut)) / 2, ' ') + cut + "\n";
}

std::string apart(const std::string& left, const std::string& right, std::size_t width) {
    const auto room = width > characters(right) ? width - characters(right) : 0;
    const auto cut = first_characters(left, room > 0 ? room - 1 : 0);
    return cut + std::string(room - characters(cut), ' ') + right + "\n";
}

std::string rule(std::size_t width) {
    return std::string(width, '-') + "\n";
}

/// A text broken into lines between words where it can be.
std::string wrapped(std::string text, std::size_t width) {
    std::string result;
    while (characters(text) > width) {
        auto line = first_characters(text, width);
        if (const auto space = line.rfind(' '); space != std::string::npos && space > 0) line.resize(space);
        result += line + "\n";
        text.erase(0, line.size());
        text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    }
    return result + text + "\n";
}

std::string goods(const FiscalRecord& record, std::size_t width) {
    std::string text;
    std::size_t number = 0;
    for (const auto& line : record.lines) {
        text += wrapped(std::to_string(++number) + ". " + line.name, width);
        if (line.price != line.full_price) text += "   цена без баллов " + money_text(line.full_price) + "\n";
        text += apart("   " + money_text(line.price) + " x " + quantity_text(line.quantity),
                      "= " + money_text(line.sum), width);
    }
    return text;
}

std::string payment_name(const std::string& type) {
    if (type == "cash") return "НАЛИЧНЫМИ";
    if (type == "card") return "БЕЗНАЛИЧНЫМИ";
    if (type == "points") return "ВСТРЕЧНОЕ ПРЕДОСТАВЛЕНИЕ";
    return "ПРЕДОПЛАТА";
}

std::string sums(const FiscalRecord& record, std::size_t width) {
    std::string text;
    if (record.discount != 0) {
        text += apart("Без баллов", money_text(record.full_total), width);
        text += apart("Оплачено баллами", money_text(-record.discount), width);
    }
    if (record.total != record.lines_total)
        text += apart("Округление", money_text(record.total - record.lines_total), width);
    text += apart("ИТОГ", "= " + money_text(record.total), width);
    for (const auto& payment : record.payments)
        text += apart(payment_name(payment.at("type")), "= " + money_text(payment.at("sum")), width);
    return text;
}

}  // namespace

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string cheque(const FiscalRecord& record, const std::vector<std::string>& loyalty, std::size_t width) {
    const auto document = std::to_string(record.document);
    auto text =
        rule(width) + centred("МАГАЗИН «ПОЛЮС»", width) +
        centred(record.kind == "sale" ? "КАССОВЫЙ ЧЕК / ПРИХОД" : "КАССОВЫЙ ЧЕК / ВОЗВРАТ ПРИХОДА", width) +
        apart("Смена " + record.shift + ", чек " + document,
              record.closed_at.substr(0, 10) + " " + record.closed_at.substr(11, 5), width) +
        rule(width) + goods(record, width) + rule(width) + sums(record, width) + rule(width);
    for (const auto& line : loyalty) text += wrapped(line, width);
    if (!loyalty.empty()) text += rule(width);
    const auto fiscal = fiscal_data(record);
    text += apart("ФН " + fiscal.at("drive").get<std::string>(), "ФД " + document, width);
    text += apart("ФП " + fiscal.at("sign").get<std::string>(), "ПРОВЕРЕНО КАССОЙ", width);
    return text;
}

}  // namespace tillpoints::simulator
