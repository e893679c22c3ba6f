/* A fake plugin whose answers depend on its input, so that the tool can be tested without the plugin. */
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
    if (contains(configuration, "cut off"))
        return answer(
            TILLPOINTS_OK,
            "{\"version\":\"0.1.0\",\"started\":true,\"link\":{\"state\":\"paused\",\"since\":\"2026-"
            "01-31T08:05:09.000Z\",\"reason\":\"certificate_rejected\",\"detail\":\"certificate has "
            "expired\"}}",
            report, user);
    if (contains(configuration, "new terminal"))
        return answer(TILLPOINTS_OK, "{\"version\":\"0.1.0\",\"started\":false}", report, user);
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
                                       "1\",\"operation\":77,\"state\":\"confirmed\"}],"
                                       "\"journal\":[{\"at\":\"2026-01-31T08:05:09.000Z\",\"fact\":null,"
                                       "\"what\":\"closed\",\"detail\":\"\"}]}"
                                     : "{\"receipt_id\":\"r2\",\"facts\":[]}",
                  report, user);
}

static void report_unsettled(tillpoints_report_fn report, void* user) {
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
    answer(TILLPOINTS_OK,
           "{\"number\":\"r3/"
           "1\",\"receipt_id\":\"r3\",\"kind\":\"purchase\",\"state\":\"confirmed\",\"wanted\":\"withdraw\","
           "\"points\":100,\"operation\":78,\"reversal\":null,\"cloud_points\":-100,\"purchase\":null,"
           "\"total\":100,\"parking\":null}",
           report, user);
}

static tillpoints_status export_entries(tillpoints_text configuration, tillpoints_report_fn report,
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
    report_unsettled(report, user);
    return TILLPOINTS_OK;
}

static tillpoints_status list_queue(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK || contains(configuration, "quiet")) return first;
    report_unsettled(report, user);
    return TILLPOINTS_OK;
}

static tillpoints_status show_entry(tillpoints_text configuration, tillpoints_text number,
                                    tillpoints_report_fn report, void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK) return first;
    if (!contains(number, "r2/1"))
        return answer(TILLPOINTS_REJECTED,
                      "{\"problems\":[{\"code\":\"invalid_value\",\"where\":\"number\",\"expected\":\"a "
                      "fact\",\"found\":\"none\"}]}",
                      report, user);
    return answer(
        TILLPOINTS_OK,
        "{\"fact\":{\"number\":\"r2/1\",\"kind\":\"purchase\",\"state\":\"parked\",\"wanted\":\"keep\","
        "\"points\":5,\"operation\":null,\"reversal\":null,\"cloud_points\":0,\"total\":99,\"parking\":"
        "{\"reason\":\"not_found\",\"detail\":\"expired\",\"loss\":5}},\"after\":\"r1/1\",\"returns\":"
        "[{\"number\":\"b2/1\",\"state\":\"pending\"}],\"commands\":{\"retry\":null,\"write_off\":null,"
        "\"cancel\":\"expected this, found that\"},\"journal\":[{\"at\":\"2026-01-31T08:05:09.000Z\","
        "\"fact\":\"r2/1\",\"what\":\"sent\",\"detail\":\"\"}]}",
        report, user);
}

static tillpoints_status list_receipts(tillpoints_text configuration, tillpoints_report_fn report,
                                       void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK || contains(configuration, "quiet")) return first;
    answer(
        TILLPOINTS_OK,
        "{\"receipt_id\":\"r4\",\"opened_at\":\"2026-01-31T08:05:09.000Z\",\"in_doubt\":true,\"total\":70000,"
        "\"discount\":30000,\"facts\":[{\"number\":\"r4/1\",\"state\":\"confirmed\",\"points\":30000}]}",
        report, user);
    return answer(TILLPOINTS_OK,
                  "{\"receipt_id\":\"r5\",\"opened_at\":\"2026-01-31T08:06:00.000Z\",\"in_doubt\":false,"
                  "\"total\":null,\"discount\":0,\"facts\":[]}",
                  report, user);
}

