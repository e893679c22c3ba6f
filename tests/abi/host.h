/* What the C11 tests of the interface share: a host, as small as one can be. */
#pragma once

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "tillpoints/extensions.h"
#include "tillpoints/tillpoints.h"

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                  \
        }                                                                             \
    } while (0)

typedef struct library {
    void* handle;
    const tillpoints_entry_points* entry;
    const tillpoints_factory* factory;
} library;

/* dlopen and init; deinit and dlclose. */
library load(const char* path);
void unload(library* loaded);

/* A folder of its own with a key file and a configuration in it. */
typedef struct place {
    char directory[64];
    char config[1024];
} place;

/* Nothing listens at port 1 of loopback: a connection is refused at once. */
#define NOBODY "https://127.0.0.1:1"

place make_place(const char* base_url);
void remove_place(const place* at);

/* Creates an instance that must come to be. */
tillpoints_instance* start(const library* loaded, const char* config, const tillpoints_host* host);

tillpoints_text text_of(const char* terminated);

/* Replies as they come in. Wait for them with a bound of ten seconds. */
typedef struct reply_inbox {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int count;
    char last[4096]; /* terminated, cut where it is longer */
} reply_inbox;
#define EMPTY_INBOX \
    { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, "" }

void take_reply(void* user, tillpoints_text reply);
/* True once `count` replies are in; false after ten seconds. */
int wait_for(reply_inbox* inbox, int count);
/* Submits, waits for the one reply, copies it into `reply`. */
void ask(tillpoints_instance* plugin, const char* event, char reply[4096]);

/* A report's text, cut where it is longer than 4095 bytes. `user` is char[4096]. */
void keep_report(void* user, tillpoints_text report);

long milliseconds_now(void);
/* For the few waits that no event ends; each caller says why. */
void rest(long milliseconds);
