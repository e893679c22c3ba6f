#include "cloud/console/contact_rows.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_name = 128;    ///< bytes
constexpr std::size_t longest_cell = 2'000;  ///< what a row may bring along at all

std::string_view trimmed_cell(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto begin = text.find_first_not_of(blank);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool begins_like_formula(std::string_view text, std::string_view signs) {
    return !text.empty() && signs.find(text.front()) != signs.npos;
}

bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

std::optional<std::string> fault_of_name(std::string_view name) {
    if (begins_like_formula(name, "=+-@")) return "formula";
    if (has_control_characters(name)) return "control";
    if (name.size() > longest_name) return "too_long";
    return {};
}

std::optional<std::string> fault_of_phone(std::string_view phone) {
    if (phone.empty()) return "missing";
    // A number may begin with a plus.
    if (begins_like_formula(phone, "=-@")) return "formula";
    if (!Phone::parse(phone)) return "not_a_phone";
    return {};
}

}  // namespace

ListedContact listed_contact(std::int64_t line, std::string_view name, std::string_view phone) {
    const auto number = trimmed_cell(phone);
    ListedContact out{line, std::string(trimmed_cell(name)), {}, {}};
    if (const auto fault = fault_of_phone(number)) out.faults.push_back({"phone", *fault});
    if (const auto fault = fault_of_name(out.name)) out.faults.push_back({"name", *fault});
    if (out.faults.empty()) out.phone = Phone::parse(number);
    return out;
}

std::vector<ListedContact> listed_contacts_in(Reader& in) {
    std::vector<ListedContact> out;
    in.each("rows", most_listed_contacts, [&](Reader row) {
        const auto line = row.integer("line", 1, 10'000'000);
        const auto name = row.maybe_text("name", longest_cell).value_or("");
        out.push_back(listed_contact(line, name, row.maybe_text("phone", longest_cell).value_or("")));
    });
    return out;
}

}  // namespace tillpoints::cloud