/* The last command's text, so that a test sees what the tool made of its arguments. */
static tillpoints_status command(tillpoints_text configuration, tillpoints_text text, uint32_t wait_ms,
                                 tillpoints_report_fn report, void* user) {
    const tillpoints_status first = refused(configuration, report, user);
    if (first != TILLPOINTS_OK) return first;
    if (contains(text, "\"phone\":\"nobody\""))
        return answer(TILLPOINTS_REJECTED,
                      "{\"problems\":[{\"code\":\"invalid_value\",\"where\":\"phone\",\"expected\":\"a "
                      "telephone number\",\"found\":\"something else\"}]}",
                      report, user);
    const int said = contains(text, "\"number\":\"r2/1\"") && contains(text, "\"by\":\"Aigul\"") &&
                     contains(text, "\"reason\":\"the owner asked\"");
    if (contains(text, "\"action\":\"receipt_closed_at_full_price\"") &&
        contains(text, "\"receipt_id\":\"r4\""))
        return answer(
            TILLPOINTS_OK,
            "{\"id\":\"u\",\"action\":\"receipt_closed_at_full_price\",\"outcome\":\"done\",\"receipt_id\":"
            "\"r4\",\"state\":\"closed\",\"changed\":[{\"number\":\"r4/"
            "2\",\"state\":\"pending\",\"loss\":null}]}",
            report, user);
    if (contains(text, "\"action\":\"receipt_cancelled\""))
        return answer(
            TILLPOINTS_REJECTED,
            "{\"id\":\"u\",\"action\":\"receipt_cancelled\",\"outcome\":\"refused\",\"receipt_id\":\"r4\","
            "\"problem\":{\"expected\":\"an open receipt\",\"found\":\"a closed one\"}}",
            report, user);
    if (said && contains(text, "\"retry\""))
        return answer(TILLPOINTS_OK,
                      "{\"id\":\"u\",\"action\":\"retry\",\"number\":\"r2/1\",\"outcome\":\"done\",\"state\":"
                      "\"pending\",\"changed\":[{\"number\":\"r2/1\",\"state\":\"pending\",\"loss\":null}]}",
                      report, user);
    if (said && contains(text, "\"edit\"") && contains(text, "\"phone\":\"+77011234567\""))
        return answer(TILLPOINTS_OK,
                      "{\"id\":\"u\",\"action\":\"edit\",\"number\":\"r2/1\",\"outcome\":\"done\",\"state\":"
                      "\"pending\",\"changed\":[{\"number\":\"r2/1\",\"state\":\"pending\",\"loss\":null}]}",
                      report, user);
    if (said && contains(text, "\"write_off\""))
        return answer(TILLPOINTS_OK,
                      "{\"id\":\"u\",\"action\":\"write_off\",\"number\":\"r2/1\",\"outcome\":\"done\","
                      "\"state\":\"written_off\",\"changed\":[{\"number\":\"r2/1\",\"state\":\"written_off\","
                      "\"loss\":15000},{\"number\":\"b2/1\",\"state\":\"cancelled\",\"loss\":null}]}",
                      report, user);
    if (said && wait_ms == 1500 && contains(text, "00000000-0000-4000-8000-000000000001"))
        return answer(
            TILLPOINTS_UNAVAILABLE,
            "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"action\":\"cancel\",\"number\":\"r2/"
            "1\",\"outcome\":\"waiting\"}",
            report, user);
    return answer(
        TILLPOINTS_REJECTED,
        "{\"id\":\"u\",\"action\":\"cancel\",\"number\":\"r2/1\",\"outcome\":\"refused\",\"problem\":"
        "{\"code\":\"out_of_order\",\"expected\":\"a fact that certainly never "
        "happened\",\"found\":\"one that may have\"}}",
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
                                                               receipt, export_entries};
static const tillpoints_ext_queue queue_extension = {sizeof(tillpoints_ext_queue), list_queue, show_entry,
                                                     command};
static const tillpoints_ext_receipts receipts_extension = {sizeof(tillpoints_ext_receipts), list_receipts};
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
    if (strcmp(id, TILLPOINTS_EXT_QUEUE) == 0) return &queue_extension;
    if (strcmp(id, TILLPOINTS_EXT_RECEIPTS) == 0) return &receipts_extension;
#else
    (void)configuration_extension, (void)inspection_extension, (void)pricing_extension, (void)queue_extension,
        (void)receipts_extension, (void)id;
#endif
    return NULL;
}

const tillpoints_entry_points tillpoints_entry = {
    sizeof(tillpoints_entry_points), FAKE_ABI, 0, "0.1.0", init, deinit, get_factory, get_extension,
};
