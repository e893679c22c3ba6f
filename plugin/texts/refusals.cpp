#include "plugin/texts/phrase.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::texts {
namespace {

/// Errors that ask the same of a cashier share a sentence.
constexpr Phrase phrase_for(Errc reason) {
    switch (reason) {
        case Errc::unreachable:
            return {"Нет связи с сервисом лояльности: продавайте без списания баллов.",
                    "Бонус жүйесімен байланыс жоқ: ұпай шегермей сатыңыз.",
                    "No link to the loyalty service: sell without spending points."};
        case Errc::timed_out:
            return {"Сервис лояльности не ответил вовремя: повторите или продавайте без списания баллов.",
                    "Бонус жүйесі уақытында жауап бермеді: қайталаңыз немесе ұпай шегермей сатыңыз.",
                    "The loyalty service did not answer in time: try again or sell without spending points."};
        case Errc::connection_lost:
            return {"Связь прервалась: повторите или продавайте без списания баллов.",
                    "Байланыс үзілді: қайталаңыз немесе ұпай шегермей сатыңыз.",
                    "Connection lost: try again or sell without spending points."};
        case Errc::certificate_rejected:
            return {"Защищённой связи нет: проверьте дату и время кассы и вызовите техника.",
                    "Қорғалған байланыс жоқ: кассаның күні мен уақытын тексеріп, техникті шақырыңыз.",
                    "No secure link: check the register's date and time and call the technician."};
        case Errc::not_the_cloud:
            return {
                "Отвечает другой сайт (возможно, вход в Wi-Fi): проверьте интернет и вызовите техника.",
                "Басқа сайт жауап береді (мүмкін, Wi-Fi кіру беті): интернетті тексеріп, техникті шақырыңыз.",
                "Another site answers (perhaps a Wi-Fi login): check the internet and call the technician."};
        case Errc::server_failed:
            return {"Сервис лояльности временно не работает: продавайте без списания баллов.",
                    "Бонус жүйесі уақытша істемейді: ұпай шегермей сатыңыз.",
                    "The loyalty service is out of order for now: sell without spending points."};
        case Errc::too_many_requests:
            return {"Сервис лояльности перегружен: повторите через минуту.",
                    "Бонус жүйесіне жүктеме көп: бір минуттан кейін қайталаңыз.",
                    "The loyalty service is overloaded: try again in a minute."};
        case Errc::not_found:
            return {"Клиент не найден или код устарел: попросите показать новый код.",
                    "Клиент табылмады немесе кодтың мерзімі өтті: жаңа код көрсетуді сұраңыз.",
                    "Customer not found or the code has expired: ask for a new code."};
        case Errc::insufficient_funds:
            return {"Недостаточно баллов: уменьшите списание.", "Клиенттің ұпайы жетпейді: азырақ шегеріңіз.",
                    "The customer has fewer points: spend fewer."};
        case Errc::discount_limit_exceeded:
            return {"Столько баллов по этому чеку списать нельзя: уменьшите списание.",
                    "Бұл чек бойынша мұнша ұпай шегеруге болмайды: азырақ шегеріңіз.",
                    "This receipt does not allow so many points: spend fewer."};
        case Errc::withdraw_not_permitted:
            return {"По номеру телефона баллы не списываются: попросите код из приложения.",
                    "Телефон нөмірі бойынша ұпай шегерілмейді: қосымшадағы кодты сұраңыз.",
                    "Points can't be spent by phone number: ask for the code in the app."};
        case Errc::purchase_by_phone_disabled:
            return {"Номер телефона не принимается: попросите код из приложения.",
                    "Телефон нөмірі қабылданбайды: қосымшадағы кодты сұраңыз.",
                    "Phone numbers aren't accepted: ask for the code in the app."};
        case Errc::participant_blocked:
            return {"Клиент заблокирован в программе: продавайте без баллов.",
                    "Клиент бағдарламада бұғатталған: ұпайсыз сатыңыз.",
                    "The customer is blocked in the programme: sell without points."};
        case Errc::unauthorized:
        case Errc::forbidden:
        case Errc::company_inactive:
            return {
                "Сервис лояльности не принимает ключ магазина: продавайте без баллов и вызовите техника.",
                "Бонус жүйесі дүкеннің кілтін қабылдамайды: ұпайсыз сатып, техникті шақырыңыз.",
                "The loyalty service rejected the shop's key: sell without points and call the technician."};
        case Errc::cashier_not_found:
            return {
                "Сервис лояльности не знает кассира: продавайте без баллов и сообщите администратору.",
                "Бонус жүйесі кассирді танымайды: ұпайсыз сатып, әкімшіге хабарлаңыз.",
                "The loyalty service does not know the cashier: sell without points and tell the manager."};
        case Errc::receipt_exists:
            return {"Чек с этим номером уже учтён: продавайте без списания баллов и сообщите администратору.",
                    "Бұл нөмірлі чек бұрын есепке алынған: ұпай шегермей сатып, әкімшіге хабарлаңыз.",
                    "A receipt with this number is already counted: sell without spending points and tell "
                    "the manager."};
        case Errc::confirmation_required:
            return {"Клиент должен подтвердить списание: запросите подтверждение или продавайте без баллов.",
                    "Клиент ұпай шегеруді растауы керек: растауды сұраңыз немесе ұпайсыз сатыңыз.",
                    "The customer has to confirm: ask for the confirmation or sell without spending points."};
        case Errc::confirmation_wrong:
            return {"ПИН или код не подходит: попросите клиента назвать его ещё раз.",
                    "ПИН немесе код сәйкес емес: клиенттен қайта айтуын сұраңыз.",
                    "Wrong PIN or code: ask the customer to say it again."};
        case Errc::confirmation_unavailable:
            return {"Клиент сейчас не может подтвердить списание: продавайте без списания баллов.",
                    "Клиент қазір растай алмайды: ұпай шегермей сатыңыз.",
                    "The customer cannot confirm now: sell without spending points."};
        case Errc::bad_request:
        case Errc::invalid_checksum:
        case Errc::cloud_error:
            return {"Сервис лояльности не понял чек: продавайте без баллов и сообщите технику.",
                    "Бонус жүйесі чекті түсінбеді: ұпайсыз сатып, техникке хабарлаңыз.",
                    "The loyalty service did not understand the receipt: sell without points and tell the "
                    "technician."};
        case Errc::unknown_receipt:
        case Errc::receipt_finished:
        case Errc::out_of_order:
            return {"Чек не открыт в программе лояльности или уже закрыт: откройте чек заново.",
                    "Чек адалдық бағдарламасында ашылмаған немесе жабылып қойған: чекті қайта ашыңыз.",
                    "The receipt is not open in the loyalty programme or already closed: open it again."};
        case Errc::not_stored:
            return {"Данные не сохранены: повторите действие.", "Деректер сақталмады: әрекетті қайталаңыз.",
                    "Nothing was stored: do it again."};
        case Errc::storage_failed:
            return {
                "Не удаётся сохранить данные: проверьте место, продавайте без списания баллов, вызовите "
                "техника.",
                "Деректерді сақтау мүмкін емес: орынды тексеріп, ұпай шегермей сатыңыз, техникті шақырыңыз.",
                "The terminal can't save data: check the disk space, don't spend points, call the "
                "technician."};
        case Errc::storage_newer:
        case Errc::storage_corrupt:
        case Errc::storage_busy:
            return {"Хранилище программы недоступно: продавайте без баллов и вызовите техника.",
                    "Бағдарламаның деректер қоры қолжетімсіз: ұпайсыз сатып, техникті шақырыңыз.",
                    "The programme's storage is not available: sell without points and call the technician."};
        case Errc::shutting_down:
            return {"Программа лояльности завершает работу: продавайте без баллов.",
                    "Адалдық бағдарламасы жұмысын аяқтап жатыр: ұпайсыз сатыңыз.",
                    "The loyalty programme is closing down: sell without points."};
        case Errc::switched_off:
            return {"Программа лояльности выключена: продавайте без баллов.",
                    "Адалдық бағдарламасы өшірілген: ұпайсыз сатыңыз.",
                    "The loyalty programme is switched off: sell without points."};
        // What the register itself sent is wrong.
        case Errc::invalid_json:
        case Errc::invalid_utf8:
        case Errc::too_large:
        case Errc::too_deep:
        case Errc::missing_field:
        case Errc::wrong_type:
        case Errc::out_of_range:
        case Errc::invalid_value:
        case Errc::duplicate:
        case Errc::does_not_add_up:
        case Errc::unsupported:
        case Errc::misuse:
        case Errc::given_up:
            break;
    }
    return {
        "Касса передала неверные данные: продавайте без баллов и сообщите технику.",
        "Касса қате дерек жіберді: ұпайсыз сатып, техникке хабарлаңыз.",
        "The register sent wrong data: sell without points and tell the technician.",
    };
}

}  // namespace

std::string refusal(Language language, Errc reason) {
    return std::string(phrase_for(reason).in(language));
}

}  // namespace tillpoints::texts
