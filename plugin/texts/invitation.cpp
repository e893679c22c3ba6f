#include <algorithm>

#include "plugin/texts/layout.hpp"
#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

constexpr Phrase by_link = {
    "Вступите в программу по ссылке:",
    "Бағдарламаға сілтеме арқылы қосылыңыз:",
    "Join the programme by this link:",
};
constexpr Phrase by_qr_code_or_link = {
    "Вступите в программу по QR-коду или по ссылке:",
    "Бағдарламаға QR-код немесе сілтеме арқылы қосылыңыз:",
    "Join the programme by the QR code or by this link:",
};
constexpr Phrase by_code = {
    "Введите код приглашения в приложении {}.",
    "{} қосымшасында шақыру кодын енгізіңіз.",
    "Enter the invitation code in the {} app.",
};
constexpr Phrase or_by_code = {
    "Или введите код приглашения в приложении {}.",
    "Немесе {} қосымшасында шақыру кодын енгізіңіз.",
    "Or enter the invitation code in the {} app.",
};
constexpr Phrase code_label = {"Код приглашения", "Шақыру коды", "Invitation code"};

constexpr Phrase voucher_points_label = {"Баллы за эту покупку", "Осы сатып алу үшін ұпай",
                                         "Points for this purchase"};
constexpr Phrase scan_voucher = {
    "Чтобы получить эти баллы, отсканируйте QR-код в приложении {}.",
    "Осы ұпайды алу үшін {} қосымшасында QR-кодты сканерлеңіз.",
    "To get these points, scan the QR code in the {} app.",
};
constexpr Phrase voucher_code_label = {"Код ваучера", "Ваучер коды", "Voucher code"};
constexpr Phrase valid_until_label = {"Действует до", "Жарамды мерзімі", "Valid until"};

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string date_and_time(Language language, Timestamp time, std::chrono::minutes utc_offset) {
    const auto local = time + utc_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
    const std::string year = std::to_string(static_cast<int>(date.year()));
    const std::string month = two_digits(static_cast<unsigned>(date.month()));
    const std::string day_of_month = two_digits(static_cast<unsigned>(date.day()));
    const std::string clock = two_digits(static_cast<unsigned>(minutes / 60)) + ":" +
                              two_digits(static_cast<unsigned>(minutes % 60));
    if (language == Language::english) return year + "-" + month + "-" + day_of_month + " " + clock;
    return day_of_month + "." + month + "." + year + " " + clock;
}

std::vector<std::string> invitation_lines(Language language, const Invitation& invitation, int width) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view text) {
        for (auto& line : wrapped(text, width)) lines.push_back(std::move(line));
    };
    if (!invitation.link.empty()) {
        add((invitation.qr_code ? by_qr_code_or_link : by_link).in(language));
        add(invitation.link);
    }
    if (!invitation.code.empty()) {
        add(filled((lines.empty() ? by_code : or_by_code).in(language), invitation.app));
        lines.push_back(label_and_amount(code_label.in(language), invitation.code, width));
    }
    return lines;
}

std::vector<std::string> voucher_lines(Language language, const Voucher& voucher, std::string_view app,
                                       int width) {
    std::vector<std::string> lines;
    lines.push_back(
        label_and_amount(voucher_points_label.in(language), amount(language, voucher.points), width));
    for (auto& line : wrapped(filled(scan_voucher.in(language), app), width))
        lines.push_back(std::move(line));
    lines.push_back(label_and_amount(voucher_code_label.in(language), voucher.code, width));
    if (!voucher.valid_until.empty())
        lines.push_back(label_and_amount(valid_until_label.in(language), voucher.valid_until, width));
    return lines;
}

}  // namespace tillpoints::texts
