/*
 * A whole host of the loyalty plugin in one file of C11. Copy it and replace what is marked YOURS.
 *
 *     tillpoints-template-host PLUGIN.so CONFIG.json [PHONE]
 *
 * It plays one sale of two goods to a customer who says a phone number and asks for nothing to be redeemed,
 * and prints every event with its reply. Exit status: 0 all events were answered, 1 the plugin could not be
 * used, 2 wrong usage.
 *
 * What a host must do, in order:
 *   1. dlopen the library with RTLD_LOCAL, find its one symbol, compare the major version, call init.
 *   2. Make an instance from the configuration file's text.
 *   3. Submit events (JSON, see EVENTS.md). Each accepted event is answered exactly once, by its deadline, on
 * the library's own thread: copy the reply and wake the waiting thread. Never block inside the callback.
 *   4. Continue the sale whatever the reply is, also without a reply. The plugin must not stop a sale.
 *   5. destroy, deinit, dlclose, in this order.
 */
#define _POSIX_C_SOURCE 200809L

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tillpoints/tillpoints.h"

/* How long this host waits for an answer: the plugin's deadline and a little for the way. */
#define DEADLINE_MS 3000u
#define PATIENCE_S 5

/* ---- One question and its answer -------------------------------------------------------------------------
 */

typedef struct answer {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    char* text; /* NULL until it arrives; terminated */
} answer;

/* Called on the library's thread. The reply is borrowed: it is gone when we return, so it is copied. */
static void take_reply(void* user, tillpoints_text reply) {
    answer* waiting = user;
    char* copy = malloc(reply.size + 1);
    if (copy != NULL) {
        memcpy(copy, reply.data, reply.size);
        copy[reply.size] = '\0';
    }
    pthread_mutex_lock(&waiting->mutex);
    waiting->text = copy;
    pthread_cond_signal(&waiting->arrived);
    pthread_mutex_unlock(&waiting->mutex);
}

/* Submits one event and waits. Returns the reply (to be freed), or NULL where there is none: then the
 * register goes on without loyalty. `waiting` must stay alive until the reply came or the instance is
 * destroyed, which is why main owns it: a late reply must not write into a dead stack frame. */
static char* ask(tillpoints_instance* plugin, answer* waiting, const char* event) {
    const tillpoints_text text = {event, strlen(event)};
    struct timespec until;
    char* reply;

    printf("> %s\n", event);
    if (plugin->submit(plugin, text, DEADLINE_MS, take_reply, waiting) != TILLPOINTS_OK) {
        printf("< not accepted\n");
        return NULL;
    }
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&waiting->mutex);
    while (waiting->text == NULL)
        if (pthread_cond_timedwait(&waiting->arrived, &waiting->mutex, &until) == ETIMEDOUT) break;
    reply = waiting->text;
    waiting->text = NULL;
    pthread_mutex_unlock(&waiting->mutex);
    printf("< %s\n", reply == NULL ? "no answer" : reply);
    return reply;
}

/* ---- What the plugin may ask of us
 * ------------------------------------------------------------------------- */

/* YOURS: into your own log. The lines carry no personal data. Called on the library's thread. */
static void log_line(void* context, tillpoints_log_level level, tillpoints_text line) {
    (void)context;
    if (level >= TILLPOINTS_LOG_WARNING) fprintf(stderr, "plugin: %.*s\n", (int)line.size, line.data);
}

/* The problems of a wrong configuration are reported in JSON: show them to the technician. */
static void show_report(void* user, tillpoints_text report) {
    (void)user;
    fprintf(stderr, "%.*s\n", (int)report.size, report.data);
}

/* ---- The sale ---------------------------------------------------------------------------------------------
 */

/* YOURS: the register's own receipt. Money is a whole number of the smallest unit, a quantity a decimal text,
 * and each line obeys round_half_up(price * quantity) == sum. */
#define LINES                                                                                   \
    "[{\"id\":\"p1\",\"name\":\"Phone\",\"price\":1499900,\"quantity\":\"1\",\"sum\":1499900}," \
    "{\"id\":\"p2\",\"name\":\"Cable, m\",\"price\":14900,\"quantity\":\"1.5\",\"sum\":22350}]"
#define TOTAL "1522250"

/* The quote_id of the latest granted discount, which payment_started gives back. It is required if the lines
 * are at the prices of a granted discount; without it the answer is the error missing_field. */
static char quote_id[65];

static void remember_quote(const char* reply) {
    static const char key[] = "\"quote_id\":\"";
    const char* from = strstr(reply, key);
    if (from != NULL) sscanf(from + sizeof key - 1, "%64[^\"]", quote_id);
}

/* One event: the name, the receipt and the other members. A real host would use its JSON library. */
static int say(tillpoints_instance* plugin, answer* waiting, const char* name, const char* receipt,
               const char* members) {
    char event[2048];
    char* reply;
    const int length = snprintf(event, sizeof event, "{\"v\":1,\"event\":\"%s\",\"receipt_id\":\"%s\"%s%s}",
                                name, receipt, members[0] != '\0' ? "," : "", members);
    if (length < 0 || (size_t)length >= sizeof event) return 0;
    reply = ask(plugin, waiting, event);
    if (reply != NULL) remember_quote(reply);
    free(reply); /* YOURS: read `status`, take the prices of `positions`, print `lines` and `barcodes` */
    return reply != NULL;
}

