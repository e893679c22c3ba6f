#define _GNU_SOURCE
#include "life.h"

#include <dlfcn.h>
#include <limits.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

#include "counting.h"

#define LONGEST_DESTROY_MS 5000
#define MOST_TRIES 60

static life* of_this_process;

_Noreturn static void end(void) {
    _exit(of_this_process->problem[0] == '\0' ? 0 : 1);
}

#define REQUIRE(condition, ...)                                                                  \
    do {                                                                                         \
        if (!(condition)) {                                                                      \
            snprintf(of_this_process->problem, sizeof of_this_process->problem, "" __VA_ARGS__); \
            end();                                                                               \
        }                                                                                        \
    } while (0)

static void enter(const char* stage) {
    of_this_process->stage = stage;
    count_calls(1);
}
static void leave(void) {
    count_calls(0);
}

static void arm_as_planned(const plan* planned) {
    arm_calls(planned->kind, planned->number, planned->how_long == ONCE ? planned->number : LONG_MAX);
}

/* Wrong use and a wrong configuration are the host's faults, so a failing call is neither. */
static int is_excuse(tillpoints_status status) {
    return status == TILLPOINTS_INTERNAL || status == TILLPOINTS_UNAVAILABLE;
}

static void play(tillpoints_instance* till, const char* receipt, exchange sale[SALE_EVENTS]) {
    int i;
    for (i = 0; i < SALE_EVENTS; ++i) {
        of_this_process->stage = event_name(i);
        tell(till, receipt, i, &sale[i]);
        REQUIRE(sale[i].submitted == TILLPOINTS_OK || sale[i].submitted == TILLPOINTS_INTERNAL,
                "submit of %s returned %d", event_name(i), sale[i].submitted);
        REQUIRE(sale[i].submitted != TILLPOINTS_OK || sale[i].replies > 0, "%s was never answered",
                event_name(i));
    }
}

/* As a register does: what is answered not_stored, or not taken, is submitted again. */
static void tell_until_stored(tillpoints_instance* till, const char* receipt, int event, exchange* seen) {
    int tries;
    of_this_process->stage = "after the failures";
    for (tries = 0; tries < MOST_TRIES; ++tries) {
        tell(till, receipt, event, seen);
        if (!asks_again(seen)) break;
        rest(50); /* the register's cashier needs longer to try again */
    }
    REQUIRE(seen->submitted == TILLPOINTS_OK && seen->replies > 0 && !asks_again(seen) &&
                !has_status(seen, "error"),
            "%s is not processed any more although nothing fails: %s", event_name(event), seen->reply);
}

static void play_another_sale(tillpoints_instance* till, const char* receipt) {
    static const int events[] = {OPENED, PRESENTED, CLOSED};
    static exchange seen;
    char another[80];
    size_t i;
    snprintf(another, sizeof another, "%s-b", receipt);
    for (i = 0; i < sizeof events / sizeof *events; ++i) tell_until_stored(till, another, events[i], &seen);
}

static void destroy_in_time(tillpoints_instance* till) {
    const long began = milliseconds_now();
    enter("destroy");
    till->destroy(till);
    leave();
    REQUIRE(milliseconds_now() - began < LONGEST_DESTROY_MS, "destroy took %ld ms",
            milliseconds_now() - began);
}

static void each_was_answered_once(const exchange sale[SALE_EVENTS]) {
    int i;
    for (i = 0; i < SALE_EVENTS; ++i) {
        const int wanted = sale[i].submitted == TILLPOINTS_OK;
        REQUIRE(sale[i].replies == wanted, "%s was answered %d times, wanted: %d", event_name(i),
                sale[i].replies, wanted);
    }
}

/* The C library of Debian 12 crashes if there is no memory at the very first look-up of a process. The plugin
 * makes one in init, when there should be memory; this process has made one before. */
static void look_up_a_service(void) {
    struct servent service;
    struct servent* found = NULL;
    char buffer[1024];
    getservbyname_r("https", "tcp", &service, buffer, sizeof buffer, &found);
}

static void stop_failing(const plan* planned, how_long until) {
    if (planned->how_long <= until) of_this_process->calls = disarm_calls();
}

_Noreturn void live(const char* plugin, const char* config, const char* receipt, const plan* planned,
                    life* seen) {
    const tillpoints_entry_points* entry;
    const tillpoints_factory* factory;
    tillpoints_instance* till = NULL;
    tillpoints_status status;
    void* handle;

    of_this_process = seen;
    prepare_waiting();
    if (planned->from_loading) {
        look_up_a_service();
        arm_as_planned(planned);
    }
    enter("dlopen");
    handle = dlopen(plugin, RTLD_NOW | RTLD_LOCAL);
    leave();
    if (handle == NULL) end(); /* the host is told by dlerror */
    entry = dlsym(handle, "tillpoints_entry");
    REQUIRE(entry != NULL, "no tillpoints_entry");
    enter("init");
    status = entry->init();
    leave();
    REQUIRE(status == TILLPOINTS_OK || is_excuse(status), "init returned %d", (int)status);
    if (status != TILLPOINTS_OK) end();
    factory = entry->get_factory(TILLPOINTS_FACTORY);
    enter("create");
    status = factory->create(text_of(config), NULL, NULL, NULL, &till);
    leave();
    REQUIRE(status == TILLPOINTS_OK || is_excuse(status), "create returned %d", (int)status);
    REQUIRE((status == TILLPOINTS_OK) == (till != NULL), "create returned %d and %p", (int)status,
            (void*)till);
    if (status == TILLPOINTS_OK) {
        seen->running = 1;
        if (!planned->from_loading) arm_as_planned(planned);
        play(till, receipt, seen->sale);
        stop_failing(planned, FOR_A_SALE);
        if (planned->how_long != TO_THE_END) play_another_sale(till, receipt);
        destroy_in_time(till);
        each_was_answered_once(seen->sale);
    }
    enter("deinit");
    entry->deinit();
    seen->stage = "dlclose";
    dlclose(handle);
    leave();
    stop_failing(planned, TO_THE_END);
    end();
}

_Noreturn void live_after(const char* plugin, const char* config, const char* receipt, life* seen) {
    const tillpoints_ext_diagnostics* diagnostics;
    tillpoints_instance* till = NULL;
    char report[4096] = "";
    library loaded;
    exchange closed;

    of_this_process = seen;
    prepare_waiting();
    seen->stage = "restart";
    loaded = load(plugin);
    REQUIRE(loaded.factory->create(text_of(config), NULL, keep_report, report, &till) == TILLPOINTS_OK,
            "the next start is refused: %.900s", report);
    /* The register closes what was opened, if it has not been told yet that this is stored. */
    if (has_status(&seen->sale[OPENED], "ok") && !has_status(&seen->sale[CLOSED], "stored") &&
        !has_status(&seen->sale[CLOSED], "confirmed"))
        tell_until_stored(till, receipt, CLOSED, &closed);
    diagnostics = till->get_extension(till, TILLPOINTS_EXT_DIAGNOSTICS);
    REQUIRE(diagnostics->receipt(till, text_of(receipt), keep_report, report) == TILLPOINTS_OK,
            "the entries of the sale cannot be read");
    REQUIRE(!promises_award(&seen->sale[PRESENTED]) || strstr(report, "\"operation\"") != NULL,
            "an award was promised that is not there: %.900s", report);
    till->destroy(till);
    unload(&loaded);
    end();
}
