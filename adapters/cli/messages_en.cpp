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
     "4 a queue command is stored and will be carried out later; 5 an update was taken back; 6 it could not "
     "be."},
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
     "user, data_directory, register (library, daemon), terminal, "
     "start"},
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
    {Text::ask_register,
     "Who is the register: a program that loads the library (library), or tillpointsd (daemon)"},
    {Text::ask_terminal, "Name of the terminal"},
    {Text::setup_no_daemon, "register: tillpointsd is not installed: apt install tillpoints-sidecar"},
    {Text::setup_wrong_register, "register: answer library or daemon, not \"{0}\""},
    {Text::setup_wrong_terminal, "terminal: 1 to 64 letters, digits, '-', '_' or '.', not \"{0}\""},
    {Text::setup_move_data,
     "{0} holds the data of the other kind of register. Stop it and move them, then run setup again:\nmkdir "
     "-p -m 700 {1} && mv {0}/* {1}/ && chown -R {2} {1}"},
    {Text::setup_daemon_ready,
     "The installation is ready. tillpointsd runs as {0}; who calls its socket on this machine must be a "
     "member of that group."},
    {Text::setup_daemon_here, "A register on this machine: {0}, with the header Tillpoints-Terminal: {1}"},
    {Text::setup_daemon_network,
     "A register in the network, by a socket with `tls`: runuser -u {0} -- tillpointsd --config {1} enrol "
     "{2}"},
    {Text::setup_daemon_start,
     "To start the daemon: systemctl enable --now tillpointsd; one that runs takes the terminal by systemctl "
     "reload tillpointsd"},
    {Text::setup_company, "company {0}, base tier {1}, at most {2} by points, currency {3}"},
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
    {Text::about_update,
     "Update the installed packages of this project together, and take the update back if the installation "
     "is worse with it.\nBefore: the archives of both versions are fetched, and what `doctor` and `export` "
     "say is noted. After: the new tool says it again. No new error, every entry as it was, the daemon "
     "active as before: else the old version is installed again. A cut in the middle is ended by the next "
     "`tillpoints update`.\nExit codes: 0 updated, or there is nothing newer; 1 nothing is changed, the text "
     "says why; 2 wrong arguments, or not installed from packages; 5 taken back; 6 worse and not taken back: "
     "somebody must look."},
    {Text::option_to, "The version to install, newer or older (default: apt's candidate)"},
    {Text::option_dry_run, "Say what would be done, and whether both versions can be had; installs nothing"},
    {Text::option_resume, "Only end an update that was cut off"},
    {Text::option_no_way_back,
     "Go on although the present version cannot be had any more: it cannot be taken back"},
    {Text::option_patience, "Seconds for which an error of the network may last after the installation"},
    {Text::option_daemon_config, "The daemon's configuration, whose terminals are examined, too"},
    {Text::option_update_folder, "The folder of kept packages and of an update that was cut off"},
    {Text::update_finding, "Asking apt for the newest version..."},
    {Text::update_fetching, "Fetching {0} and the present version..."},
    {Text::update_examining, "Examining the installation with version {0}..."},
    {Text::update_installing, "Installing {0}..."},
    {Text::update_going_back, "Going back to {0}..."},
    {Text::update_not_a_version, "--to: {0} is not a version"},
    {Text::update_runs, "{0}: another update is running"},
    {Text::update_unreadable,
     "{0}: an update was cut off, and this version cannot read how far it was. Let the version that began "
     "end it: {1} update --resume"},
    {Text::update_cut_off, "An earlier update was cut off; it is ended first."},
    {Text::update_nothing_to_resume, "No update was cut off."},
    {Text::update_already, "{0} is installed already."},
    {Text::update_not_from_packages,
     "This installation is not from packages, so apt cannot update it: unpack the newer folder beside the "
     "old one."},
    {Text::update_in_disorder,
     "A package is only half installed. First: dpkg --configure -a && apt -f install"},
    {Text::update_no_candidate, "apt knows no version of tillpoints: add the repository with its add.sh."},
    {Text::update_no_archive, "Version {0} cannot be had for every installed package. Nothing is changed."},
    {Text::update_no_way_back,
     "The present version {0} is in no repository and in no cache, so the update could not be taken back. "
     "Nothing is changed. Put its packages into the repository, or repeat with --no-way-back."},
    {Text::update_lists_refused,
     "apt could not fetch the lists of packages, or the pinned key has not signed them. Nothing is changed. "
     "{0}/log has apt's words."},
    {Text::update_would, "{0} would be updated to {1}; both can be had."},
    {Text::update_counts, "entries {0}, of them not final {1}, parked {2}"},
    {Text::update_warning, "warning: {0}"},
    {Text::update_done,
     "Updated from {0} to {1}. A register that runs uses the old library until it is started again."},
    {Text::update_install_failed, "Version {0} could not be installed; {1}/log has apt's words."},
    {Text::update_rolled_back,
     "Version {0} was taken back, {1} is installed again. Do not repeat the update; send the text above to "
     "support."},
    {Text::update_still_worse,
     "With {0} this is still so, and the update may not be the cause; `tillpoints doctor` says what to do:"},
    {Text::update_kept_newer,
     "Version {0} stays, although the installation is worse with it: it has brought a database to a layout "
     "that {1} does not know, and the packages refuse to lose it. Restore the back-up from before the "
     "update, or ask support for a newer version. What is worse:"},
    {Text::update_stays,
     "Version {0} stays, although the installation is worse with it: {1} is not at hand. `tillpoints doctor` "
     "says what to do."},
    {Text::update_stuck,
     "Version {0} could not be installed again. {1}/log has apt's words; mend what they name and run "
     "`tillpoints update --resume`."},
    {Text::worse_not_examined, "{0}: doctor gives no report"},
    {Text::worse_library_lost, "the library does not load"},
    {Text::worse_new_error, "{0}: error: {1}"},
    {Text::worse_entries_unreadable, "{0}: the entries cannot be read"},
    {Text::worse_entry_gone, "{0}: entry {1} is gone"},
    {Text::worse_entry_changed, "{0}: entry {1} has changed"},
    {Text::worse_daemon_down, "tillpointsd does not run any more"},
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
    {Text::about_fleet, "Many terminals that nobody visits"},
    {Text::about_fleet_bundle, "Make a sealed bundle and an enrolment code for each terminal of a table"},
    {Text::about_fleet_sign, "Sign a release: a configuration or a version for the terminals of the fleet"},
    {Text::about_fleet_report,
     "Report this terminal to the fleet and take the release that is for it; the timer tillpoints-fleet does "
     "so every minute"},
    {Text::option_fleet_key, "The file with the key that signs; it is made if it is not there"},
    {Text::option_fleet_table,
     "A table with the columns name, base_url, company_id, key or key_file, and if wanted ca_file, "
     "data_directory, user, phone, configuration"},
    {Text::option_fleet_folder, "The folder for bundles, codes and the list for the cloud"},
    {Text::option_report_url, "Where terminals report to: the address of a cloud"},
    {Text::option_release_from,
     "Where terminals find releases if they report to nobody: a file, a folder or an address"},
    {Text::option_fleet_days, "How many days a bundle can be used"},
    {Text::option_fleet_number, "The number of the release; terminals take only larger ones than they have"},
    {Text::option_fleet_configuration, "A file with the settings that the terminals get as a drop-in"},
    {Text::option_fleet_version, "The version of the packages that the terminals get"},
    {Text::option_fleet_membership,
     "The file that enrolment wrote; otherwise fleet.json beside the configuration"},
    {Text::option_fleet_state, "The file in which the terminal keeps what it knows of releases"},
    {Text::option_fleet_dry_run, "Only show what would be reported"},
    {Text::option_enrol, "Enrol this terminal with the code that came with its bundle"},
    {Text::option_bundle,
     "The bundle: a file, a folder or an address; otherwise the folder in which the tool was started"},
    {Text::column_terminal, "Terminal"},
    {Text::column_code, "Code"},
    {Text::fleet_key_made,
     "{0} is new: keep it in a safe place, because terminals of this fleet believe no other key"},
    {Text::fleet_key_open, "others may read it: allow it to its owner only (chmod 600)"},
    {Text::fleet_no_key, "it is not an Ed25519 key in PEM without a passphrase"},
    {Text::fleet_no_certificate, "{0}: there is no certificate in it"},
    {Text::fleet_forbidden, "a fleet may not set {0}"},
    {Text::fleet_bundles_made,
     "Bring each terminal its bundle, and tell the technician its code: `tillpoints setup --enrol CODE`. So "
     "that the cloud knows the terminals: `tillpoints-cloud office POST /fleet/terminals \"$(cat "
     "{0}/terminals.json)\"`."},
    {Text::fleet_empty_release, "a release needs a configuration or a version"},
    {Text::fleet_not_enrolled,
     "{0} is not there: this terminal is in no fleet; `tillpoints setup --enrol CODE` enrols it"},
    {Text::fleet_wrong_membership, "it is not what enrolment wrote; enrol the terminal again"},
    {Text::fleet_reported, "Reported to the fleet."},
    {Text::fleet_not_reported, "Not reported."},
    {Text::fleet_problem, "The fleet was not reached: {0}"},
    {Text::fleet_refused, "Release {0} was refused: {1}"},
    {Text::enrol_wrong_code, "the code has a wrong form: 20 letters and digits in five groups"},
    {Text::enrol_no_bundle,
     "no bundle belongs to this code: check the code, and where the bundle is (--bundle)"},
    {Text::enrol_not_signed, "the bundle is not signed as it should be; ask for another one"},
    {Text::enrol_other_fleet, "the terminal is in another fleet; remove {0} if it should change"},
    {Text::enrol_expired, "the time of the bundle is over; ask for another one"},
    {Text::about_config_diff,
     "What a configuration changes: the installation's against the defaults; with one file, what would "
     "change if it\n"
     "were used instead; with two, the second against the first. Each file counts with the drop-ins of its "
     "own.\n"
     "Exit codes as diff's: 0 nothing differs, 1 something does, 2 a configuration is wrong."},
    {Text::option_diff_files, "None, one or two files"},
    {Text::column_before, "before"},
    {Text::column_after, "after"},
    {Text::no_difference, "Nothing differs."},
    {Text::about_config_migrate,
     "Bring the files of a configuration to the form of this version: members that have other names now are "
     "renamed,\n"
     "comments and order stay, defaults are not written. Each file that changes is kept as FILE.before-TIME. "
     "Refuses\n"
     "to write what `config check` would refuse, such as members that only a newer version knows."},
    {Text::option_merge, "Take the drop-ins into the file; each is kept as NAME.before-TIME"},
    {Text::option_migration_dry_run, "Say what would be done and write nothing"},
    {Text::option_migration_json, "What would be done as JSON; nothing is written"},
    {Text::migrate_renamed, "{0}: {1} is now {2}"},
    {Text::migrate_would_write, "would be written: {0}, the earlier file kept as {1}"},
    {Text::migrate_would_merge, "would be merged: {0}, kept as {1}"},
    {Text::migrate_merged, "merged: {0}, kept as {1}"},
    {Text::migrate_nothing, "{0}: nothing to do"},
    {Text::migrate_unknown,
     "Not known to version {0}: {1}. A newer version may have written this; nothing is changed."},
    {Text::about_forget,
     "Forget a customer who asks for it: who they are is erased from what this terminal keeps, which is "
     "finished\n"
     "entries and receipts, and what is remembered for the time without network. Numbers and sums stay. What "
     "must\n"
     "still reach the loyalty cloud keeps the customer until it is finished and is then erased by itself. "
     "Works with\n"
     "and without a running register. The loyalty cloud forgets nobody by this; ask its operator."},
    {Text::example_forget, "written request of today"},
    {Text::forgotten, "forgotten: entries {0}, receipts {1}, remembered {2}"},
    {Text::forgotten_later, "not finished, forgotten by themselves when they are: {0}"},
    {Text::fleet_busy, "another report to the fleet is under way"},
    {Text::fleet_damaged_state,
     "{0} is damaged: it tells which releases were taken; remove it only if an old release may come back"},
}};
static_assert(in_order(english_messages), "every message once, in the order of the enumeration");

const MessageTable& table_of_english() {
    return english_messages;
}

}  // namespace tillpoints::cli
