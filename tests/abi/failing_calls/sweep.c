/*
 * Whatever call of the C library fails, and for however long, the host goes on: every accepted event is
 * answered exactly once and in time, destroy returns, what was promised is there after the next start, and
 * once calls do not fail any more the plugin works again.
 *
 *     abi_failing_calls PRELOAD.so PLUGIN.so RUNS CONFIG.json|- KIND...
 *
 * For each KIND of call (allocation, write, sync, open, connect, lookup, thread, wait, mapping) it plays a
 * sale again and again, each time in a process of its own and with another call failing: at most RUNS of them
 * for each manner, spread evenly by TILLPOINTS_SEED, or all with TILLPOINTS_SOAK=1 in the environment.
 * Without a configuration (-) nobody listens where the cloud should be.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counting.h"
#include "life.h"

#define LONGEST_LIFE_S 60

static const char* const kinds[FAILING_KINDS] = {"allocation", "write",  "sync", "open",   "connect",
                                                 "lookup",     "thread", "wait", "mapping"};
static const char* const how_longs[HOW_LONGS] = {"once", "for a sale", "to the end"};

/* A certificate authority that has signed nothing, so that the system's many need not be read. */
static const char authority[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBbTCCAROgAwIBAgIULWPL1t6+xZX4xeuROxwoBU5eqbkwCgYIKoZIzj0EAwIw\n"
    "DDEKMAgGA1UEAwwBeDAeFw0yNjExMjkxMDUzMzNaFw0zNjExMjYxMDUzMzNaMAwx\n"
    "CjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQRcDHGN5z1BT2y\n"
    "hJyOxD0pjKwOHSh/fUp2/cjtYXelocKagmrqPu5BvrDHehYqnaEtq9UbGkkxqW8t\n"
    "Q6DAC5VAo1MwUTAdBgNVHQ4EFgQUwM+8G2Zn6hJND3wPm/aEo4T/nOIwHwYDVR0j\n"
    "BBgwFoAUwM+8G2Zn6hJND3wPm/aEo4T/nOIwDwYDVR0TAQH/BAUwAwEB/zAKBggq\n"
    "hkjOPQQDAgNIADBFAiBK1HVTYzRPCz0WCHF/C5LaPSxQS2Ph6aNi2PXcnZsF3QIh\n"
    "AILytQ/+Y+hAHVr6gh01mGeVCO4ecShqru7yJbEVNeqh\n"
    "-----END CERTIFICATE-----\n";

static const char* plugin_path;
static const char* online_config; /* text; NULL: nobody listens */
static life* shared;
static int lives;
static int bad_lives;

/* The configuration with a data directory of its own. */
static void configure(const place* at, char* config, size_t size) {
    if (online_config != NULL) {
        const char* member = strstr(online_config, "\"data_directory\":\"");
        const char* value = member + strlen("\"data_directory\":\"");
        snprintf(config, size, "%.*s%s/data%s", (int)(value - online_config), online_config, at->directory,
                 strchr(value, '"'));
    } else {
        char path[128];
        FILE* file;
        snprintf(path, sizeof path, "%s/ca.pem", at->directory);
        file = fopen(path, "w");
        CHECK(file != NULL);
        fputs(authority, file);
        fclose(file);
        snprintf(config, size,
                 "{\"data_directory\":\"%s/data\",\"cloud\":{\"base_url\":\"https://localhost:1\","
                 "\"company_id\":\"42\",\"key_file\":\"%s/api.key\",\"ca_file\":\"%s\"}}",
                 at->directory, at->directory, path);
    }
}

/* Waits for a life to end; one that hangs is ended. False if it did not end well. */
static int ended_well(pid_t child, const char* what) {
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return 1;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        printf("%s: hangs in %s\n", what, shared->stage);
    else if (WIFSIGNALED(status))
        printf("%s: ended by signal %d in %s\n", what, WTERMSIG(status), shared->stage);
    else if (shared->problem[0] != '\0')
        printf("%s: %s\n", what, shared->problem);
    else
        printf("%s: exit status %d in %s\n", what, WEXITSTATUS(status), shared->stage);
    return 0;
}

static pid_t begin_life(void) {
    pid_t child;
    fflush(stdout);
    child = fork();
    CHECK(child >= 0);
    if (child == 0) alarm(LONGEST_LIFE_S);
    return child;
}

/* One life with a failing call and the one after it. Returns how many calls were counted. */
static long check(const plan* planned) {
    const place at = make_place(NOBODY);
    char config[2048];
    char receipt[64];
    char what[160];
    pid_t child;
    int well;

    configure(&at, config, sizeof config);
    snprintf(receipt, sizeof receipt, "sale-%d-%d", (int)getpid(), ++lives);
    snprintf(what, sizeof what, "%s %ld %s, counted from %s", kinds[planned->kind], planned->number,
             how_longs[planned->how_long], planned->from_loading ? "loading" : "the first event");
    memset(shared, 0, sizeof *shared);
    child = begin_life();
    if (child == 0) live(plugin_path, config, receipt, planned, shared);
    well = ended_well(child, what);
    if (well) {
        child = begin_life();
        if (child == 0) live_after(plugin_path, config, receipt, shared);
        well = ended_well(child, what);
    }
    bad_lives += !well;
    remove_place(&at);
    return shared->calls;
}

/* Plays the sale with every `step`th call failing, in all manners. */
static void sweep(failing_kind kind, int from_loading, long most_runs, unsigned seed) {
    plan planned = {kind, ONCE, from_loading, 1000000000};
    const long calls = check(&planned);
    const long step = most_runs == 0 || calls <= most_runs ? 1 : calls / most_runs;
    int how;
    CHECK(shared->running);
    for (how = ONCE; how < HOW_LONGS; ++how) {
        const long began = milliseconds_now();
        const int before = lives;
        planned.how_long = (how_long)how;
        for (planned.number = 1 + (long)(seed % (unsigned long)step); planned.number <= calls;
             planned.number += step)
            check(&planned);
        printf("%s failing %s: %d of %ld calls from %s on, %ld ms\n", kinds[kind], how_longs[how],
               lives - before, calls, from_loading ? "loading" : "the first event",
               milliseconds_now() - began);
    }
}

static void read_config(const char* path) {
    static char text[4096];
    FILE* file = fopen(path, "r");
    CHECK(file != NULL);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    online_config = text;
}

static failing_kind kind_of(const char* name) {
    int kind = 0;
    while (kind < FAILING_KINDS && strcmp(kinds[kind], name) != 0) ++kind;
    CHECK(kind < FAILING_KINDS);
    return (failing_kind)kind;
}

int main(int argc, char** argv) {
    const char* const seed_text = getenv("TILLPOINTS_SEED");
    const unsigned seed = seed_text != NULL ? (unsigned)strtoul(seed_text, NULL, 10) : 0;
    long most_runs;
    int i;

    CHECK(argc > 5);
    if (getenv("LD_PRELOAD") == NULL) {
        CHECK(setenv("LD_PRELOAD", argv[1], 1) == 0);
        execv("/proc/self/exe", argv);
    }
    CHECK(find_failing_calls());
    plugin_path = argv[2];
    most_runs = getenv("TILLPOINTS_SOAK") != NULL ? 0 : atol(argv[3]);
    if (strcmp(argv[4], "-") != 0) read_config(argv[4]);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED);
    for (i = 5; i < argc; ++i) {
        const failing_kind kind = kind_of(argv[i]);
        sweep(kind, 1, most_runs, seed);
        if (kind == FAILING_ALLOCATION) sweep(kind, 0, most_runs, seed);
    }
    printf("%d lives, %d not as promised\n", lives, bad_lives);
    return bad_lives == 0 ? 0 : 1;
}
