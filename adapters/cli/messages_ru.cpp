#include "adapters/cli/message_table.hpp"

namespace tillpoints::cli {

// {0}, {1} are filled in where the message is printed.
constexpr MessageTable russian_messages{{
    {Text::usage, "Использование"},
    {Text::options, "Параметры"},
    {Text::positionals, "Аргументы"},
    {Text::subcommands, "Команды"},
    {Text::word_options, "ПАРАМЕТРЫ"},
    {Text::word_subcommand, "КОМАНДА"},
    {Text::word_subcommands, "КОМАНДЫ"},
    {Text::word_required, "(обязательно)"},
    {Text::type_text, "ТЕКСТ"},
    {Text::type_float, "ЧИСЛО"},
    {Text::print_help, "Показать эту справку и выйти"},
    {Text::print_version, "Показать версию программы и выйти"},
    {Text::run_with_help, "Подробнее: --help."},
    {Text::argument_required, "Не указано: {0}"},
    {Text::subcommand_required, "Не указана команда"},
    {Text::not_expected, "Лишние аргументы: {0}"},
    {Text::wrong_arguments, "Неверные аргументы: {0}"},
    {Text::unknown_language, "--language: ожидается en, ru или kk, указано {0}"},
    {Text::about, "Tillpoints: программа техника"},
    {Text::exit_codes,
     "Коды завершения: 0 всё в порядке; 1 найдена неисправность (что-то отложено, не найдено в журнале, "
     "отклонено или недоступно);\n"
     "2 неверные данные (аргументы, файл настроек или запрос); 3 не удалось загрузить библиотеку;\n"
     "4 команда очереди сохранена и будет выполнена позже."},
    {Text::option_plugin,
     "libtillpoints.so (по умолчанию: рядом с программой, в её ../lib или по системному пути)"},
    {Text::option_language, "Язык сообщений: en, ru или kk (по умолчанию: из LC_ALL, LC_MESSAGES или LANG)"},
    {Text::option_config, "Файл настроек"},
    {Text::as_json, "В виде JSON"},
    {Text::json_lines, "Один объект JSON на строку"},
    {Text::about_config, "Файл настроек"},
    {Text::about_config_check,
     "Перечислить все ошибки файла настроек и файлов, которые он называет: каталог\n"
     "данных, ключ API, удостоверяющие центры; код 2, если ошибка есть"},
    {Text::option_file, "Файл; - означает стандартный ввод"},
    {Text::option_cloud, "Опросить и сервис лояльности: отвечает ли он, принимает ли ключ, та ли валюта"},
    {Text::report_json, "Отчёт в виде JSON"},
    {Text::about_status, "Связь, очередь и её неисправности; код 1, если есть отложенная запись"},
    {Text::about_journal, "Записи и журнал одного чека; код 1, если чек неизвестен"},
    {Text::option_receipt, "Идентификатор чека"},
    {Text::about_export, "Все записи базы, сначала старые"},
    {Text::about_allocate, "Распределить баллы по позициям чека с точностью до копейки"},
    {Text::option_request, "Запрос; - означает стандартный ввод"},
    {Text::option_jsonl, "По запросу на строку, по ответу на строку"},
    {Text::option_explain, "Объяснить каждую позицию"},
    {Text::about_queue,
     "Незавершённые записи очереди: то, что ещё не дошло до сервиса лояльности.\n"
     "Большинство записей отправляется само. Отложенная запись требует решения: сервис её отклонил или её\n"
     "исход нельзя узнать. `queue list` перечисляет записи, `queue show NUMBER` показывает причину и\n"
     "допустимые команды. retry и write-off работают и при включённой, и при выключенной кассе; edit и "
     "cancel\n"
     "ждут (код выхода 4), пока включённая касса не сверит свои данные с сервисом. Каждой нужны --by и\n"
     "--reason для журнала."},
    {Text::about_retry,
     "Повторить отложенную запись. Запись, которая могла дойти до сервиса, сначала ищется в нём.\n"
     "Когда: причина устранена, например, поддержка сервиса исправила операцию или телефон зарегистрирован."},
    {Text::about_edit,
     "Указать клиента покупки по телефону и отправить её снова. Только для покупки, которой точно нет\n"
     "в сервисе: она отклонена или не отправлялась.\n"
     "Когда: код клиента устарел, а номер телефона известен."},
    {Text::about_write_off,
     "Списать отложенную или ожидающую запись и учесть убыток в деньгах. Возвраты списанной продажи\n"
     "отменяются вместе с ней.\n"
     "Когда: скидка напечатана, но сервис её не примет, или исход поправки нельзя узнать."},
    {Text::about_cancel,
     "Отменить запись до отправки, например, ошибочное начисление. Отклоняется для записи, которая могла\n"
     "дойти до сервиса, и для скидки, напечатанной на фискальном чеке."},
    {Text::option_number, "Номер записи, как его показывает `queue list`"},
    {Text::option_number_form, "Номер записи, как его показывает `queue list`: ЧЕК/ПОПЫТКА"},
    {Text::outcome_json, "Результат в виде JSON"},
    {Text::option_phone, "Номер телефона клиента; - читает его из стандартного ввода"},
    {Text::example, "Пример: {0}"},
    {Text::example_reason, "просьба владельца"},
    {Text::example_printed, "чек есть в ФН"},
    {Text::example_not_printed, "чека нет в ФН"},
    {Text::about_queue_list, "Незавершённые записи, сначала старые"},
    {Text::about_queue_show, "Одна запись: чего она ждёт, допустимые команды, её журнал"},
    {Text::about_queue_export, "Незавершённые записи в виде JSON, по одной на строку"},
    {Text::option_all, "И завершённые записи"},
    {Text::option_by, "Кто принял решение, для журнала"},
    {Text::option_reason, "Причина, для журнала"},
    {Text::option_wait, "Сколько секунд ждать, пока работающая касса выполнит команду"},
    {Text::option_id, "UUID команды; повторённая под ним команда выполняется один раз"},
    {Text::about_receipts,
     "Открытые на этом терминале чеки и решения о невыясненных чеках.\n"
     "Касса сообщает, чем закончился чек, в том числе после сбоя. Чек, о конце которого нет ни события, ни\n"
     "строки в списках кассы, остаётся невыясненным: его баллы считаются списанными и занимают лимиты.\n"
     "Проверьте, напечатан ли он, и укажите `closed` или `cancelled`; дальше всё идёт так, как если бы это\n"
     "сообщила касса. Если касса позже сообщит обратное, действует сообщение кассы, а убыток\n"
     "откладывается."},
    {Text::about_closed,
     "Чек напечатан по ценам последнего расчёта. Списание остаётся в силе.\n"
     "Когда: скидка видна на чеке или в архиве фискального накопителя."},
    {Text::about_cancelled,
     "Чек не был напечатан. Списанные баллы возвращаются клиенту.\n"
     "Когда: бумажного чека нет и в архиве фискального накопителя его тоже нет."},
    {Text::option_receipt_listed, "Идентификатор чека, как его показывает `receipt list`"},
    {Text::option_full_price, "Чек напечатан без скидки: списанные баллы возвращаются"},
    {Text::about_receipt_list, "Открытые чеки и их записи в очереди"},
    {Text::about_storage, "Файлы установки"},
    {Text::about_start_new,
     "Отказаться от потерянной базы, чтобы касса запустилась с новой.\n"
     "Библиотека не запускается, если её ключ или журнал базы на месте, а самой базы нет или она пуста:\n"
     "неотправленные записи были бы забыты. Команда переименовывает оставшиеся файлы в\n"
     "ИМЯ.lost-ВРЕМЯ и ничего не удаляет.\n"
     "Сначала поищите резервную копию: tillpoints.db, tillpoints.db-wal и tillpoints.key, все три\n"
     "возвращают до запуска. Записи из копии сверяются с сервисом и только потом отправляются."},
    {Text::names_json, "Новые имена в виде JSON"},
    {Text::option_by_log, "Кто принял решение; попадает в журнал"},
    {Text::option_reason_log, "Почему; попадает в журнал"},
    {Text::new_database_next, "При следующем запуске будет создана новая база. Сохранены:"},
    {Text::column_where, "место"},
    {Text::column_problem, "ошибка"},
    {Text::column_expected, "ожидается"},
    {Text::column_found, "указано"},
    {Text::column_number, "номер"},
    {Text::column_kind, "вид"},
    {Text::column_state, "состояние"},
    {Text::column_wanted, "решение"},
    {Text::column_points, "баллы"},
    {Text::column_total, "сумма"},
    {Text::column_operation, "операция"},
    {Text::column_reversal, "отмена"},
    {Text::column_cloud_points, "баллы в сервисе"},
    {Text::column_parked_because, "причина откладывания"},
    {Text::column_at, "время"},
    {Text::column_entry, "запись"},
    {Text::column_what, "что"},
    {Text::column_detail, "подробности"},
    {Text::column_loss, "убыток"},
    {Text::column_command, "команда"},
    {Text::column_now, "сейчас"},
    {Text::column_return, "возврат"},
    {Text::column_receipt, "чек"},
    {Text::column_since, "с"},
    {Text::column_register_says, "по данным кассы"},
    {Text::column_discount, "скидка"},
    {Text::column_value, "значение"},
    {Text::no_reason, "библиотека не назвала причину"},
    {Text::configuration_right, "{0}: ошибок в настройках нет"},
    {Text::too_old_for_cloud, "библиотека слишком старая для --cloud"},
    {Text::wrong_configuration, "ошибка в настройках или в аргументе"},
    {Text::database_unusable, "базу нельзя использовать"},
    {Text::library_failed, "сбой библиотеки; подробности в её журнале"},
    {Text::nothing, "пусто"},
    {Text::never, "нет, ещё ни разу"},
    {Text::what_to_do, "что делать"},
    {Text::unknown_receipt, "{0}: такого чека в журнале нет"},
    {Text::receipt_outcome, "чек {0}: {1}"},
    {Text::command_waits,
     "{0}: команда сохранена, но ещё не выполнена; её выполнит касса. Узнать результат: --id {1}"},
    {Text::command_refused, "{0}: отклонено, ничего не изменено: ожидается {1}, есть {2}"},
    {Text::possible, "можно"},
    {Text::refused_because, "нельзя: {0}"},
    {Text::waits_for, "ждёт записи {0}"},
    {Text::in_doubt, "ничего: не выяснено"},
    {Text::receipt_open, "открыт"},
    {Text::output_failed, "не удалось записать вывод"},
    {Text::plugin_not_loaded, "не удалось загрузить библиотеку: {0}"},
    {Text::not_the_plugin, "в библиотеке нет tillpoints_entry, это не Tillpoints"},
    {Text::other_abi, "версия ABI библиотеки не подходит этой программе"},
    {Text::not_initialised, "библиотеку не удалось запустить"},
    {Text::lacks_extension, "в версии {0} библиотеки нет {1}"},
    {Text::more_than_bytes, "больше {0} байт"},
    {Text::no_such_file, "нет такого файла или каталога"},
    {Text::no_permission, "нет прав доступа"},
    {Text::is_a_directory, "это каталог"},
    {Text::advice_unreachable, "проверьте сеть, имя и порт в cloud.base_url и межсетевой экран"},
    {Text::advice_timed_out, "проверьте сеть; если другие сайты отвечают, медленно работает сам сервис"},
    {Text::advice_connection_lost, "проверьте сеть; связь восстановится сама"},
    {Text::advice_certificate_rejected,
     "сначала проверьте дату и время терминала, затем cloud.ca_file и cloud.pins"},
    {Text::advice_not_the_cloud,
     "отвечает другой сервер: войдите в Wi-Fi, проверьте прокси и cloud.base_url"},
    {Text::advice_unauthorized, "проверьте ключ API в cloud.key_file и cloud.company_id"},
    {Text::advice_forbidden, "спросите поддержку сервиса, почему ключу это запрещено"},
    {Text::advice_company_inactive, "спросите поддержку сервиса, почему компания неактивна"},
    {Text::advice_too_many_requests, "подождите; если не пройдёт, обратитесь в поддержку сервиса"},
    {Text::advice_server_failed, "подождите: неисправен сам сервис"},
    {Text::advice_does_not_add_up, "укажите в `currency` валюту программы лояльности"},
    {Text::about_doctor,
     "Проверить всю установку: файлы, диск, часы, сеть, TLS, ключ, компанию, валюту, базу, очередь.\nНичего "
     "не меняет; работает до первого запуска, рядом с работающей кассой и после сбоя.\nКоды завершения: 0 "
     "лояльности ничто не мешает (возможны замечания), 1 ошибка, 2 неверные\nнастройки, 3 библиотека не "
     "загружается."},
    {Text::option_offline, "Не обращаться к сети"},
    {Text::column_check, "проверка"},
    {Text::column_verdict, "итог"},
    {Text::column_finding, "что найдено"},
    {Text::doctor_all_right, "Всё в порядке."},
    {Text::doctor_first, "Сначала: {0}"},
    {Text::doctor_chain, "Сервер предъявляет:"},
    {Text::doctor_certificate, "{0}, выдан {1}, действует с {2} до {3}, SHA-256 {4}"},
    {Text::about_config_show, "Все настройки: значение и откуда оно, из файла или по умолчанию"},
    {Text::column_setting, "настройка"},
    {Text::column_from, "откуда"},
    {Text::from_file, "файл"},
    {Text::from_default, "по умолчанию"},
}};
static_assert(in_order(russian_messages), "every message once, in the order of the enumeration");

const MessageTable& table_of_russian() {
    return russian_messages;
}

}  // namespace tillpoints::cli
