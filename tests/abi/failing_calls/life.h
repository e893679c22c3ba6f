/* The life of a plugin in a process in which one kind of call fails. */
#pragma once

#include "failing_calls.h"
#include "sale.h"

typedef enum how_long {
    ONCE,       /* only the call with the number */
    FOR_A_SALE, /* that one and all after it, until the sale is over */
    TO_THE_END, /* that one and all after it, until the library is unloaded */
    HOW_LONGS
} how_long;

typedef struct plan {
    failing_kind kind;
    how_long how_long;
    int from_loading; /* calls are counted from dlopen on; otherwise from the first event on */
    long number;
} plan;

/* What the host saw. In memory that the checking process shares. */
typedef struct life {
    const char* volatile stage; /* how far it came */
    char problem[1200];         /* what is not as promised; empty if nothing */
    int running;                /* create succeeded */
    long calls;                 /* that were counted */
    exchange sale[SALE_EVENTS];
} life;

/* Loads the plugin, plays the sale `receipt`, plays another one where calls do not fail any more, and unloads
 * it. Ends the process. */
_Noreturn void live(const char* plugin, const char* config, const char* receipt, const plan* planned,
                    life* seen);

/* The next life on the same data, in which nothing fails: everything that was promised is there. */
_Noreturn void live_after(const char* plugin, const char* config, const char* receipt, life* seen);
