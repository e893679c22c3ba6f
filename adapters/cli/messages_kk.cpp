#include "adapters/cli/message_table.hpp"

namespace tillpoints::cli {

// {0}, {1} are filled in where the message is printed.
constexpr MessageTable kazakh_messages{{
    {Text::usage, "Қолданылуы"},
    {Text::options, "Параметрлер"},
    {Text::positionals, "Аргументтер"},
    {Text::subcommands, "Командалар"},
    {Text::word_options, "ПАРАМЕТРЛЕР"},
    {Text::word_subcommand, "КОМАНДА"},
    {Text::word_subcommands, "КОМАНДАЛАР"},
    {Text::word_required, "(міндетті)"},
    {Text::type_text, "МӘТІН"},
    {Text::type_float, "САН"},
    {Text::print_help, "Осы анықтаманы көрсетіп, шығу"},
    {Text::print_version, "Бағдарлама нұсқасын көрсетіп, шығу"},
    {Text::run_with_help, "Толығырақ: --help."},
    {Text::argument_required, "Көрсетілмеген: {0}"},
    {Text::subcommand_required, "Команда көрсетілмеген"},
    {Text::not_expected, "Артық аргументтер: {0}"},
    {Text::wrong_arguments, "Аргументтер қате: {0}"},
    {Text::unknown_language, "--language: en, ru немесе kk күтіледі, көрсетілгені: {0}"},
    {Text::about, "Tillpoints: техник бағдарламасы"},
    {Text::exit_codes,
     "Аяқталу кодтары: 0 бәрі дұрыс; 1 ақау табылды (бірдеңе кейінге қалдырылған, журналда жоқ, "
     "қабылданбаған немесе қолжетімсіз);\n"
     "2 деректер қате (аргументтер, баптау файлы немесе сұрау); 3 кітапхана жүктелмеді;\n"
     "4 кезек командасы сақталды, кейін орындалады."},
    {Text::option_plugin,
     "libtillpoints.so (әдепкіде: бағдарламаның жанында, оның ../lib қалтасында немесе жүйелік жолда)"},
    {Text::option_language,
     "Хабарламалар тілі: en, ru немесе kk (әдепкіде: LC_ALL, LC_MESSAGES немесе LANG бойынша)"},
    {Text::option_config, "Баптау файлы"},
    {Text::as_json, "JSON түрінде"},
    {Text::json_lines, "Әр жолда бір JSON нысаны"},
    {Text::about_config, "Баптау файлы"},
    {Text::about_config_check,
     "Баптау файлының және онда аталған файлдардың барлық қатесін тізу: деректер\n"
     "каталогы, API кілті, куәландырушы орталықтар; қате болса, код 2"},
    {Text::option_file, "Файл; - стандартты енгізуді білдіреді"},
    {Text::option_cloud, "Бонус жүйесінен де сұрау: жауап бере ме, кілтті қабылдай ма, валютасы дұрыс па"},
    {Text::report_json, "Есеп JSON түрінде"},
    {Text::about_status, "Байланыс, кезек және оның ақаулары; кейінге қалдырылған жазба болса, код 1"},
    {Text::about_journal, "Бір чектің жазбалары мен журналы; чек белгісіз болса, код 1"},
    {Text::option_receipt, "Чектің идентификаторы"},
    {Text::about_export, "Дерекқордың барлық жазбасы, ескісінен бастап"},
    {Text::about_allocate, "Ұпайды чек позицияларына тиынға дейін дәл бөлу"},
    {Text::option_request, "Сұрау; - стандартты енгізуді білдіреді"},
    {Text::option_jsonl, "Әр жолда бір сұрау, әр жолда бір жауап"},
    {Text::option_explain, "Әр позицияны түсіндіру"},
    {Text::about_queue,
     "Кезектің аяқталмаған жазбалары: бонус жүйесіне әлі жетпегендер.\n"
     "Жазбалардың көбі өздігінен жіберіледі. Кейінге қалдырылған жазба шешімді қажет етеді: жүйе оны\n"
     "қабылдамаған немесе нәтижесін білу мүмкін емес. `queue list` жазбаларды тізеді, `queue show NUMBER`\n"
     "себебін және рұқсат етілген командаларды көрсетеді. Барлық команда касса қосулы да, өшірулі де болса\n"
     "жұмыс істейді; әрқайсысына журнал үшін --by және --reason керек."},
    {Text::about_retry,
     "Кейінге қалдырылған жазбаны қайталау. Жүйеге жеткен болуы мүмкін жазба алдымен сол жерден ізделеді.\n"
     "Қашан: себебі жойылды, мысалы, жүйенің қолдау қызметі операцияны түзетті немесе телефон тіркелді."},
    {Text::about_edit,
     "Сатып алудың клиентін телефон бойынша көрсетіп, қайта жіберу. Тек жүйеде анық жоқ сатып алу үшін:\n"
     "ол қабылданбаған немесе жіберілмеген.\n"
     "Қашан: клиент кодының мерзімі өтті, ал телефон нөмірі белгілі."},
    {Text::about_write_off,
     "Кейінге қалдырылған немесе күтіп тұрған жазбаны есептен шығарып, шығынын ақшалай есепке алу.\n"
     "Есептен шығарылған сатылымның қайтарулары онымен бірге жойылады.\n"
     "Қашан: жеңілдік басылған, бірақ жүйе оны қабылдамайды, немесе түзетудің нәтижесін білу мүмкін емес."},
    {Text::about_cancel,
     "Жазбаны жіберілгенге дейін жою, мысалы, қате есептелген ұпайды. Жүйеге жеткен болуы мүмкін жазбаға\n"
     "және фискалдық чекте басылған жеңілдікке рұқсат етілмейді."},
    {Text::option_number, "Жазба нөмірі, `queue list` көрсеткендей"},
    {Text::option_number_form, "Жазба нөмірі, `queue list` көрсеткендей: ЧЕК/ӘРЕКЕТ"},
    {Text::outcome_json, "Нәтиже JSON түрінде"},
    {Text::option_phone, "Клиенттің телефон нөмірі; - стандартты енгізуден оқиды"},
    {Text::example, "Мысал: {0}"},
    {Text::example_reason, "иесінің өтініші"},
    {Text::example_printed, "чек ФЖ-да бар"},
    {Text::example_not_printed, "чек ФЖ-да жоқ"},
    {Text::about_queue_list, "Аяқталмаған жазбалар, ескісінен бастап"},
    {Text::about_queue_show, "Бір жазба: нені күтеді, рұқсат етілген командалар, журналы"},
    {Text::about_queue_export, "Аяқталмаған жазбалар JSON түрінде, әр жолда біреуі"},
    {Text::option_all, "Аяқталған жазбалар да"},
    {Text::option_by, "Шешімді кім қабылдады, журнал үшін"},
    {Text::option_reason, "Себебі, журнал үшін"},
    {Text::option_wait, "Жұмыс істеп тұрған касса команданы орындағанша неше секунд күту керек"},
    {Text::option_id, "Команданың UUID-і; сол UUID-мен қайталанған команда бір рет орындалады"},
    {Text::about_receipts,
     "Осы терминалдағы ашық чектер және анықталмаған чектер бойынша шешімдер.\n"
     "Касса чектің қалай аяқталғанын хабарлайды, ақаудан кейін де. Аяқталуы туралы оқиға да, касса\n"
     "тізімінде жол да жоқ чек анықталмаған болып қалады: оның ұпайы шегерілген саналып, лимитке кіреді.\n"
     "Оның басылғанын тексеріп, `closed` немесе `cancelled` көрсетіңіз; одан әрі бәрі кассаның өзі\n"
     "хабарлағандай жүреді. Касса кейін керісінше хабарласа, кассаның хабары күшінде болады, ал шығын\n"
     "кейінге қалдырылады."},
    {Text::about_closed,
     "Чек соңғы есептелген бағалармен басылған. Ұпай шегеру күшінде қалады.\n"
     "Қашан: жеңілдік чекте немесе фискалдық жинақтауыштың архивінде көрінеді."},
    {Text::about_cancelled,
     "Чек басылмаған. Шегерілген ұпай клиентке қайтарылады.\n"
     "Қашан: қағаз чек жоқ, фискалдық жинақтауыштың архивінде де жоқ."},
    {Text::option_receipt_listed, "Чектің идентификаторы, `receipt list` көрсеткендей"},
    {Text::option_full_price, "Чек жеңілдіксіз басылған: шегерілген ұпай қайтарылады"},
    {Text::about_receipt_list, "Ашық чектер және олардың кезектегі жазбалары"},
    {Text::about_storage, "Орнатылым файлдары"},
    {Text::about_start_new,
     "Касса жаңа дерекқормен іске қосылуы үшін жоғалған дерекқордан бас тарту.\n"
     "Кілті немесе дерекқор журналы орнында, ал дерекқордың өзі жоқ немесе бос болса, кітапхана іске\n"
     "қосылмайды: жіберілмеген жазбалар ұмытылып қалар еді. Алдымен сақтық көшірмені іздеңіз. Команда "
     "қалған\n"
     "файлдарды АТЫ.lost-УАҚЫТ деп өзгертеді, ештеңені жоймайды."},
    {Text::names_json, "Жаңа атаулар JSON түрінде"},
    {Text::option_by_log, "Шешімді кім қабылдады; журналға жазылады"},
    {Text::option_reason_log, "Неге; журналға жазылады"},
    {Text::new_database_next, "Келесі іске қосуда жаңа дерекқор жасалады. Сақталғандары:"},
    {Text::column_where, "орны"},
    {Text::column_problem, "қате"},
    {Text::column_expected, "күтіледі"},
    {Text::column_found, "көрсетілгені"},
    {Text::column_number, "нөмір"},
    {Text::column_kind, "түрі"},
    {Text::column_state, "күйі"},
    {Text::column_wanted, "шешім"},
    {Text::column_points, "ұпай"},
    {Text::column_total, "сома"},
    {Text::column_operation, "операция"},
    {Text::column_reversal, "жою"},
    {Text::column_cloud_points, "жүйедегі ұпай"},
    {Text::column_parked_because, "кейінге қалдыру себебі"},
    {Text::column_at, "уақыт"},
    {Text::column_entry, "жазба"},
    {Text::column_what, "не"},
    {Text::column_detail, "толығырақ"},
    {Text::column_loss, "шығын"},
    {Text::column_command, "команда"},
    {Text::column_now, "қазір"},
    {Text::column_return, "қайтару"},
    {Text::column_receipt, "чек"},
    {Text::column_since, "бастап"},
    {Text::column_register_says, "касса дерегі"},
    {Text::column_discount, "жеңілдік"},
    {Text::column_value, "мәні"},
    {Text::no_reason, "кітапхана себебін айтпады"},
    {Text::configuration_right, "{0}: баптауда қате жоқ"},
    {Text::too_old_for_cloud, "кітапхана --cloud үшін тым ескі"},
    {Text::wrong_configuration, "баптауда немесе аргументте қате бар"},
    {Text::database_unusable, "дерекқорды пайдалану мүмкін емес"},
    {Text::library_failed, "кітапханада ақау болды; толығырақ оның журналында"},
    {Text::nothing, "бос"},
    {Text::never, "жоқ, әлі бірде-бір рет"},
    {Text::what_to_do, "не істеу керек"},
    {Text::unknown_receipt, "{0}: журналда мұндай чек жоқ"},
    {Text::receipt_outcome, "чек {0}: {1}"},
    {Text::command_waits,
     "{0}: команда сақталды, әлі орындалған жоқ; оны касса орындайды. Нәтижесін білу: --id {1}"},
    {Text::command_refused, "{0}: қабылданбады, ештеңе өзгерген жоқ: күтілгені {1}, бары {2}"},
    {Text::possible, "болады"},
    {Text::refused_because, "болмайды: {0}"},
    {Text::waits_for, "{0} жазбасын күтеді"},
    {Text::in_doubt, "ештеңе: анықталмаған"},
    {Text::receipt_open, "ашық"},
    {Text::output_failed, "шығысты жазу мүмкін болмады"},
    {Text::plugin_not_loaded, "кітапхана жүктелмеді: {0}"},
    {Text::not_the_plugin, "кітапханада tillpoints_entry жоқ, бұл Tillpoints емес"},
    {Text::other_abi, "кітапхананың ABI нұсқасы бұл бағдарламаға сәйкес емес"},
    {Text::not_initialised, "кітапхананы іске қосу мүмкін болмады"},
    {Text::lacks_extension, "кітапхананың {0} нұсқасында {1} жоқ"},
    {Text::more_than_bytes, "{0} байттан көп"},
    {Text::no_such_file, "мұндай файл не каталог жоқ"},
    {Text::no_permission, "қол жеткізу құқығы жоқ"},
    {Text::is_a_directory, "бұл каталог"},
    {Text::advice_unreachable,
     "желіні, cloud.base_url ішіндегі атау мен портты және желіаралық экранды тексеріңіз"},
    {Text::advice_timed_out, "желіні тексеріңіз; басқа сайттар жауап берсе, жүйенің өзі баяу"},
    {Text::advice_connection_lost, "желіні тексеріңіз; байланыс өзі қалпына келеді"},
    {Text::advice_certificate_rejected,
     "алдымен терминалдың күні мен уақытын, содан кейін cloud.ca_file мен cloud.pins тексеріңіз"},
    {Text::advice_not_the_cloud,
     "басқа сервер жауап береді: Wi-Fi желісіне кіріңіз, прокси мен cloud.base_url тексеріңіз"},
    {Text::advice_unauthorized, "cloud.key_file ішіндегі API кілтін және cloud.company_id тексеріңіз"},
    {Text::advice_forbidden, "жүйенің қолдау қызметінен кілтке неге рұқсат жоғын сұраңыз"},
    {Text::advice_company_inactive, "жүйенің қолдау қызметінен компания неге белсенді емес екенін сұраңыз"},
    {Text::advice_too_many_requests, "күтіңіз; өтпесе, жүйенің қолдау қызметіне хабарласыңыз"},
    {Text::advice_server_failed, "күтіңіз: жүйенің өзінде ақау бар"},
    {Text::advice_does_not_add_up, "`currency` ішінде адалдық бағдарламасының валютасын көрсетіңіз"},
}};
static_assert(in_order(kazakh_messages), "every message once, in the order of the enumeration");

const MessageTable& table_of_kazakh() {
    return kazakh_messages;
}

}  // namespace tillpoints::cli
