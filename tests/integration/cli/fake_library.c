/* A library that answers by what stands in its input, so that the tool can be tested without the plugin. */
#include <string.h>

#include "tillpoints/extensions.h"

static int contains(tillpoints_text text, const char* word) {
    const size_t size = strlen(word);
    for (size_t at = 0; at + size <= text.size; ++at)
        if (memcmp(text.data + at, word, size) == 0) return 1;
    return 0;
}

static tillpoints_status answer(tillpoints_status status, const char* json, tillpoints_report_fn report,
                                void* user) {
    const tillpoints_text text = {json, strlen(json)};
    report(user, text);
    return status;
}

static const char* const wrong_configuration =
    "{\"problems\":[{\"code\":\"out_of_range\",\"where\":\"timing.event_deadline_ms\",\"expected\":\"100 to "
    "60000\",\"found\":\"5\","
    "\"message\":\"...\"},{\"code\":\"missing_field\",\"where\":\"cloud\",\"expected\":\"this "
    "field\",\"found\":\"nothing\"}]}";
static const char* const no_database =
    "{\"problems\":[{\"code\":\"storage_failed\",\"where\":\"/var/lib/tillpoints\",\"expected\":\"a "
    "database\",\"found\":\"nothing\"}]}";

static tillpoints_status check(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    if (contains(configuration, "wrong"))
        return answer(TILLPOINTS_REJECTED, wrong_configuration, report, user);
    return answer(TILLPOINTS_OK, "{\"problems\":[]}", report, user);
}

static tillpoints_status refused(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    if (contains(configuration, "wrong"))
        return answer(TILLPOINTS_REJECTED, wrong_configuration, report, user);
    if (contains(configuration, "empty disk"))
        return answer(TILLPOINTS_UNAVAILABLE, no_database, report, user);
    return TILLPOINTS_OK;
}

static tillpoints_status status(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK) return first;
    return answer(
        TILLPOINTS_OK,
        contains(configuration, "quiet")
            ? "{\"version\":\"0.1.0\",\"queue\":{\"pending\":0,\"settling\":0,\"parked\":0},\"alarms\":[]}"
            : "{\"version\":\"0.1.0\",\"queue\":{\"pending\":3,\"settling\":1,\"parked\":2},"
              "\"alarms\":[\"unauthorized\"]}",
        report, user);
}

static tillpoints_status receipt(tillpoints_text configuration, tillpoints_text id,
                                 tillpoints_report_fn report, void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK) return first;
    return answer(TILLPOINTS_OK,
                  contains(id, "r1") ? "{\"receipt_id\":\"r1\",\"facts\":[{\"number\":\"r1/"
                                       "1\",\"operation\":77,\"state\":\"confirmed\"}]}"
                                     : "{\"receipt_id\":\"r2\",\"facts\":[]}",
                  report, user);
}

static tillpoints_status export_facts(tillpoints_text configuration, tillpoints_report_fn report,
                                      void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK || contains(configuration, "quiet")) return first;
    answer(TILLPOINTS_OK,
           "{\"number\":\"r1/"
           "1\",\"receipt_id\":\"r1\",\"kind\":\"purchase\",\"state\":\"confirmed\",\"wanted\":\"keep\","
           "\"points\":150000,"
           "\"operation\":77,\"reversal\":null,\"cloud_points\":-150000,\"purchase\":null,\"total\":1499900,"
           "\"parking\":null}",
           report, user);
    answer(TILLPOINTS_OK,
           "{\"number\":\"r2/"
           "1\",\"receipt_id\":\"r2\",\"kind\":\"purchase\",\"state\":\"parked\",\"wanted\":\"keep\","
           "\"points\":5,"
           "\"operation\":null,\"reversal\":null,\"cloud_points\":0,\"purchase\":null,\"total\":99,"
           "\"parking\":{\"reason\":\"not_found\",\"detail\":\"the code expired\",\"loss\":5}}",
           report, user);
    answer(TILLPOINTS_OK,
           "{\"number\":\"b1/"
           "1\",\"receipt_id\":\"b1\",\"kind\":\"refund\",\"state\":\"pending\",\"wanted\":\"keep\","
           "\"points\":0,"
           "\"operation\":null,\"reversal\":null,\"cloud_points\":0,\"purchase\":\"r1/"
           "1\",\"total\":500,\"parking\":null}",
           report, user);
    return answer(
        TILLPOINTS_OK,
        "{\"number\":\"r3/"
        "1\",\"receipt_id\":\"r3\",\"kind\":\"purchase\",\"state\":\"confirmed\",\"wanted\":\"withdraw\","
        "\"points\":100,\"operation\":78,\"reversal\":null,\"cloud_points\":-100,\"purchase\":null,\"total\":"
        "100,"
        "\"parking\":null}",
        report, user);
}

static tillpoints_status allocate(tillpoints_text request, int explain, tillpoints_report_fn report,
                                  void* user) {
    if (contains(request, "bad"))
        return answer(TILLPOINTS_REJECTED,
                      "{\"error\":{\"code\":\"out_of_range\",\"where\":\"redeem\",\"message\":\"redeem: "
                      "expected 0 or more,\\nfound -1\"}}",
                      report, user);
    return answer(TILLPOINTS_OK,
                  explain ? "{\"redeemed\":7,\"positions\":[],\"explanation\":[]}"
                          : "{\"redeemed\":7,\"positions\":[]}",
                  report, user);
}

static const tillpoints_ext_configuration configuration_extension = {sizeof(tillpoints_ext_configuration),
                                                                     check};
static const tillpoints_ext_inspection inspection_extension = {sizeof(tillpoints_ext_inspection), status,
                                                               receipt, export_facts};
static const tillpoints_ext_pricing pricing_extension = {sizeof(tillpoints_ext_pricing), allocate};

static tillpoints_status init(void) {
    return TILLPOINTS_OK;
}
static void deinit(void) {}

static const void* get_factory(const char* id) {
    (void)id;
    return NULL;
}

static const void* get_extension(const char* id) {
#ifndef FAKE_WITHOUT_EXTENSIONS
    if (strcmp(id, TILLPOINTS_EXT_CONFIGURATION) == 0) return &configuration_extension;
    if (strcmp(id, TILLPOINTS_EXT_INSPECTION) == 0) return &inspection_extension;
    if (strcmp(id, TILLPOINTS_EXT_PRICING) == 0) return &pricing_extension;
#else
    (void)configuration_extension, (void)inspection_extension, (void)pricing_extension, (void)id;
#endif
    return NULL;
}

const tillpoints_entry_points tillpoints_entry = {
    sizeof(tillpoints_entry_points), FAKE_ABI, 0, "0.1.0", init, deinit, get_factory, get_extension,
};
