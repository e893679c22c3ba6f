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
    /* TILLPOINTS_OK or TILLPOINTS_REJECTED; `report` receives {"problems":[...]} either way. [any thread] */
    tillpoints_status (*check)(tillpoints_text configuration, tillpoints_report_fn report, void *user);
} tillpoints_ext_configuration;

/* Library extension: the allocation of a redemption over positions (`tillpoints allocate`). */
#define TILLPOINTS_EXT_PRICING "tillpoints.pricing/1"
typedef struct tillpoints_ext_pricing {
    uint32_t struct_size;
    /* Takes one request as JSON and reports the result or {"error":{...}} (then TILLPOINTS_REJECTED).
     * [any thread] */
    tillpoints_status (*allocate)(tillpoints_text request, int explain, tillpoints_report_fn report, void *user);
} tillpoints_ext_pricing;

/* Instance extension: what the plugin is doing. */
#define TILLPOINTS_EXT_DIAGNOSTICS "tillpoints.diagnostics/1"
typedef struct tillpoints_ext_diagnostics {
    uint32_t struct_size;
    /* Reports {"version","queue":{"pending","settling","parked",...},"link":{...},...} as of now.
     * Waits for the library's thread, at most two seconds. Not inside a reply. [any other thread] */
    tillpoints_status (*status)(tillpoints_instance *instance, tillpoints_report_fn report, void *user);
    /* Reports {"receipt_id","facts":[{"number","operation","state",...}]} of one receipt from the journal. */
    tillpoints_status (*receipt)(tillpoints_instance *instance, tillpoints_text receipt_id,
                                 tillpoints_report_fn report, void *user);
} tillpoints_ext_diagnostics;

/* Library extension: what a database holds, read without owning it. Works while a register runs and when none
 * does; `configuration` is the text of the configuration file and says which database. Nothing is written.
 * All three return TILLPOINTS_REJECTED (the report receives {"problems":[...]}) for a wrong configuration and
 * TILLPOINTS_UNAVAILABLE (the report receives {"problems":[...]}) where there is no database that can be read. */
#define TILLPOINTS_EXT_INSPECTION "tillpoints.inspection/1"
typedef struct tillpoints_ext_inspection {
    uint32_t struct_size;
    /* Reports once: {"version","queue":{"pending","settling","parked",...},...}. Numbers of a queue are counts of
     * facts. [any thread] */
    tillpoints_status (*status)(tillpoints_text configuration, tillpoints_report_fn report, void *user);
    /* Reports once: {"receipt_id","facts":[{"number","operation","state",...}]}; no facts for a receipt that is not
     * in the journal. [any thread] */
    tillpoints_status (*receipt)(tillpoints_text configuration, tillpoints_text receipt_id,
                                 tillpoints_report_fn report, void *user);
    /* Reports one fact a call, oldest first, none for an empty database:
     * {"number","receipt_id","kind":"purchase|refund|reward","state","wanted":"keep|withdraw",
     *  "points":hundredths asked to redeem,"operation":id|null,"reversal":id|null,"cloud_points":hundredths,
     *  "purchase":number|null,"total":minor units,"parking":{"reason","detail","loss":minor units}|null}. [any thread] */
    tillpoints_status (*export_facts)(tillpoints_text configuration, tillpoints_report_fn report, void *user);
} tillpoints_ext_inspection;

#ifdef __cplusplus
}
#endif
