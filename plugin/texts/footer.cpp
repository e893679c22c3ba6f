#include <algorithm>

#include "plugin/texts/layout.hpp"
#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

constexpr Phrase used_label = {"Списано баллов", "Жұмсалған ұпай", "Points used"};
constexpr Phrase used_later = {
    "Списание баллов будет подтверждено, когда восстановится связь.",
    "Ұпай жұмсау байланыс қалпына келгенде расталады.",
    "The points used will be confirmed when the link is back.",
};
constexpr Phrase earned_label = {"Начислено баллов", "Есептелген ұпай", "Points earned"};
constexpr Phrase expected_label = {"Будет начислено", "Есептелетін ұпай", "Points to come"};
constexpr Phrase balance_label = {"Баланс баллов", "Ұпай қалдығы", "Points balance"};
constexpr Phrase later = {
    "Баллы за покупку начислятся, когда восстановится связь.",
    "Сатып алу ұпайы байланыс қалпына келгенде есептеледі.",
    "Points for this purchase will be awarded when the link is back.",
};
constexpr Phrase join = {
    "Вступайте в программу лояльности и копите баллы.",
    "Адалдық бағдарламасына қосылып, ұпай жинаңыз.",
    "Join the loyalty programme and collect points.",
};
constexpr Phrase join_label = {"Код вступления", "Қосылу коды", "Join code"};

/// A confirmed award is printed as earned and a quoted one as expected. Offline no number is printed.
void add_award(Language language, const Footer& footer, int width, std::vector<std::string>& lines) {
    if (footer.offline && !footer.award_confirmed) {
        for (auto& line : wrapped(later.in(language), width)) lines.push_back(std::move(line));
        if (!footer.award_rate.empty())
            lines.push_back(label_and_amount(expected_label.in(language), footer.award_rate, width));
    } else if (footer.award > Points()) {
        const auto& label = footer.award_confirmed ? earned_label : expected_label;
        lines.push_back(label_and_amount(label.in(language), to_text(footer.award), width));
    } else if (!footer.award_confirmed && !footer.award_rate.empty()) {
        lines.push_back(label_and_amount(expected_label.in(language), footer.award_rate, width));
    }
}

}  // namespace

std::vector<std::string> footer_lines(Language language, const Footer& footer, int width) {
    width = std::max(width, 1);
    std::vector<std::string> lines;
    if (footer.with_card) {
        if (footer.used > Points())
            lines.push_back(label_and_amount(used_label.in(language), to_text(footer.used), width));
        if (footer.used_offline)
            for (auto& line : wrapped(used_later.in(language), width)) lines.push_back(std::move(line));
        add_award(language, footer, width, lines);
        if (footer.balance_known && !footer.offline)
            lines.push_back(label_and_amount(balance_label.in(language), to_text(footer.balance), width));
    } else if (!footer.join_code.empty()) {
        lines = wrapped(join.in(language), width);
        lines.push_back(label_and_amount(join_label.in(language), footer.join_code, width));
    }
    return lines;
}

}  // namespace tillpoints::texts
