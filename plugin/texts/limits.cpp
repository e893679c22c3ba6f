#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

constexpr Phrase phrase_for(limits::Reason reason) {
    switch (reason) {
        case limits::Reason::award_limit:
            return {"Дневной лимит начислений клиенту исчерпан: продавайте без карты.",
                    "Бұл клиентке ұпай есептеудің күндік лимиті таусылды: картасыз сатыңыз.",
                    "The customer reached the daily award limit: sell without the card."};
        case limits::Reason::cashier_limit:
            return {"Лимит списаний кассира за этот час исчерпан: продавайте без списания баллов.",
                    "Кассирдің сағаттық шегеру лимиті таусылды: ұпай шегермей сатыңыз.",
                    "Cashier reached the hourly redemption limit: sell without spending points."};
        case limits::Reason::offline_unknown:
            return {"Нет связи, а остаток этого клиента неизвестен: продавайте без списания баллов.",
                    "Байланыс жоқ, бұл клиенттің қалдығы белгісіз: ұпай шегермей сатыңыз.",
                    "Offline, and this customer's balance is not known: sell without spending points."};
        case limits::Reason::offline_old_balance:
            return {"Нет связи, а известный остаток устарел: продавайте без списания баллов.",
                    "Байланыс жоқ, белгілі қалдық ескірген: ұпай шегермей сатыңыз.",
                    "Offline, and the known balance is too old: sell without spending points."};
        case limits::Reason::offline_no_points:
            return {"Нет связи, а по последним данным баллов нет: продавайте без списания баллов.",
                    "Байланыс жоқ, соңғы деректер бойынша ұпай жоқ: ұпай шегермей сатыңыз.",
                    "Offline, and no points are left of the known balance: sell without spending points."};
        case limits::Reason::offline_programme:
            return {"Программа не разрешает списать баллы по этому чеку.",
                    "Бағдарлама бұл чек бойынша ұпай шегеруге рұқсат етпейді.",
                    "The programme lets no points be spent on this receipt."};
        case limits::Reason::offline_receipt_limit:
            return {"Лимит списания без связи на один чек исчерпан: продавайте без списания баллов.",
                    "Байланыссыз бір чекке шегеру лимиті таусылды: ұпай шегермей сатыңыз.",
                    "The offline limit of a receipt is used up: sell without spending points."};
        case limits::Reason::offline_customer_limit:
            return {
                "Лимит списания без связи для этого клиента на сегодня исчерпан: продавайте без списания "
                "баллов.",
                "Бұл клиенттің бүгінгі байланыссыз шегеру лимиті таусылды: ұпай шегермей сатыңыз.",
                "This customer's offline limit for today is used up: sell without spending points."};
        case limits::Reason::offline_terminal_limit:
            return {
                "Лимит списания без связи на этой кассе исчерпан: продавайте без списания баллов.",
                "Бұл кассаның байланыссыз шегеру лимиті байланыс қалпына келгенше таусылды: ұпай шегермей "
                "сатыңыз.",
                "This terminal's offline limit is used up until the link is back: sell without spending "
                "points."};
    }
    return {};
}

}  // namespace

std::string limit_refusal(Language language, limits::Reason reason) {
    return std::string(phrase_for(reason).in(language));
}

}  // namespace tillpoints::texts
