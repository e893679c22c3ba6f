/*
 * The extensions of this version. Each is a structure found by its id; a missing one is NULL, never an error.
 */
#pragma once

#include "tillpoints/tillpoints.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Library extension: checks a configuration without making an instance. */
#define TILLPOINTS_EXT_CONFIGURATION "tillpoints.configuration/1"
typedef struct tillpoints_ext_configuration {
    uint32_t struct_size;
    /* TILLPOINTS_OK or TILLPOINTS_REJECTED; `report` receives {"problems":[...]} either way, each problem
     * with the "line" of the text where it stands. [any thread] */
    tillpoints_status (*check)(tillpoints_text configuration, tillpoints_report_fn report, void* user);
} tillpoints_ext_configuration;

/* Library extension: the configuration's file and its drop-ins. In the directory PATH.d (config.json.d beside
 * config.json) every file "*.json" changes what the file says, in the order of their names, as RFC 7396 says:
 * objects are merged, other values replaced, null removes a member and so gives back its default. A host that
 * reads its configuration this way lets a technician, a package or the fleet's back office add settings
 * without editing one file.
 *
 * `path`: from the root or the working directory. All files together have at most TILLPOINTS_MAX_MESSAGE
 * bytes. TILLPOINTS_REJECTED if a file cannot be read, others than root and its owner could write it, or the
 * whole is no right configuration: the report receives
 * {"problems":[{"file","line","code","where","expected","found", "message"}]} then, without "line" where the
 * file as a whole is meant. Nothing is written. Every report is valid until `report` returns. [any thread,
 * blocks for the disk; never in a reply] */
#define TILLPOINTS_EXT_CONFIGURATION_FILES "tillpoints.configuration_files/1"
typedef struct tillpoints_ext_configuration_files {
    uint32_t struct_size;
    /* Reports the merged configuration itself, as `create` takes it. */
    tillpoints_status (*load)(tillpoints_text path, tillpoints_report_fn report, void* user);
    /* Reports {"text":the same as text,"origins":{"/cloud/base_url":{"file","line"},...},"files":[paths]}:
     * origins by JSON pointer, of every value that a file states and that is no object. */
    tillpoints_status (*read)(tillpoints_text path, tillpoints_report_fn report, void* user);
    /* Reports the configuration that no file states: every member with its default, or empty where it has
     * none. */
    tillpoints_status (*defaults)(tillpoints_report_fn report, void* user);
    /* What would bring the files to the form of this version: {"write":[{"file","text"}],"put_aside":[files
     * that `merge` other than 0 takes into the first],"renamed":[{"file","line","from","to"}]}, all empty if
     * they have it. The caller writes. TILLPOINTS_REJECTED if the result would be refused by load; beside
     * "problems" the report then has "unknown":[members that a newer version may have written]. */
    tillpoints_status (*migrate)(tillpoints_text path, int merge, tillpoints_report_fn report, void* user);
} tillpoints_ext_configuration_files;

/* Library extension: opens what a configuration names, without starting anything. */
#define TILLPOINTS_EXT_INSTALLATION "tillpoints.installation/1"
typedef struct tillpoints_ext_installation {
    uint32_t struct_size;
    /* Checks the configuration, the data directory, the key file and the CA file; with `ask_cloud` other than
     * 0 also that the cloud answers, accepts the key and counts in the configured currency, within
     * `timing.send_timeout_ms`. TILLPOINTS_OK or TILLPOINTS_REJECTED; `report` receives {"problems":[...]}
     * either way. Nothing is written. [any thread, blocks; never in a reply] */
    tillpoints_status (*check)(tillpoints_text configuration, int ask_cloud, tillpoints_report_fn report,
                               void* user);
} tillpoints_ext_installation;

/* Host extension, found by the host's get_extension: the API key of the loyalty cloud, for a host that keeps
 * it itself. It is used if the configuration has no `cloud.key_file`. */
#define TILLPOINTS_HOST_EXT_KEY "tillpoints.host_key/1"
typedef struct tillpoints_host_ext_key {
    uint32_t struct_size;
    /* Writes the key, at most `capacity` (1024) bytes, not terminated, and returns its length; 0: there is no
     * key now. Called in create, and again when the cloud refuses the key or a minute has passed.
     * [host thread in create, then library thread] */
    size_t (*read)(void* context, char* key, size_t capacity);
} tillpoints_host_ext_key;

