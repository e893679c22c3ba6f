#define _POSIX_C_SOURCE 200809L
#include "question.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "members.h"

/* How long the plugin may take for an answer, and how long this host waits: a little longer, for the way. */
#define DEADLINE_MS 3000u
#define PATIENCE_S 5
#define TRIES 5
/* Between two tries of an event that was not taken or not stored. */
#define PAUSE_MS 50

static int shown;

void show_conversation(int show) {
    shown = show;
}

/* Belongs to two sides, the waiting thread and the reply that may come late; the last one frees it. */
typedef struct question {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    int owners;
    int answered;
    char* reply;
} question;

static question* make_question(void) {
    question* made = calloc(1, sizeof *made);
    if (made == NULL) return NULL;
    pthread_mutex_init(&made->mutex, NULL);
    pthread_cond_init(&made->arrived, NULL);
    made->owners = 2;
    return made;
}

static void leave(question* asked) {
    int last;
    pthread_mutex_lock(&asked->mutex);
    last = --asked->owners == 0;
    pthread_mutex_unlock(&asked->mutex);
    if (!last) return;
    pthread_mutex_destroy(&asked->mutex);
    pthread_cond_destroy(&asked->arrived);
    free(asked->reply);
    free(asked);
}

/* On the library's thread. The reply is borrowed: it is gone when this returns, so it is copied. */
static void take_reply(void* user, tillpoints_text reply) {
    question* asked = user;
    char* copy = malloc(reply.size + 1);
    if (copy != NULL) {
        memcpy(copy, reply.data, reply.size);
        copy[reply.size] = '\0';
    }
    pthread_mutex_lock(&asked->mutex);
    asked->reply = copy;
    asked->answered = 1;
    pthread_cond_signal(&asked->arrived);
    pthread_mutex_unlock(&asked->mutex);
    leave(asked);
}

static char* wait_for(question* asked) {
    struct timespec until;
    char* reply;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&asked->mutex);
    while (!asked->answered)
        if (pthread_cond_timedwait(&asked->arrived, &asked->mutex, &until) == ETIMEDOUT) break;
    reply = asked->reply;
    asked->reply = NULL;
    pthread_mutex_unlock(&asked->mutex);
    return reply;
}

/* 1: the event must be submitted again. */
static int submit_once(tillpoints_instance* plugin, const char* event, char** reply) {
    const tillpoints_text text = {event, strlen(event)};
    question* asked = make_question();
    tillpoints_status status;

    *reply = NULL;
    if (asked == NULL) return 0;
    status = plugin->submit(plugin, text, DEADLINE_MS, take_reply, asked);
    if (status != TILLPOINTS_OK) leave(asked); /* there will be no reply to leave it */
    if (status == TILLPOINTS_OK) *reply = wait_for(asked);
    leave(asked); /* NOLINT(clang-analyzer-unix.Malloc): its two owners are counted */
    if (status == TILLPOINTS_BUSY) return 1;
    return *reply != NULL && member_is(*reply, "status", "not_stored");
}

char* ask(tillpoints_instance* plugin, const char* event) {
    const struct timespec pause = {0, PAUSE_MS * 1000000L};
    char* reply = NULL;
    int again = 1;
    int tries;

    for (tries = 0; again && tries < TRIES; ++tries) {
        if (tries > 0) nanosleep(&pause, NULL);
        free(reply);
        if (shown) printf("> %s\n", event);
        again = submit_once(plugin, event, &reply);
        if (shown) printf("< %s\n", reply == NULL ? "no answer" : reply);
    }
    return reply;
}
