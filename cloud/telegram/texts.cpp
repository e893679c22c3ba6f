#include "cloud/telegram/texts.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::Language;

struct Command {
    BotCommand command;
    std::string_view word;
    loyalty::Phrase button;
};

constexpr std::array<Command, 9> commands{
    {{BotCommand::card, "/card", {"Card", "Карта", "Карта"}},
     {BotCommand::balance, "/balance", {"Balance", "Баланс", "Теңгерім"}},
     {BotCommand::history, "/history", {"Purchases", "Покупки", "Сатып алулар"}},
     {BotCommand::certificates, "/certificates", {"Certificates", "Сертификаты", "Сертификаттар"}},
     {BotCommand::invite, "/invite", {"Invite a friend", "Пригласить друга", "Дос шақыру"}},
     {BotCommand::offers, "/offers", {"Offers on/off", "Предложения вкл/выкл", "Ұсыныстар қосу/өшіру"}},
     {BotCommand::language, "/language", {"Language", "Язык", "Тіл"}},
     {BotCommand::stop, "/stop", {"Stop", "Стоп", "Тоқтату"}},
     {BotCommand::shops, "/shops", {"Shops", "Магазины", "Дүкендер"}}}};

constexpr std::array<std::pair<Language, std::string_view>, 3> names{
    {{Language::russian, "Русский"}, {Language::kazakh, "Қазақша"}, {Language::english, "English"}}};

constexpr std::array<Language, 3> every_language{Language::russian, Language::kazakh, Language::english};

}  // namespace

std::optional<BotCommand> command_of(std::string_view text) {
    for (const auto& each : commands) {
        if (text == each.word) return each.command;
        for (const auto language : every_language)
            if (text == each.button.in(language)) return each.command;
    }
    return {};
}

std::string_view button_of(BotCommand command, Language language) {
    return commands[static_cast<std::size_t>(command)].button.in(language);
}

std::optional<Language> language_by_name(std::string_view text) {
    for (const auto& [language, name] : names)
        if (name == text) return language;
    return {};
}

std::string_view own_name(Language language) {
    for (const auto& [each, name] : names)
        if (each == language) return name;
    return {};
}

const BotTexts& bot_texts() {
    static constexpr BotTexts texts{
        .ask_contact =
            {"This is the card of {shop}. Press the button below to confirm your phone: only your own"
             " contact counts.",
             "Это карта «{shop}». Нажмите кнопку ниже, чтобы подтвердить телефон: подойдёт только ваш"
             " собственный контакт.",
             "Бұл — «{shop}» картасы. Телефонды растау үшін төмендегі түймені басыңыз: тек өз"
             " контактіңіз жарайды."},
        .share_contact = {"Confirm my phone", "Подтвердить мой телефон", "Телефонымды растау"},
        .not_own_contact = {"This is somebody else's contact. Share your own with the button below.",
                            "Это чужой контакт. Поделитесь своим кнопкой ниже.",
                            "Бұл — басқа адамның контактісі. Төмендегі түймемен өзіңіздікін жіберіңіз."},
        .linked = {"Your card is ready, {name}. Balance: {points} points.",
                   "Карта готова, {name}. Баллов: {points}.", "{name}, картаңыз дайын. Балл: {points}."},
        .wrong_phone = {"This number cannot have a card here. Ask in the shop.",
                        "С этим номером карту не завести. Обратитесь в магазин.",
                        "Бұл нөмірге карта ашылмайды. Дүкенге жүгініңіз."},
        .balance = {"Balance: {points} points. Level: {tier} ({rate} %).",
                    "Баллов: {points}. Уровень: {tier} ({rate} %).",
                    "Балл: {points}. Деңгей: {tier} ({rate} %)."},
        .expire = {"They expire on {date} unless you buy before.", "Сгорят {date}, если не делать покупок.",
                   "Сатып алу жасамасаңыз, {date} күні күйеді."},
        .card = {"Show this before you pay. Or tell the code {code}, valid for {minutes} minutes.",
                 "Покажите до оплаты. Или назовите код {code}, он действует {minutes} мин.",
                 "Төлемге дейін көрсетіңіз. Немесе {code} кодын айтыңыз, ол {minutes} мин жарамды."},
        .blocked = {"The card is blocked. Ask in the shop.", "Карта заблокирована. Обратитесь в магазин.",
                    "Карта бұғатталған. Дүкенге жүгініңіз."},
        .no_history = {"No purchases yet.", "Покупок пока нет.", "Әзірге сатып алу жоқ."},
        .purchase = {"{date}: {total}, earned {award}, spent {points}",
                     "{date}: {total}, начислено {award}, списано {points}",
                     "{date}: {total}, есептелді {award}, жұмсалды {points}"},
        .refund = {"{date}: returned {total}", "{date}: возврат {total}", "{date}: қайтару {total}"},
        .no_certificates = {"You have no certificates.", "Сертификатов нет.", "Сертификат жоқ."},
        .certificate = {"{points} points until {date}: {code}", "{points} баллов до {date}: {code}",
                        "{points} балл, {date} дейін: {code}"},
        .invitation =
            {"Your link for friends: {link}\nJoined: {invited}, bought: {bought}.",
             "Ваша ссылка для друзей: {link}\nПришли: {invited}, купили: {bought}.",
             "Достарға арналған сілтемеңіз: {link}\nКелгендер: {invited}, сатып алғандар: {bought}."},
        .offers_on = {"The shop's offers will come here.", "Предложения магазина будут приходить сюда.",
                      "Дүкен ұсыныстары осында келеді."},
        .offers_off = {"The shop's offers will not come here any more.",
                       "Предложения магазина больше не будут приходить.", "Дүкен ұсыныстары енді келмейді."},
        .choose_language = {"Choose a language.", "Выберите язык.", "Тілді таңдаңыз."},
        .language_set = {"The language is English.", "Язык: русский.", "Тіл: қазақша."},
        .stopped = {"I will not write any more. /start begins again.",
                    "Больше не пишу. Начать снова: /start.", "Енді жазбаймын. Қайта бастау: /start."},
        .help = {"Choose with the buttons below.", "Выберите кнопкой ниже.", "Төмендегі түймемен таңдаңыз."},
        .rated = {"Thank you for the rating.", "Спасибо, оценка принята.", "Рақмет, баға қабылданды."},
        .not_yours = {"This purchase cannot be rated.", "Эту покупку оценить нельзя.",
                      "Бұл сатып алуды бағалау мүмкін емес."},
        .no_shops = {"The shop has told no addresses yet.", "Магазин ещё не указал адресов.",
                     "Дүкен мекенжайларын әлі көрсетпеген."},
        .open_until = {"open until {time}", "открыто до {time}", "{time} дейін ашық"},
        .open_always = {"open around the clock", "открыто круглосуточно", "тәулік бойы ашық"},
        .closed_until = {"closed, opens {time}", "закрыто, откроется {time}", "жабық, {time} ашылады"},
        .closed_now = {"closed", "закрыто", "жабық"}};
    return texts;
}

}  // namespace tillpoints::cloud
