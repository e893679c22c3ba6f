#define _GNU_SOURCE
#include "sale.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "counting.h"

#define LINES "[{\"id\":\"p1\",\"name\":\"Phone\",\"price\":100000,\"quantity\":\"1\",\"sum\":100000}]"

static const struct {
    const char* name;
    const char* members;
} events[SALE_EVENTS] = {
    {"receipt_opened",
     "\"kind\":\"sale\",\"register\":\"0001\",\"shift\":\"1\",\"cashier\":{\"id\":\"c1\"},"
     "\"capabilities\":{\"payment_event\":true,\"split\":\"none\",\"tender\":false,\"prompt\":true}"},
    {"customer_presented", "\"by\":\"phone\",\"value\":\"+79001234567\",\"positions\":" LINES},
    {"discount_requested", "\"positions\":" LINES ",\"total\":100000,\"points\":\"none\",\"commit\":false"},
    {"payment_started", "\"positions\":" LINES ",\"total\":100000"},
    {"print_requested", "\"width\":48"},
    {"receipt_closed",
     "\"positions\":" LINES ",\"fiscal\":{\"drive\":\"9960\",\"document\":\"12\",\"sign\":\"1234\"},"
     "\"payments\":[{\"type\":\"cash\",\"sum\":100000}],\"total\":100000,"
     "\"closed_at\":\"2026-01-31T08:05:09Z\""},
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;

void prepare_waiting(void) {
    pthread_condattr_t attributes;
    CHECK(pthread_condattr_init(&attributes) == 0);
    CHECK(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
    CHECK(pthread_cond_init(&changed, &attributes) == 0);
}

static void take_first_reply(void* user, tillpoints_text reply) {
    const int counted = count_calls(0);
    exchange* seen = user;
    const size_t kept = reply.size < sizeof seen->reply - 1 ? reply.size : sizeof seen->reply - 1;
    pthread_mutex_lock(&mutex);
    if (seen->replies == 0) {
        memcpy(seen->reply, reply.data, kept);
        seen->reply[kept] = '\0';
    }
    seen->replies += 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    count_calls(counted);
}

static void wait_for_reply(const exchange* seen) {
    const long until_ms = milliseconds_now() + DEADLINE_MS + SLACK_MS;
    const struct timespec until = {until_ms / 1000, until_ms % 1000 * 1000000};
    pthread_mutex_lock(&mutex);
    while (seen->replies == 0)
        if (pthread_cond_timedwait(&changed, &mutex, &until) == ETIMEDOUT) break;
    pthread_mutex_unlock(&mutex);
}

void tell(tillpoints_instance* till, const char* receipt, int event, exchange* seen) {
    char text[1024];
    int counted;
    snprintf(text, sizeof text, "{\"v\":1,\"event\":\"%s\",\"receipt_id\":\"%s\",%s}", events[event].name,
             receipt, events[event].members);
    memset(seen, 0, sizeof *seen);
    counted = count_calls(1);
    seen->submitted = (int)till->submit(till, text_of(text), DEADLINE_MS, take_first_reply, seen);
    count_calls(counted);
    if (seen->submitted == TILLPOINTS_OK) wait_for_reply(seen);
}

const char* event_name(int event) {
    return events[event].name;
}

int has_status(const exchange* seen, const char* status) {
    char member[64];
    snprintf(member, sizeof member, "\"status\":\"%s\"", status);
    return strstr(seen->reply, member) != NULL;
}

int promises_award(const exchange* seen) {
    return strstr(seen->reply, "\"will_award\":true") != NULL || has_status(seen, "customer");
}

int asks_again(const exchange* seen) {
    return seen->submitted == TILLPOINTS_INTERNAL || has_status(seen, "not_stored");
}