/* Library extension: the allocation of a redemption over positions (`tillpoints allocate`). */
#define TILLPOINTS_EXT_PRICING "tillpoints.pricing/1"
typedef struct tillpoints_ext_pricing {
    uint32_t struct_size;
    /* Takes one request as JSON and reports the result or {"error":{...}} (then TILLPOINTS_REJECTED).
     * [any thread] */
    tillpoints_status (*allocate)(tillpoints_text request, int explain, tillpoints_report_fn report,
                                  void* user);
} tillpoints_ext_pricing;

/* Instance extension: what the plugin is doing. */
#define TILLPOINTS_EXT_DIAGNOSTICS "tillpoints.diagnostics/1"
typedef struct tillpoints_ext_diagnostics {
    uint32_t struct_size;
    /* Reports {"version","queue":{"pending","settling","parked",...},"link":{...},...} as of now.
     * Waits for the library's thread, at most two seconds. Not inside a reply. [any other thread] */
    tillpoints_status (*status)(tillpoints_instance* instance, tillpoints_report_fn report, void* user);
    /* Reports {"receipt_id","facts":[{"number","operation","state",...}]}: the entries of one receipt. */
    tillpoints_status (*receipt)(tillpoints_instance* instance, tillpoints_text receipt_id,
                                 tillpoints_report_fn report, void* user);
} tillpoints_ext_diagnostics;

/* Library extension: reads a database without owning it, whether a register is running or not.
 * `configuration` is the text of the configuration file, which names the database. Nothing is written. All
 * three return TILLPOINTS_REJECTED (the report receives {"problems":[...]}) for a wrong configuration and
 * TILLPOINTS_UNAVAILABLE (the report receives {"problems":[...]}) where there is no database that can be
 * read. */
#define TILLPOINTS_EXT_INSPECTION "tillpoints.inspection/1"
typedef struct tillpoints_ext_inspection {
    uint32_t struct_size;
    /* Reports once: {"version","started":true,"queue":{"pending","settling","parked",...},"parked":[...],
     * "link":{"state":"online|offline|paused|unknown","since","reason","detail"},"settings":{"heard",
     * "currency"}|null,"clock":{"ahead_s"}|null,"running":process|null,"disk":{"directory","free_bytes"},
     * "last_error":log line|null}. Link, settings and clock are as the last run reported them; numbers of a
     * queue are counts of entries. Before the first start: {"version","started":false,"disk",...}.
     * [any thread] */
    tillpoints_status (*status)(tillpoints_text configuration, tillpoints_report_fn report, void* user);
    /* Reports once: {"receipt_id","facts":[{"number","operation","state",...}],"journal":[...]}: the entries
     * of a receipt and what happened to it; both are empty for an unknown receipt. [any thread] */
    tillpoints_status (*receipt)(tillpoints_text configuration, tillpoints_text receipt_id,
                                 tillpoints_report_fn report, void* user);
    /* Calls `report` once for every entry, oldest first; never for an empty database:
     * {"number","receipt_id","kind":"purchase|refund|reward","state","wanted":"keep|withdraw",
     *  "points":hundredths asked to redeem,"operation":id|null,"reversal":id|null,"cloud_points":hundredths,
     *  "purchase":number|null,"total":minor units,"parking":{"reason","detail","loss":minor units}|null}.
     * [any thread] */
    tillpoints_status (*export_entries)(tillpoints_text configuration, tillpoints_report_fn report,
                                        void* user);
} tillpoints_ext_inspection;

/* Library extension: the queue for an operator, and the operator's decisions about entries that cannot go on
 * by themselves. Works whether a register is running or not; `configuration` as for inspection. Failures of
 * all three: TILLPOINTS_REJECTED for a wrong configuration or argument, TILLPOINTS_UNAVAILABLE where the
 * database or the command inbox cannot be used; the report receives {"problems":[...]} then. */