static int play_sale(tillpoints_instance* plugin, answer* waiting, const char* phone) {
    char receipt[64];
    char customer[512];
    char payment[512];
    char closing[1024];
    char now[32];
    const time_t seconds = time(NULL);
    struct tm utc;
    int answered;

    gmtime_r(&seconds, &utc);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
    /* YOURS: the register's UUID of the receipt. It must never be used for another one. */
    snprintf(receipt, sizeof receipt, "template-%lld-%ld", (long long)seconds, (long)clock());
    snprintf(customer, sizeof customer, "\"by\":\"phone\",\"value\":\"%.30s\",\"positions\":" LINES, phone);

    /* If a reply is missing this host submits nothing more, because a late reply would be taken for the next.
     */
    answered =
        say(plugin, waiting, "receipt_opened", receipt,
            "\"kind\":\"sale\",\"register\":\"0001\",\"shift\":\"1\",\"cashier\":{\"id\":\"c1\"},"
            "\"capabilities\":{\"payment_event\":true,\"split\":\"none\",\"tender\":false,\"prompt\":true}");
    answered = answered && say(plugin, waiting, "customer_presented", receipt, customer);
    answered =
        answered && say(plugin, waiting, "discount_requested", receipt,
                        "\"positions\":" LINES ",\"total\":" TOTAL ",\"points\":\"none\",\"commit\":false");
    snprintf(payment, sizeof payment, "\"positions\":" LINES ",\"total\":" TOTAL ",\"quote_id\":\"%s\"",
             quote_id);
    answered = answered && say(plugin, waiting, "payment_started", receipt, payment);
    answered = answered && say(plugin, waiting, "print_requested", receipt, "\"width\":48");
    /* YOURS: print the fiscal receipt here, then tell what was really printed. */
    snprintf(
        closing, sizeof closing,
        "\"positions\":" LINES
        ",\"fiscal\":{\"drive\":\"9960440300000001\",\"document\":\"1\",\"sign\":\"1\",\"number\":\"1\"},"
        "\"payments\":[{\"type\":\"cash\",\"sum\":" TOTAL "}],\"total\":" TOTAL ",\"closed_at\":\"%s\"",
        now);
    answered = answered && say(plugin, waiting, "receipt_closed", receipt, closing);
    return answered;
}

/* ---- Loading
 * ----------------------------------------------------------------------------------------------- */

static char* read_file(const char* path, size_t* size) {
    FILE* file = fopen(path, "rb");
    char* text = malloc(TILLPOINTS_MAX_MESSAGE);
    *size = 0;
    if (file != NULL && text != NULL) *size = fread(text, 1, TILLPOINTS_MAX_MESSAGE, file);
    if (file != NULL) fclose(file);
    if (*size == 0) {
        fprintf(stderr, "%s: cannot be read\n", path);
        free(text);
        return NULL;
    }
    return text;
}

static int run_instance(const tillpoints_factory* factory, const char* config_path, const char* phone) {
    const tillpoints_host host = {
        .struct_size = sizeof host, .abi_major = TILLPOINTS_ABI_MAJOR, .log = log_line};
    answer waiting = {.mutex = PTHREAD_MUTEX_INITIALIZER, .arrived = PTHREAD_COND_INITIALIZER};
    tillpoints_instance* plugin = NULL;
    tillpoints_text configuration;
    int answered = 0;
    char* text = read_file(config_path, &configuration.size);

    if (text == NULL) return 0;
    configuration.data = text;
    if (factory->create(configuration, &host, show_report, NULL, &plugin) == TILLPOINTS_OK) {
        answered = play_sale(plugin, &waiting, phone);
        plugin->destroy(plugin);
    }
    free(waiting.text); /* a reply that came after we stopped waiting */
    free(text);         /* the configuration was copied */
    return answered;
}

int main(int argc, char** argv) {
    void* library;
    const tillpoints_entry_points* entry;
    const tillpoints_factory* factory;
    int answered = 0;

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: %s PLUGIN.so CONFIG.json [PHONE]\n", argv[0]);
        return 2;
    }
    library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    entry = dlsym(library, "tillpoints_entry");
    if (entry == NULL || entry->abi_major != TILLPOINTS_ABI_MAJOR) {
        fprintf(stderr, "%s is no plugin of version %u of the interface\n", argv[1], TILLPOINTS_ABI_MAJOR);
    } else if (entry->init() == TILLPOINTS_OK) {
        factory = entry->get_factory(TILLPOINTS_FACTORY);
        printf("plugin %s\n", entry->version);
        if (factory != NULL) answered = run_instance(factory, argv[2], argc == 4 ? argv[3] : "+79000000001");
        entry->deinit();
    }
    dlclose(library);
    return answered ? 0 : 1;
}
