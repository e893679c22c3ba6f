#include "adapters/cli/message_table.hpp"

namespace tillpoints::cli {

// {0}, {1} are filled in where the message is printed.
constexpr MessageTable english_messages{{
    {Text::usage, "Usage"},
    {Text::options, "Options"},
    {Text::positionals, "Positionals"},
    {Text::subcommands, "Subcommands"},
    {Text::word_options, "OPTIONS"},
    {Text::word_subcommand, "SUBCOMMAND"},
    {Text::word_subcommands, "SUBCOMMANDS"},
    {Text::word_required, "REQUIRED"},
    {Text::type_text, "TEXT"},
    {Text::type_float, "FLOAT"},
    {Text::print_help, "Print this help message and exit"},
    {Text::print_version, "Display program version information and exit"},
    {Text::run_with_help, "Run with --help for more information."},
    {Text::argument_required, "{0} is required"},
    {Text::subcommand_required, "A subcommand is required"},
    {Text::not_expected, "The following arguments were not expected: {0}"},
    {Text::wrong_arguments, "Wrong arguments: {0}"},
    {Text::unknown_language, "--language: expected en, ru or kk, found {0}"},
    {Text::about, "Tillpoints: the technician's tool"},
    {Text::exit_codes,
     "Exit codes: 0 all right; 1 a problem was found (something is parked, not in the journal, refused, or "
     "cannot be used);\n"
     "2 bad input (arguments, configuration or request); 3 the plugin could not be loaded;\n"
     "4 a queue command is stored and will be carried out later."},
    {Text::option_plugin, "libtillpoints.so (default: beside this program, its ../lib, the system's path)"},
    {Text::option_language,
     "The language of messages: en, ru or kk (default: from LC_ALL, LC_MESSAGES or LANG)"},
    {Text::option_config, "The configuration file; *.json in FILE.d change it"},
    {Text::as_json, "As JSON"},
    {Text::json_lines, "One JSON object a line"},
    {Text::about_config, "The configuration file"},
    {Text::about_config_check,
     "List every problem of a configuration file, of its drop-ins (*.json in FILE.d) and of the files they\n"
     "name: data directory, API key, certificate authorities; exit 2 if there is one"},
    {Text::option_file, "The file, - for standard input"},
    {Text::option_cloud,
     "Also ask the loyalty cloud: it answers, accepts the key and counts in this currency"},
    {Text::report_json, "The report as JSON"},
    {Text::about_status, "The link, the queue and its problems; exit 1 if an entry is parked"},
    {Text::about_journal, "Entries and journal of one receipt; exit 1 if it is unknown"},
    {Text::option_receipt, "The receipt's id"},
    {Text::about_export, "Every entry of the database, oldest first"},
    {Text::about_allocate, "Spread points over the positions of a receipt, to the minor unit"},
    {Text::option_request, "The request, - for standard input"},
    {Text::option_jsonl, "One request a line, one answer a line"},
    {Text::option_explain, "Say why each position was treated as it was"},
    {Text::about_queue,
     "Outbox entries that are not final: what has not reached the loyalty cloud yet.\n"
     "Most entries are sent without help. A parked entry needs a decision, because the cloud refused it or\n"
     "its outcome cannot be found out. `queue list` lists the entries, `queue show NUMBER` prints the "
     "reason\n"
     "and the commands an entry allows. retry and write-off work with and without a running register; edit "
     "and\n"
     "cancel wait for it (exit code 4), until it has compared its data with the cloud. Each needs --by and\n"
     "--reason for the journal."},
    {Text::about_retry,
     "Try a parked entry again. An entry that may have reached the cloud is looked up before it is sent.\n"
     "Use it when the cause is gone: the cloud's staff corrected an operation, the phone is registered now."},
    {Text::about_edit,
     "Identify the customer of a purchase by phone instead and send it again. Allowed only for a purchase\n"
     "that is certainly not in the cloud because it was refused or never sent.\n"
     "Use it when the customer's code had expired and the phone number is known."},
    {Text::about_write_off,
     "Give up a parked or pending entry and record its loss in money. Returns of a sale that is written\n"
     "off are cancelled with it.\n"
     "Use it for a printed discount the cloud will never accept, or a correction that cannot be looked up."},
    {Text::about_cancel,
     "Give up an entry before it is sent, for example an award entered by mistake. Refused for an entry "
     "that\n"
     "may have reached the cloud and for a discount that is printed on a fiscal receipt."},
    {Text::option_number, "The entry's number, as `queue list` shows it"},
    {Text::option_number_form, "The entry's number, as `queue list` shows it: RECEIPT/ATTEMPT"},
    {Text::outcome_json, "The outcome as JSON"},
    {Text::option_phone, "The customer's telephone number; - reads it from standard input"},
    {Text::example, "Example: {0}"},
    {Text::example_reason, "the owner asked"},
    {Text::example_printed, "the fiscal drive has it"},
    {Text::example_not_printed, "the fiscal drive does not have it"},
    {Text::about_queue_list, "The entries that are not final, oldest first"},
    {Text::about_queue_show, "One entry: what it waits for, the commands it allows, its journal"},
    {Text::about_queue_export, "The entries that are not final as JSON, one a line"},
    {Text::option_all, "Final entries too"},
    {Text::option_by, "Who decides, for the journal"},
    {Text::option_reason, "The reason, for the journal"},
    {Text::option_wait, "Seconds to wait for a running register to carry it out"},
    {Text::option_id, "A UUID of the command; a command repeated under its id is carried out once"},
    {Text::about_receipts,
     "Receipts that are open at this terminal, and decisions about receipts in doubt.\n"
     "A register reports how its receipts end, also after a crash. A receipt whose end is in no event and\n"
     "in no list of the register stays in doubt: its points stay redeemed and count against the limits.\n"
     "Check whether it was printed, then state `closed` or `cancelled`; the plugin continues as if the\n"
     "register had reported it. If the register later reports the opposite, the register's report\n"
     "counts, and the loss is parked."},
    {Text::about_closed,
     "The receipt was printed at the prices of the last quote. The redemption stands.\n"
     "Use it if the printed receipt or the fiscal drive's archive shows the discount."},
    {Text::about_cancelled,
     "The receipt was never printed. Redeemed points are returned to the customer.\n"
     "Use it if there is no printed receipt and the fiscal drive's archive does not have it."},
    {Text::option_receipt_listed, "The receipt's id, as `receipt list` shows it"},
    {Text::option_full_price, "It was printed without the discount: redeemed points are returned"},
    {Text::about_receipt_list, "The open receipts with their outbox entries"},
    {Text::about_storage, "The files of the installation"},
    {Text::about_start_new,
     "Give up a database that is lost, so that the register can start with a new one.\n"
     "The plugin refuses to start if its key or its log is there but the database is missing or empty,\n"
     "because entries that were not sent yet would be forgotten. This command renames the files that\n"
     "are left to NAME.lost-TIME and deletes nothing.\n"
     "Look for a backup first: tillpoints.db, tillpoints.db-wal and tillpoints.key, all three put back\n"
     "before the next start. What waits in a backup is compared with the cloud before it is sent."},
    {Text::names_json, "The new names as JSON"},
    {Text::option_by_log, "Who decides; goes into the log"},
    {Text::option_reason_log, "Why; goes into the log"},
    {Text::new_database_next, "The next start makes a new database. Kept:"},
    {Text::column_where, "where"},
    {Text::column_problem, "problem"},
    {Text::column_expected, "expected"},
    {Text::column_found, "found"},
    {Text::column_number, "number"},
    {Text::column_kind, "kind"},
    {Text::column_state, "state"},
    {Text::column_wanted, "wanted"},
    {Text::column_points, "points"},
    {Text::column_total, "total"},
    {Text::column_operation, "operation"},
    {Text::column_reversal, "reversal"},
    {Text::column_cloud_points, "cloud points"},
    {Text::column_parked_because, "parked because"},
    {Text::column_at, "at"},
    {Text::column_entry, "entry"},
    {Text::column_what, "what"},
    {Text::column_detail, "detail"},
    {Text::column_loss, "loss"},
    {Text::column_command, "command"},
    {Text::column_now, "now"},
    {Text::column_return, "return"},
    {Text::column_receipt, "receipt"},
    {Text::column_since, "since"},
    {Text::column_register_says, "register says"},
    {Text::column_discount, "discount"},
    {Text::column_value, "value"},
    {Text::no_reason, "the library gave no reason"},
    {Text::configuration_right, "{0}: the configuration is right"},
    {Text::too_old_for_cloud, "the library is too old for --cloud"},
    {Text::wrong_configuration, "the configuration or an argument is wrong"},
    {Text::database_unusable, "the database cannot be used"},
    {Text::library_failed, "the library failed; its log says more"},
    {Text::nothing, "nothing"},
    {Text::never, "never"},
    {Text::what_to_do, "what to do"},
    {Text::unknown_receipt, "{0}: no such receipt in the journal"},
    {Text::receipt_outcome, "receipt {0}: {1}"},
    {Text::command_waits,
     "{0}: stored, not carried out yet; the register will do it. Ask again with --id {1}"},
    {Text::command_refused, "{0}: refused, nothing is changed: expected {1}, found {2}"},
    {Text::possible, "possible"},
    {Text::refused_because, "refused: {0}"},
    {Text::waits_for, "waits for {0}"},
    {Text::in_doubt, "nothing: in doubt"},
    {Text::receipt_open, "open"},
    {Text::output_failed, "the output could not be written"},
    {Text::plugin_not_loaded, "the plugin could not be loaded: {0}"},
    {Text::not_the_plugin, "the library has no tillpoints_entry, so it is not the plugin"},
    {Text::other_abi, "the library has another ABI version than this tool"},
    {Text::not_initialised, "the library could not be initialised"},
    {Text::lacks_extension, "version {0} of the library does not have {1}"},
    {Text::more_than_bytes, "more than {0} bytes"},
    {Text::no_such_file, "No such file or directory"},
    {Text::no_permission, "Permission denied"},
    {Text::is_a_directory, "Is a directory"},
    {Text::advice_unreachable, "check the network, the name and port in cloud.base_url, and the firewall"},
    {Text::advice_timed_out, "check the network; if other sites answer, the loyalty cloud is slow"},
    {Text::advice_connection_lost, "check the network; the link is tried again without help"},
    {Text::advice_certificate_rejected,
     "check the terminal's date and time first, then cloud.ca_file and cloud.pins"},
    {Text::advice_not_the_cloud,
     "another server answers: log in to the Wi-Fi, check the proxy and cloud.base_url"},
    {Text::advice_unauthorized, "check the API key in cloud.key_file and cloud.company_id"},
    {Text::advice_forbidden, "ask the loyalty cloud's support why the key is not allowed to do this"},
    {Text::advice_company_inactive, "ask the loyalty cloud's support why the company is not active"},
    {Text::advice_too_many_requests, "wait; if it stays, ask the loyalty cloud's support"},
    {Text::advice_server_failed, "wait; the loyalty cloud has a failure of its own"},
    {Text::advice_does_not_add_up, "set `currency` to the currency of the loyalty programme"},
    {Text::about_doctor,
     "Check the whole installation: files, disk, clock, network, TLS, key, company, currency, database, "
     "queue.\nChanges nothing, and works before the first start, beside a running register, and on a dead "
     "one.\nExit codes: 0 nothing that stops loyalty (there may be warnings), 1 an error, 2 the "
     "configuration is\nwrong, 3 the library cannot be loaded."},
    {Text::option_offline, "Do not ask the network"},
    {Text::option_daemon,
     "The configuration of tillpointsd (default: tillpointsd.json beside the plugin's configuration, if it "
     "is there)"},
    {Text::column_check, "check"},
    {Text::column_verdict, "verdict"},
    {Text::column_finding, "finding"},
    {Text::doctor_all_right, "All right."},
    {Text::doctor_first, "First: {0}"},
    {Text::doctor_chain, "The server shows:"},
    {Text::doctor_certificate, "{0}, issued by {1}, valid from {2} to {3}, SHA-256 {4}"},
    {Text::about_config_show,
     "Every setting with its value and where that comes from: the file, a drop-in (*.json in FILE.d), or the "
     "default"},
    {Text::column_setting, "setting"},
    {Text::column_from, "from"},
    {Text::from_file, "file"},
    {Text::from_default, "default"},
    {Text::about_setup,
     "Set an installation up, each answer checked at once against the real thing: the address and the "
     "authority of\nthe loyalty cloud, company number and key, currency and programme, the data directory "
     "and its owner. Writes the\nconfiguration, ends with `doctor`, and, with a telephone number, with a "
     "test sale that is taken back.\nMay be repeated: what is right stays. Exit codes as doctor's."},
    {Text::option_answers,
     "Answers as JSON instead of questions: base_url, company_id, key, ca_fingerprint or ca_file, phone, "
     "user, data_directory"},
    {Text::option_user,
     "The user that the register runs as (default: the owner of the data directory, else who runs this)"},
    {Text::ask_base_url, "Address of the loyalty cloud"},
    {Text::ask_company, "Company number"},
    {Text::ask_key, "API key (not shown)"},
    {Text::ask_trust,
     "This machine does not know the authority that certified the server: {0}\nSHA-256 {1}\nCompare with "
     "what the cloud's operator gave you. Trust it? yes/no"},
    {Text::ask_ca_file, "File with the certificate of the cloud's authority (PEM)"},
    {Text::ask_phone, "Telephone number for a test sale, empty for none"},
    {Text::setup_company, "company {0}, {1}, currency {2}"},
    {Text::setup_wrote, "written: {0}"},
    {Text::setup_kept, "unchanged: {0}"},
    {Text::setup_not_green,
     "The installation is not ready: correct what is named above and run setup again."},
    {Text::setup_ready, "The installation is ready. The register must run as {0}."},
    {Text::setup_in_use, "{0} uses the data directory: stop it, then run setup again"},
    {Text::setup_no_answer, "{0}: an answer is missing"},
    {Text::setup_wrong_fingerprint, "ca_fingerprint: the server shows {0}"},
    {Text::setup_no_user, "{0}: there is no such user"},
    {Text::cannot_write, "{0} cannot be written: {1}"},
    {Text::about_simulate,
     "Play a sale to a customer by telephone number without fiscalising, wait until the loyalty cloud has "
     "it, and\ntake it back, so that no points are given away. No register may run meanwhile."},
    {Text::option_sale_phone, "The customer's telephone number; - reads it from standard input"},
    {Text::option_keep, "Do not take the sale back: the customer keeps the points"},
    {Text::option_total, "What the goods cost, in minor units"},
    {Text::sale_customer, "customer: {0}"},
    {Text::sale_awarded, "sale {0}: the loyalty cloud has it as operation {1}"},
    {Text::sale_returned, "sale {0}: taken back, {1} points withdrawn"},
    {Text::sale_waits, "sale {0}: stored, not in the loyalty cloud yet ({1}); `tillpoints doctor` says why"},
    {Text::sale_refused, "step {0}: {1}"},
    {Text::about_send,
     "Submit events to the plugin, or with --socket to a running tillpointsd, and print each reply. Without "
     "--socket\nno register may run meanwhile. Exit code 1: a reply is an error, or none came."},
    {Text::option_events, "File with an event, or an event a line; - for standard input"},
    {Text::option_socket, "A unix socket of tillpointsd that takes names (by_name)"},
    {Text::option_terminal, "The terminal's name at the daemon"},
    {Text::not_an_event, "{0}: a JSON object was expected"},
    {Text::no_reply, "no reply came in time; the events after it were not submitted"},
    {Text::about_replay,
     "Send what waits while no register runs, until nothing is left or the time is over. Exit code 4: "
     "something is left."},
    {Text::option_progress, "Say how much is left, each time it changes"},
    {Text::option_seconds, "Seconds, at most"},
    {Text::replay_left, "pending {0}, settling {1}, parked {2}"},
    {Text::about_bundle,
     "Write one file with everything that support needs: findings, status, queue, settings, the end of the "
     "log.\nIt holds no key and no telephone number, so that it may be mailed."},
    {Text::option_output, "The file to write; - for standard output"},
    {Text::about_reference, "The command line as a manual page (man) or as completion (bash, zsh)"},
    {Text::option_form, "man, bash or zsh"},
    {Text::about_receipt_explain,
     "What has become of a receipt, in words: each entry, why it is as it is, what to do, and its journal"},
    {Text::explain_confirmed, "{0}: the loyalty cloud has it as operation {1}; nothing to do"},
    {Text::explain_pending, "{0}: waits to be sent, which happens by itself when the cloud answers"},
    {Text::explain_unclear,
     "{0}: was sent and its outcome is not known; it is looked up in the cloud before anything is sent "
     "again"},
    {Text::explain_withdrawn, "{0}: was taken back; the customer has the points again"},
    {Text::explain_given_up, "{0}: was given up by an operator's decision or never needed"},
    {Text::explain_parked, "{0}: needs a decision, because: {1}; see `tillpoints queue show {0}`"},
    {Text::explain_no_entry, "the receipt is known and needs nothing from the loyalty cloud"},
    {Text::column_line, "line"},
}};
static_assert(in_order(english_messages), "every message once, in the order of the enumeration");

const MessageTable& table_of_english() {
    return english_messages;
}

}  // namespace tillpoints::cli
