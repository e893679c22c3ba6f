/*
 * Many threads submit at once: every accepted event is answered exactly once, on a thread of the library, and
 * the answers of one receipt come in the order of its events; so also when destroy comes in the middle.
 *
 *     abi_storm PLUGIN.so
 */
#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "host.h"

#define THREADS 8
#define EVENTS 200

typedef struct lane lane;

/* How many replies are in, of all receipts, and how many storm() waits for. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t enough = PTHREAD_COND_INITIALIZER;
static int replies;
static int wanted;

typedef struct question {
    lane* of;
    int number;
    int replies;
} question;

struct lane {
    tillpoints_instance* till;
    int id;
    int accepted;
    int refused;
    int answered; /* from here on touched by the library's thread until destroy has returned */
    int disorder;
    int on_wrong_thread;
    int shut_down;
    long slowest_us;
    pthread_t self;
    question questions[EVENTS];
};

static void count(void* user, tillpoints_text reply) {
    question* asked = user;
    lane* of = asked->of;
    char text[256];
    const size_t kept = reply.size < sizeof text - 1 ? reply.size : sizeof text - 1;
    memcpy(text, reply.data, kept);
    text[kept] = '\0';
    asked->replies += 1;
    of->disorder += asked->number != of->answered;
    of->answered += 1;
    of->on_wrong_thread += pthread_equal(pthread_self(), of->self) != 0;
    of->shut_down += strstr(text, "shutting_down") != NULL;
    pthread_mutex_lock(&mutex);
    if (++replies == wanted) pthread_cond_signal(&enough);
    pthread_mutex_unlock(&mutex);
}

static long microseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void* submit_all(void* user) {
    lane* mine = user;
    char event[256];
    int i;
    mine->self = pthread_self();
    for (i = 0; i < EVENTS; ++i) {
        question* asked = &mine->questions[mine->accepted];
        long began;
        const char* name = i == 0 ? "receipt_opened" : i % 2 != 0 ? "customer_removed" : "print_requested";
        snprintf(event, sizeof event,
                 "{\"v\":1,\"event\":\"%s\",\"receipt_id\":\"storm-%d\",\"kind\":\"sale\"}", name, mine->id);
        asked->of = mine;
        asked->number = mine->accepted;
        began = microseconds_now();
        if (mine->till->submit(mine->till, text_of(event), 30000, count, asked) == TILLPOINTS_OK)
            mine->accepted += 1;
        else
            mine->refused += 1;
        if (microseconds_now() - began > mine->slowest_us) mine->slowest_us = microseconds_now() - began;
    }
    return NULL;
}

/* Destroys behind the last submit, once `answered` events are answered. */
static void storm(const library* loaded, int answered) {
    static lane queues[THREADS];
    pthread_t threads[THREADS];
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(loaded, at.config, NULL);
    int shut_down = 0;
    long slowest_us = 0;
    int i;
    int k;
    memset(queues, 0, sizeof queues);
    replies = 0;
    wanted = answered;
    for (i = 0; i < THREADS; ++i) {
        queues[i].till = till;
        queues[i].id = i;
        CHECK(pthread_create(&threads[i], NULL, submit_all, &queues[i]) == 0);
    }
    for (i = 0; i < THREADS; ++i) CHECK(pthread_join(threads[i], NULL) == 0);
    pthread_mutex_lock(&mutex);
    while (replies < wanted) pthread_cond_wait(&enough, &mutex);
    pthread_mutex_unlock(&mutex);
    till->destroy(till);
    for (i = 0; i < THREADS; ++i) {
        CHECK(queues[i].refused == 0);
        CHECK(queues[i].answered == queues[i].accepted);
        CHECK(queues[i].disorder == 0);
        CHECK(queues[i].on_wrong_thread == 0);
        for (k = 0; k < queues[i].accepted; ++k) CHECK(queues[i].questions[k].replies == 1);
        shut_down += queues[i].shut_down;
        if (queues[i].slowest_us > slowest_us) slowest_us = queues[i].slowest_us;
    }
    printf(
        "%d events of %d threads: each answered once and in order, %d with shutting_down, slowest submit %ld "
        "us\n",
        THREADS * EVENTS, THREADS, shut_down, slowest_us);
    remove_place(&at);
}

int main(int argc, char** argv) {
    library loaded;
    CHECK(argc == 2);
    loaded = load(argv[1]);
    storm(&loaded, THREADS * EVENTS);
    storm(&loaded, THREADS * EVENTS / 2);
    storm(&loaded, 0);
    unload(&loaded);
    return 0;
}
