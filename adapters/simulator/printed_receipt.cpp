#include "adapters/simulator/printed_receipt.hpp"

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

std::string two_columns(const std::string& left, const std::string& right, std::size_t width) {
    const auto room = width > characters(right) ? width - characters(right) : 0;
    const auto cut = first_characters(left, room > 0 ? room - 1 : 0);
    return cut + std::string(room - characters(cut), ' ') + right + "\n";
}

std::string separator(std::size_t width) {
    return std::string(width, '-') + "\n";
}

/// Breaks a text into lines, between words where possible.
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
        text += two_columns("   " + money_text(line.price) + " x " + quantity_text(line.quantity),
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
        text += two_columns("Без баллов", money_text(record.full_total), width);
        text += two_columns("Скидка баллами", money_text(-record.discount), width);
    }
    if (record.total != record.lines_total)
        text += two_columns("Округление", money_text(record.total - record.lines_total), width);
    text += two_columns("ИТОГ", "= " + money_text(record.total), width);
    for (const auto& payment : record.payments)
        text += two_columns(payment_name(payment.at("type")), "= " + money_text(payment.at("sum")), width);
    return text;
}

}  // namespace

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string printed_receipt(const FiscalRecord& record, const std::vector<std::string>& loyalty,
                            std::size_t width) {
    const auto document = std::to_string(record.document);
    auto text =
        separator(width) + centred("МАГАЗИН «ПОЛЮС»", width) +
        centred(record.kind == "sale" ? "КАССОВЫЙ ЧЕК / ПРИХОД" : "КАССОВЫЙ ЧЕК / ВОЗВРАТ ПРИХОДА", width) +
        two_columns("Смена " + record.shift + ", чек " + document,
                    record.closed_at.substr(0, 10) + " " + record.closed_at.substr(11, 5), width) +
        separator(width) + goods(record, width) + separator(width) + sums(record, width) + separator(width);
    for (const auto& line : loyalty) text += wrapped(line, width);
    if (!loyalty.empty()) text += separator(width);
    const auto fiscal = fiscal_data(record);
    text += two_columns("ФН " + fiscal.at("drive").get<std::string>(), "ФД " + document, width);
    text += two_columns("ФП " + fiscal.at("sign").get<std::string>(), "ПРОВЕРЕНО КАССОЙ", width);
    return text;
}

}  // namespace tillpoints::simulator
