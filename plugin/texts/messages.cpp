#include <algorithm>

#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

constexpr Phrase settling_phrase = {
    "Предыдущее списание ещё проверяется: подождите минуту или продавайте без списания баллов.",
    "Алдыңғы шегеру әлі тексеріліп жатыр: бір минут күтіңіз немесе ұпай шегермей сатыңыз.",
    "The previous redemption is still being checked: wait a minute or sell without spending points.",
};
constexpr Phrase closed_without_opening_phrase = {
    "Чек закрыт без баллов: его открытие не принято программой лояльности.",
    "Чек ұпайсыз жабылды: оның ашылуын бонус жүйесі қабылдаған жоқ.",
    "The receipt is closed without points: its opening was not accepted.",
};
constexpr Phrase show_code_phrase = {
    "Списание отменено: попросите клиента показать новый код.",
    "Ұпай шегеру жойылды: клиенттен жаңа код көрсетуді сұраңыз.",
    "The redemption was cancelled: ask the customer to show a new code.",
};
constexpr Phrase read_back_phrase = {
    "Номер {} не зарегистрирован: прочтите его клиенту, баллы дождутся регистрации.",
    "{} нөмірі тіркелмеген: клиентке оқып беріңіз, ұпай тіркелгенше сақталады.",
    "The number {} is not registered: read it back to the customer, the points will wait.",
};
constexpr Phrase offline_phrase = {
    "Нет связи: списать баллы нельзя, начисление по этому номеру придёт позже.",
    "Байланыс жоқ: ұпай шегеруге болмайды, осы нөмірге ұпай кейін түседі.",
    "Offline: points cannot be spent, points for this number will be awarded later.",
};
constexpr Phrase offline_limit_phrase = {
    "Нет связи: баллы можно списать в пределах лимита магазина, начисление придёт позже.",
    "Байланыс жоқ: ұпайды дүкен белгілеген лимит аясында шегеруге болады, жаңа ұпай кейін түседі.",
    "Offline: points can be spent within the shop's limit, points earned will be awarded later.",
};
constexpr Phrase offline_redemption_phrase = {
    "Без связи, в пределах лимита магазина, списывается баллов: {}. Подтверждение придёт позже.",
    "Байланыссыз, дүкен белгілеген лимит аясында шегерілетін ұпай: {}. Растау кейін келеді.",
    "Offline, within the shop's limit, points spent: {}. They will be confirmed later.",
};
constexpr Phrase pin_phrase = {
    "Ждём клиента: введите ПИН, который он назовёт.",
    "Клиентті күтеміз: ол айтқан ПИН-ді енгізіңіз.",
    "Waiting for the customer: enter the PIN.",
};
constexpr Phrase code_phrase = {
    "Ждём клиента: введите код, который ему отправлен.",
    "Клиентті күтеміз: оған жіберілген кодты енгізіңіз.",
    "Waiting for the customer: enter the code that was sent.",
};
constexpr Phrase granted_phrase = {
    "Можно списать баллов: {}.",
    "Шегеруге болатын ұпай: {}.",
    "Points that can be spent: {}.",
};

}  // namespace

std::string amount(Language language, Points points) {
    std::string text = to_text(worth(points));
    if (language != Language::english) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string settling(Language language) {
    return std::string(settling_phrase.in(language));
}

std::string closed_without_opening(Language language) {
    return std::string(closed_without_opening_phrase.in(language));
}

std::string show_code_again(Language language) {
    return std::string(show_code_phrase.in(language));
}

std::string unregistered_read_back(Language language, std::string_view masked_phone) {
    return filled(read_back_phrase.in(language), masked_phone);
}

std::string offline_will_award(Language language) {
    return std::string(offline_phrase.in(language));
}

std::string may_redeem_offline_now(Language language) {
    return std::string(offline_limit_phrase.in(language));
}

std::string offline_redemption(Language language, Points points) {
    return filled(offline_redemption_phrase.in(language), amount(language, points));
}

std::string ask_for_pin(Language language) {
    return std::string(pin_phrase.in(language));
}

std::string ask_for_code(Language language) {
    return std::string(code_phrase.in(language));
}

std::string granted(Language language, Points points) {
    return filled(granted_phrase.in(language), amount(language, points));
}

}  // namespace tillpoints::texts
