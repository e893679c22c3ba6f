/* The receipts of this host: what it tells the plugin, and what it prints. */
#pragma once

#include <stddef.h>

#include "tillpoints/tillpoints.h"

/* What a sale that was printed leaves for its return. */
typedef struct printed_receipt {
    char id[65];
    char lines[2048]; /* JSON, as printed */
    long long total;  /* minor units, as printed */
    char extra[512];  /* JSON from the plugin, stored with the receipt; "" without a discount */
} printed_receipt;

/* How a sale goes. */
typedef struct sale_wish {
    const char* phone;  /* NULL: no customer */
    const char* points; /* "max", "none" or hundredths of a point */
    int goes_back;      /* the cashier goes back to the goods once, after the payment had begun */
} sale_wish;

/* Sells. Always ends with a printed receipt, at the full price wherever loyalty fails. */
void sell(tillpoints_instance* plugin, const sale_wish* wish, printed_receipt* printed);

/* Opens a receipt and gives it up. `id` gets the receipt's. */
void cancel_sale(tillpoints_instance* plugin, char id[65]);

/* Takes all goods of a receipt back. `id` gets the return's. */
void take_back(tillpoints_instance* plugin, const printed_receipt* sold, char id[65]);

/* What a register tells after it was started, and at the end of a shift. */
void tell_started(tillpoints_instance* plugin);
void close_shift(tillpoints_instance* plugin);
