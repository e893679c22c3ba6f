#include <algorithm>
#include <iterator>

#include "plugin/texts/layout.hpp"
#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

constexpr Phrase used_label = {"Списано баллов", "Шегерілген ұпай", "Points used"};
constexpr Phrase used_later = {
    "Списание баллов будет подтверждено, когда восстановится связь.",
    "Ұпай шегеру байланыс қалпына келгенде расталады.",
    "The points used will be confirmed when the link is back.",
};
constexpr Phrase earned_label = {"Начислено баллов", "Есептелген ұпай", "Points earned"};
constexpr Phrase expected_label = {"Будет начислено", "Есептелетін ұпай", "Points to be earned"};
constexpr Phrase balance_label = {"Баланс баллов", "Ұпай қалдығы", "Points balance"};
constexpr Phrase later = {
    "Баллы за покупку будут начислены, когда восстановится связь.",
    "Сатып алу үшін ұпай байланыс қалпына келгенде есептеледі.",
    "Points for this purchase will be awarded when the link is back.",
};
/// Printed under the balance if this purchase earns points, because the cloud adds them later.
constexpr Phrase without_award = {
    "В баланс не входят баллы за эту покупку.",
    "Қалдыққа осы сатып алу үшін ұпай кірмейді.",
    "The balance does not include the points for this purchase.",
};
constexpr Phrase waiting = {
    "Баллы за покупку ждут вас: зарегистрируйтесь в приложении {} по своему номеру телефона.",
    "Сатып алу үшін ұпай сізді күтіп тұр: {} қосымшасында өз телефон нөміріңізбен тіркеліңіз.",
    "The points for this purchase wait for you: register in the {} app with your phone number.",
};
constexpr Phrase waiting_label = {"Вас ждут баллы", "Сізді күтетін ұпай", "Points waiting for you"};
constexpr Phrase collect = {
    "Копите баллы с каждой покупкой.",
    "Әр сатып алудан ұпай жинаңыз.",
    "Collect points with every purchase.",
};

void add_text(std::string_view text, int width, std::vector<std::string>& lines) {
    for (auto& line : wrapped(text, width)) lines.push_back(std::move(line));
}

/// A confirmed award is printed as earned and a quoted one as expected. Offline no number is printed.
void add_award(Language language, const Footer& footer, int width, std::vector<std::string>& lines) {
    if (footer.offline && !footer.award_confirmed) {
        add_text(later.in(language), width, lines);
        if (!footer.award_rate.empty())
            lines.push_back(label_and_amount(expected_label.in(language), footer.award_rate, width));
    } else if (footer.award > Points()) {
        const auto& label = footer.award_confirmed ? earned_label : expected_label;
        lines.push_back(label_and_amount(label.in(language), amount(language, footer.award), width));
    } else if (!footer.award_confirmed && !footer.award_rate.empty()) {
        lines.push_back(label_and_amount(expected_label.in(language), footer.award_rate, width));
    }
}

void append(std::vector<std::string> more, std::vector<std::string>& lines) {
    lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// For a buyer who is not in the programme: what there is to gain, and how to join.
void add_invitation(Language language, const Footer& footer, int width, std::vector<std::string>& lines) {
    if (!footer.invitation) return;
    const Invitation& invitation = *footer.invitation;
    if (footer.voucher) return append(voucher_lines(language, *footer.voucher, invitation.app, width), lines);
    if (footer.waits) {
        if (footer.waiting > Points())
            lines.push_back(
                label_and_amount(waiting_label.in(language), amount(language, footer.waiting), width));
        add_text(filled(waiting.in(language), invitation.app), width, lines);
    }
    auto steps = invitation_lines(language, invitation, width);
    const bool leads = !footer.waits && invitation.earns_points && !steps.empty();
    if (leads) add_text(collect.in(language), width, lines);
    append(std::move(steps), lines);
}

}  // namespace

std::vector<std::string> footer_lines(Language language, const Footer& footer, int width) {
    width = std::max(width, 1);
    std::vector<std::string> lines;
    if (footer.with_card) {
        if (footer.used > Points())
            lines.push_back(label_and_amount(used_label.in(language), amount(language, footer.used), width));
        if (footer.used_offline) add_text(used_later.in(language), width, lines);
        add_award(language, footer, width, lines);
        if (footer.balance_known && !footer.offline) {
            lines.push_back(
                label_and_amount(balance_label.in(language), amount(language, footer.balance), width));
            if (footer.award_follows) add_text(without_award.in(language), width, lines);
        }
    }
    add_invitation(language, footer, width, lines);
    return lines;
}

}  // namespace tillpoints::texts
