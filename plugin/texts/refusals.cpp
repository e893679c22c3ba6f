#include <span>

#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

/// One sentence for every error that asks the same of a cashier.
struct Refusal {
    std::initializer_list<Errc> reasons;
    Phrase phrase;
};

const Refusal refusals[] = {
    {{Errc::unreachable},
     {"Нет связи с сервисом лояльности: продавайте без списания баллов.",
      "Адалдық қызметімен байланыс жоқ: ұпай жұмсамай сатыңыз.",
      "No link to the loyalty service: sell without spending points."}},
    {{Errc::timed_out},
     {"Сервис лояльности не ответил вовремя: повторите или продавайте без списания баллов.",
      "Адалдық қызметі уақытында жауап бермеді: қайталаңыз немесе ұпай жұмсамай сатыңыз.",
      "The loyalty service did not answer in time: try again or sell without spending points."}},
    {{Errc::connection_lost},
     {"Связь прервалась: повторите или продавайте без списания баллов.",
      "Байланыс үзілді: қайталаңыз немесе ұпай жұмсамай сатыңыз.",
      "The connection broke: try again or sell without spending points."}},
    {{Errc::certificate_rejected},
     {"Защищённой связи нет: проверьте дату и время кассы и вызовите техника.",
      "Қорғалған байланыс жоқ: кассаның күні мен уақытын тексеріп, техникті шақырыңыз.",
      "No secure link: check the register's date and time and call the technician."}},
    {{Errc::not_the_cloud},
     {"Вместо сервиса лояльности отвечает что-то другое: проверьте интернет и вызовите техника.",
      "Адалдық қызметінің орнына басқа нәрсе жауап берді: интернетті тексеріп, техникті шақырыңыз.",
      "Something else answers for the loyalty service: check the internet and call the technician."}},
    {{Errc::server_failed},
     {"Сервис лояльности временно не работает: продавайте без списания баллов.",
      "Адалдық қызметі уақытша істемейді: ұпай жұмсамай сатыңыз.",
      "The loyalty service is out of order for now: sell without spending points."}},
    {{Errc::too_many_requests},
     {"Сервис лояльности перегружен: повторите через минуту.",
      "Адалдық қызметіне жүктеме көп: бір минуттан кейін қайталаңыз.",
      "The loyalty service is overloaded: try again in a minute."}},
    {{Errc::not_found},
     {"Клиент не найден или код устарел: попросите показать новый код.",
      "Клиент табылмады немесе кодтың мерзімі өтті: жаңа код көрсетуді сұраңыз.",
      "Customer not found or the code has expired: ask for a new code."}},
    {{Errc::insufficient_funds},
     {"У клиента меньше баллов: спишите меньше.", "Клиенттің ұпайы жетпейді: азырақ жұмсаңыз.",
      "The customer has fewer points: spend fewer."}},
    {{Errc::discount_limit_exceeded},
     {"Столько баллов по этому чеку списать нельзя: спишите меньше.",
      "Бұл чек бойынша мұнша ұпай жұмсауға болмайды: азырақ жұмсаңыз.",
      "This receipt does not allow so many points: spend fewer."}},
    {{Errc::withdraw_not_permitted},
     {"Так списать баллы нельзя: попросите код из приложения.",
      "Бұлай ұпай жұмсауға болмайды: қосымшадағы кодты сұраңыз.",
      "Points cannot be spent this way: ask for the code in the app."}},
    {{Errc::purchase_by_phone_disabled},
     {"Номер телефона не принимается: попросите код из приложения.",
      "Телефон нөмірі қабылданбайды: қосымшадағы кодты сұраңыз.",
      "Phone numbers are not taken: ask for the code in the app."}},
    {{Errc::participant_blocked},
     {"Клиент заблокирован в программе: продавайте без баллов.",
      "Клиент бағдарламада бұғатталған: ұпайсыз сатыңыз.",
      "The customer is blocked in the programme: sell without points."}},
    {{Errc::unauthorized, Errc::forbidden, Errc::company_inactive},
     {"Сервис лояльности не принял магазин: продавайте без баллов и вызовите техника.",
      "Адалдық қызметі дүкенді қабылдамады: ұпайсыз сатып, техникті шақырыңыз.",
      "The loyalty service refused the shop: sell without points and call the technician."}},
    {{Errc::cashier_not_found},
     {"Сервис лояльности не знает кассира: продавайте без баллов и сообщите администратору.",
      "Адалдық қызметі кассирді танымайды: ұпайсыз сатып, әкімшіге хабарлаңыз.",
      "The loyalty service does not know the cashier: sell without points and tell the manager."}},
    {{Errc::receipt_exists},
     {"Чек с этим номером уже учтён: продавайте без списания баллов и сообщите администратору.",
      "Бұл нөмірлі чек бұрын есепке алынған: ұпай жұмсамай сатып, әкімшіге хабарлаңыз.",
      "A receipt with this number is already counted: sell without spending points and tell the manager."}},
    {{Errc::bad_request, Errc::invalid_checksum, Errc::cloud_error},
     {"Сервис лояльности не понял чек: продавайте без баллов и сообщите технику.",
      "Адалдық қызметі чекті түсінбеді: ұпайсыз сатып, техникке хабарлаңыз.",
      "The loyalty service did not understand the receipt: sell without points and tell the technician."}},
    {{Errc::unknown_receipt, Errc::receipt_finished, Errc::out_of_order},
     {"Для баллов чек не открыт или уже закрыт: откройте чек заново.",
      "Ұпай үшін чек ашылмаған немесе жабылып қойған: чекті қайта ашыңыз.",
      "For points the receipt is not open or already closed: open it anew."}},
    {{Errc::not_stored},
     {"Данные не сохранены: повторите действие.", "Дерек сақталмады: әрекетті қайталаңыз.",
      "Nothing was stored: do it again."}},
    {{Errc::storage_failed},
     {"Память терминала не принимает записи: продавайте без списания баллов и вызовите техника.",
      "Терминал жады жазбаны қабылдамайды: ұпай жұмсамай сатып, техникті шақырыңыз.",
      "The terminal's memory takes no data: sell without spending points and call the technician."}},
    {{Errc::storage_newer, Errc::storage_corrupt, Errc::storage_busy},
     {"Хранилище программы недоступно: продавайте без баллов и вызовите техника.",
      "Бағдарлама қоймасы қолжетімсіз: ұпайсыз сатып, техникті шақырыңыз.",
      "The programme's storage is not available: sell without points and call the technician."}},
    {{Errc::shutting_down},
     {"Программа лояльности завершает работу: продавайте без баллов.",
      "Адалдық бағдарламасы жұмысын аяқтап жатыр: ұпайсыз сатыңыз.",
      "The loyalty programme is closing down: sell without points."}},
    {{Errc::switched_off},
     {"Программа лояльности выключена: продавайте без баллов.",
      "Адалдық бағдарламасы өшірілген: ұпайсыз сатыңыз.",
      "The loyalty programme is switched off: sell without points."}},
};

/// All that is wrong with what the register itself sent.
constexpr Phrase register_failed = {
    "Касса передала неверные данные: продавайте без баллов и сообщите технику.",
    "Касса қате дерек жіберді: ұпайсыз сатып, техникке хабарлаңыз.",
    "The register sent wrong data: sell without points and tell the technician.",
};

}  // namespace

std::string refusal(Language language, Errc reason) {
    for (const auto& [reasons, phrase] : refusals)
        for (const Errc known : reasons)
            if (known == reason) return std::string(phrase.in(language));
    return std::string(register_failed.in(language));
}

}  // namespace tillpoints::texts
