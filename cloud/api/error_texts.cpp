#include "cloud/api/error_texts.hpp"

#include <array>

namespace tillpoints::cloud {
namespace {

struct ErrorText {
    std::string_view error_code;
    loyalty::Phrase text;
};

// clang-format off
constexpr std::array error_texts{
    ErrorText{"badRequest", {"The request is not as the protocol wants it; errors tells where.",
                             "Запрос составлен неверно, см. errors.",
                             "Сұраныс қате құрылған, errors өрісін қараңыз."}},
    ErrorText{"invalidChecksum", {"Total, cash and points do not agree.",
                                  "Сумма, оплата и баллы не сходятся.",
                                  "Сома, төлем және ұпай сәйкес келмейді."}},
    ErrorText{"withdrawNotPermitted", {"Points cannot be spent with this kind of identification.",
                                       "Без кода из приложения баллы не списываются.",
                                       "Қосымшадағы кодсыз ұпай шегерілмейді."}},
    ErrorText{"insufficientFunds", {"The customer has fewer points than asked for.",
                                    "Недостаточно баллов.",
                                    "Клиенттің ұпайы жеткіліксіз."}},
    ErrorText{"discountLimitExceed", {"More points than the programme allows for this receipt.",
                                      "Программа не разрешает списать столько баллов по этому чеку.",
                                      "Бағдарлама бұл чек бойынша сонша ұпай шегеруге рұқсат етпейді."}},
    ErrorText{"purchaseByPhoneDisabled", {"The programme does not take phone numbers.",
                                          "Программа не принимает покупки по номеру телефона.",
                                          "Бағдарлама телефон нөмірі бойынша сатып алуды қабылдамайды."}},
    ErrorText{"participantIsBlocked", {"The customer is blocked in the programme.",
                                       "Клиент заблокирован в программе.",
                                       "Клиент бағдарламада бұғатталған."}},
    ErrorText{"confirmationRequired", {"The customer has to confirm the redemption, or to do so again.",
                                       "Клиент должен подтвердить списание баллов, возможно, ещё раз.",
                                       "Клиент ұпай шегеруді растауы керек, мүмкін, қайтадан."}},
    ErrorText{"confirmationWrong", {"The PIN or the code is not the customer's.",
                                    "Неверный PIN или код.",
                                    "PIN немесе код қате."}},
    ErrorText{"confirmationUnavailable", {"The customer cannot confirm now: no PIN and no way to send a code, or too many tries.",
                                          "Подтвердить сейчас нельзя: нет ни PIN, ни способа отправить код, или попыток слишком много.",
                                          "Қазір растау мүмкін емес: PIN де, код жіберу жолы да жоқ, немесе әрекет тым көп."}},
    ErrorText{"unauthorized", {"The company's id or key is not right.",
                               "Неверный номер компании или ключ.",
                               "Компания нөмірі немесе кілті қате."}},
    ErrorText{"forbidden", {"This is not allowed.",
                            "Доступ запрещён.",
                            "Рұқсат жоқ."}},
    ErrorText{"notFound", {"There is no such thing or customer, or the code has expired.",
                           "Не найдено: такого клиента или записи нет либо срок кода истёк.",
                           "Табылмады: мұндай клиент не жазба жоқ, немесе кодтың мерзімі өтті."}},
    ErrorText{"goodsOrder.notFound", {"There is no such order.",
                                      "Такого заказа нет.",
                                      "Мұндай тапсырыс жоқ."}},
    ErrorText{"companyIsInactive", {"The company is not active.",
                                    "Компания неактивна.",
                                    "Компания белсенді емес."}},
    ErrorText{"cashierNotFound", {"There is no such cashier.",
                                  "Кассир не найден.",
                                  "Кассир табылмады."}},
    ErrorText{"receiptExists", {"There is this receipt number already.",
                                "Чек с таким номером уже есть.",
                                "Мұндай нөмірлі чек бар."}},
    ErrorText{"nonceExists", {"There is such an operation already.",
                              "Такая операция уже есть.",
                              "Мұндай операция бар."}},
    ErrorText{"alreadyRefunded", {"More than is left of the sale.",
                                  "Больше, чем осталось от продажи.",
                                  "Сатылымнан қалғанынан көп."}},
    ErrorText{"goods.nodeIndex.invalid", {"This cannot stand in this category.",
                                          "Этому не место в такой категории.",
                                          "Бұл мұндай санатта тұра алмайды."}},
    ErrorText{"goods.limitIsReached", {"No more categories fit here.",
                                       "Больше категорий сюда не помещается.",
                                       "Мұнда бұдан көп санат сыймайды."}},
    ErrorText{"imageExists", {"This picture has been put already.",
                              "Это изображение уже загружено.",
                              "Бұл сурет жүктеліп қойған."}},
    ErrorText{"imageTypeWrong", {"The picture is not of the type that was asked for.",
                                 "Изображение не того типа, который был заявлен.",
                                 "Сурет мәлімделген түрге сай емес."}},
    ErrorText{"imageTooLarge", {"A picture has at most 5 MiB.",
                                "Изображение не может быть больше 5 МиБ.",
                                "Сурет 5 МиБ-тен аспауы керек."}},
    ErrorText{"tooManyRequests", {"Too many requests; come later.",
                                  "Слишком много запросов, повторите позже.",
                                  "Сұраныс тым көп, кейінірек қайталаңыз."}},
    ErrorText{"internalError", {"The loyalty cloud failed inside.",
                                "Внутренняя ошибка облака лояльности.",
                                "Адалдық бұлтының ішкі қатесі."}},
};
// clang-format on

}  // namespace

const loyalty::Phrase* text_of(std::string_view error_code) {
    for (const auto& one : error_texts)
        if (one.error_code == error_code) return &one.text;
    return nullptr;
}

loyalty::Refusal in_language(loyalty::Refusal refusal, loyalty::Language language) {
    const auto* text = text_of(refusal.error_code);
    if (!text || language == loyalty::Language::english) return refusal;
    const bool detailed = refusal.error_code == "internalError" && refusal.message != text->english;
    const auto detail = detailed ? " " + refusal.message : std::string();
    refusal.message = std::string(text->in(language)) + detail;
    return refusal;
}

}  // namespace tillpoints::cloud