#define TILLPOINTS_EXT_QUEUE "tillpoints.queue/1"
typedef struct tillpoints_ext_queue {
    uint32_t struct_size;
    /* Calls `report` once for every entry with something left to do, parked ones included, as export_entries
     * does; oldest first. Nothing is written. [any thread] */
    tillpoints_status (*list)(tillpoints_text configuration, tillpoints_report_fn report, void* user);
    /* Reports once: {"fact":{...},"after":number|null,"returns":[{"number","state"}],"commands":{"retry":null
     * or why it would be refused,...},"journal":[{"at","fact","what","detail"}]}. REJECTED for an unknown
     * number. Nothing is written. [any thread] */
    tillpoints_status (*show)(tillpoints_text configuration, tillpoints_text number,
                              tillpoints_report_fn report, void* user);
    /* Gives a command: {"action":"retry|edit|write_off|cancel","number":an entry's,"by":who,"reason":why,
     * "phone":with edit only,"id":a UUID, optional}, or about an open receipt whose end the
     * register never reported:
     * {"action":"receipt_closed|receipt_closed_at_full_price|receipt_cancelled","receipt_id",...}, which has
     * the effect of the register's own event, or {"action":"forget","phone",...} about a customer who asks to
     * be forgotten; of the phone only a keyed hash is stored. The command is stored before anything else
     * happens, and one that is given twice under the same id is carried out once. A running register carries
     * it out within a second or two; if none runs, this call does and owns the database meanwhile. Waits at
     * most `wait_ms` (at most ten minutes) for the outcome and reports once: {"id","action","number" or
     * "receipt_id","outcome":"done|refused|waiting",...}; done: "state" and
     * "changed":[{"number","state","wanted","loss":minor units|null}], of forget instead "entries",
     * "receipts" and "remembered": how many were erased, and "left": how many entries and receipts keep the
     * customer because they are not finished; they are erased by themselves when they are; refused:
     * "problem":{"code","expected","found",...}. TILLPOINTS_OK: done. TILLPOINTS_REJECTED: refused, nothing
     * changed. TILLPOINTS_UNAVAILABLE with "waiting": it is stored and will be carried out; call again with
     * the same id. [any thread, blocks; never in a reply] */
    tillpoints_status (*command)(tillpoints_text configuration, tillpoints_text command, uint32_t wait_ms,
                                 tillpoints_report_fn report, void* user);
} tillpoints_ext_queue;

/* Library extension: the receipts that are open here. `configuration` and failures as for the queue. */
#define TILLPOINTS_EXT_RECEIPTS "tillpoints.receipts/1"
typedef struct tillpoints_ext_receipts {
    uint32_t struct_size;
    /* Calls `report` once for every open receipt: {"receipt_id","opened_at","in_doubt":true if the register
     * did not explain it when it was started last,"kind","register","shift","cashier","customer":known or
     * not,"total":minor units as quoted last|null,"discount","facts":[as export_entries],"commands":{action:
     * null or why it would be refused}}, or {"receipt_id", "in_doubt","problem"} for one that cannot be read.
     * Nothing is written. [any thread] */
    tillpoints_status (*list)(tillpoints_text configuration, tillpoints_report_fn report, void* user);
} tillpoints_ext_receipts;

/* Library extension: giving up a database that is lost. */
#define TILLPOINTS_EXT_STORAGE "tillpoints.storage/1"
typedef struct tillpoints_ext_storage {
    uint32_t struct_size;
    /* For an installation whose key or log exists but whose database is missing or empty, which create
     * refuses: renames the files that are left, so that the next create makes a new database. `by` and
     * `reason` go to the log. Reports {"renamed":[paths]}. TILLPOINTS_REJECTED if no database is lost or an
     * argument is wrong, TILLPOINTS_UNAVAILABLE if a process owns the database; the report receives
     * {"problems":[...]} then. [any thread, blocks] */
    tillpoints_status (*start_new)(tillpoints_text configuration, tillpoints_text by, tillpoints_text reason,
                                   tillpoints_report_fn report, void* user);
} tillpoints_ext_storage;

/* Library extension: what a diagnosis asks about an installation. Nothing is written; works beside a running
 * register. TILLPOINTS_REJECTED for a wrong configuration; the report receives {"problems":[...]} then. */
#define TILLPOINTS_EXT_DIAGNOSIS "tillpoints.diagnosis/1"
typedef struct tillpoints_ext_diagnosis {
    uint32_t struct_size;
    /* Reports the configuration with every default written out; names the key's file, never the key.
     * [any thread] */
    tillpoints_status (*configuration)(tillpoints_text configuration, tillpoints_report_fn report,
                                       void* user);
    /* Reads the whole database and reports {"started":whether there is one,"layout":its schema version|null,
     * "newest_layout":the newest this library knows,"owner":process|null,
     * "problem":{"code","where","expected","found"}|null,"damage":[lines]}. Takes long for a large file.
     * [any thread, blocks; never in a reply] */
    tillpoints_status (*database)(tillpoints_text configuration, tillpoints_report_fn report, void* user);
} tillpoints_ext_diagnosis;

#ifdef __cplusplus
}
#endif
