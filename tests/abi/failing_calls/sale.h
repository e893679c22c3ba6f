/* One sale, told to the plugin event by event, with a bound for every wait. Allocates nothing. */
#pragma once

#include "../host.h"

#define SALE_EVENTS 6
enum { OPENED, PRESENTED, DISCOUNT, PAYMENT, PRINT, CLOSED };

/* How long the plugin may take for an answer, and how much later it may arrive on a busy machine. */
#define DEADLINE_MS 500
#define SLACK_MS 3000

/* One event as the host sees it. */
typedef struct exchange {
    int submitted;        /* what submit returned */
    volatile int replies; /* how many have come */
    char reply[1024];     /* the first, terminated, cut where it is longer */
} exchange;

/* Waits for replies need no memory after this. */
void prepare_waiting(void);

/* Submits one event of the sale and waits for its reply. */
void tell(tillpoints_instance* till, const char* receipt, int event, exchange* seen);
const char* event_name(int event);
/* Whether the first reply has this status. */
int has_status(const exchange* seen, const char* status);
/* Whether a customer was told that the sale will be awarded. */
int promises_award(const exchange* seen);
/* Whether the register is told to submit the event again. */
int asks_again(const exchange* seen);
